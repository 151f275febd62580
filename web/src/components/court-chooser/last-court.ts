/** The court that was chosen last on this device; a convenience, and no secret. */
export interface LastCourt {
  readonly code: string;
  readonly name: string;
}

const KEY = 'last-court';

export function lastCourt(): LastCourt | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return isCourt(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

export function keepCourt({ code, name }: LastCourt): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ code, name }));
  } catch {
    // Private windows refuse storage; the choice then lasts for this page only.
  }
}

function isCourt(kept: unknown): kept is LastCourt {
  if (typeof kept !== 'object' || kept === null) return false;
  const { code, name } = kept as Partial<LastCourt>;
  return typeof code === 'string' && typeof name === 'string';
}
