const BEIJING_MS = 8 * 3_600_000;

/** A moment as it stands in notices of both languages: `2026-03-01 08:00`, in Beijing time. */
export function beijingTime(ms: number): string {
  return new Date(ms + BEIJING_MS).toISOString().slice(0, 16).replace('T', ' ');
}
