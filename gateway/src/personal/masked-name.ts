/** The family name and stars, one for each further character, at most three. */
export function maskedName(name: string): string {
  const [first = '', ...rest] = name;
  return first + '*'.repeat(Math.min(3, Math.max(1, rest.length)));
}
