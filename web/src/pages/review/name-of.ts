import type { QueuedFiling } from '../../api-client/views.ts';

/** 李娜然 诉 张未; the first of several, and how many more. */
export function nameOf(
  { applicants, others }: Pick<QueuedFiling, 'applicants' | 'others'>,
  versus: string,
): string {
  const first = (names: readonly string[]) =>
    names.length > 1 ? `${names[0]}等${names.length}人` : (names[0] ?? '—');
  return others.length === 0
    ? first(applicants)
    : `${first(applicants)} ${versus} ${first(others)}`;
}
