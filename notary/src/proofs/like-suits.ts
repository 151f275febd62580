/** Calls whose transactions carry tags of like suits, in their arguments and in what they read and write. */
const CALLS = ['noteSuits', 'suitsOf'].map((name) => Buffer.from(name));

/**
 * True for a block of the ledger with a call about like suits in it, whatever became of that call. A ledger part shows
 * every envelope of its block: whoever got two of them could tell that two filings are of the same parties.
 */
export function tellsOfLikeSuits(block: Uint8Array): boolean {
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.length);
  return CALLS.some((name) => bytes.includes(name));
}
