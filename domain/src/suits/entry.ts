import type { FilingChainState } from '../filing/on-chain.ts';
import { DIGEST_PATTERN, EPOCH_PATTERN } from '../record/fields.ts';
import type { SuitEpoch, SuitTag } from './tag.ts';

/** Entries that one call of the contract takes. */
export const MAX_SUIT_ENTRIES = 200;

const EPOCH = new RegExp(EPOCH_PATTERN);
const DIGEST = new RegExp(DIGEST_PATTERN);

/** One line of the index of like suits: two parties, as one epoch's key names them, stand against each other in a filing. */
export interface SuitEntry {
  readonly epoch: SuitEpoch;
  /** Id of the filing's first submission. */
  readonly filing: string;
  readonly tag: SuitTag;
}

/** What the ledger knows of a filing that stands under a tag. */
export interface NotedSuit {
  /** Id of the filing's first submission. */
  readonly filing: string;
  /** Code of the court at turn. */
  readonly court: string;
  readonly state: FilingChainState;
  /** When it was first handed in: ISO text to the millisecond. */
  readonly submitted: string;
  /** 案号, once it has one. */
  readonly number?: string;
}

/** True for the text of an epoch's id. */
export function isSuitEpoch(text: unknown): text is SuitEpoch {
  return typeof text === 'string' && EPOCH.test(text);
}

/** True for the text of a tag. */
export function isSuitTag(text: unknown): text is SuitTag {
  return typeof text === 'string' && DIGEST.test(text);
}

/** True for `{ epoch, filing, tag }` and nothing else, each of its form. */
export function isSuitEntry(value: unknown): value is SuitEntry {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  if (Object.keys(value).sort().join() !== 'epoch,filing,tag') return false;
  const { epoch, filing, tag } = value as Record<string, unknown>;
  return isSuitEpoch(epoch) && isSuitTag(tag) && typeof filing === 'string' && DIGEST.test(filing);
}
