/** What a person goes through with the keys for next and previous: the link or box that stands for each row. */
const ROWS = 'main tbody th a, main [data-row] input:not(:disabled)';

/** Moves the focus to the next row (`step` 1) or the previous (-1); from elsewhere to the first or last. */
export function moveToRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>(ROWS)];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const next = at < 0 ? (step === 1 ? 0 : rows.length - 1) : at + step;
  rows[next]?.focus();
}
