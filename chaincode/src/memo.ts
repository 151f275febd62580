/**
 * A pure function with a bounded memory. The contract keeps nothing else between transactions: whether a value came
 * from memory or was computed again can be seen by nobody. A call that throws is not remembered.
 */
export function remember<Value>(
  compute: (argument: string) => Value,
  limit: number,
): (argument: string) => Value {
  const known = new Map<string, Value>();
  return (argument) => {
    const found = known.get(argument);
    if (found !== undefined) return found;
    const value = compute(argument);
    if (known.size >= limit) known.delete(known.keys().next().value as string);
    known.set(argument, value);
    return value;
  };
}
