const DAY = 86_400_000;
/** No holiday is longer. */
const LONGEST = 15;

/**
 * Days of a year out of lines such as `2027-02-05` or `2027-02-05..2027-02-11`; `undefined` when a line is neither. The
 * server looks again.
 */
export function daysIn(text: string, year: number): string[] | undefined {
  const days: string[] = [];
  for (const part of text.split(/[\s,，、;；]+/).filter(Boolean)) {
    const [first = '', last = first, ...more] = part.split(/\.\.|~|至/);
    const [from, to] = [Date.parse(`${first}T00:00:00Z`), Date.parse(`${last}T00:00:00Z`)];
    const fits = first.length === 10 && last.length === 10 && from <= to;
    if (!fits || more.length > 0 || to - from > LONGEST * DAY) return undefined;
    for (let ms = from; ms <= to; ms += DAY) days.push(new Date(ms).toISOString().slice(0, 10));
  }
  const belong = days.every(
    (day) => day.startsWith(`${year}-`) || day.startsWith(`${year - 1}-12`),
  );
  return belong ? [...new Set(days)].sort() : undefined;
}
