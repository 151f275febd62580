import {
  CunzhengError,
  canonicalize,
  demand,
  type ErrorCode,
  type RecordId,
} from '@cunzheng/domain';
import { isSuitEntry, MAX_SUIT_ENTRIES, type NotedSuit } from '@cunzheng/domain/suits';
import type { ChaincodeStub } from 'fabric-shim';
import { demandOwnCourt } from '../rules/admit.ts';
import { filingStateKey, readFilingState } from '../state/filing-state.ts';
import { KEY_TYPES, lastAttribute, suitKey } from '../state/keys.ts';
import { readRecordOf } from '../state/records.ts';
import { TransactionState } from '../state/transaction-state.ts';
import { parsePageSize, parseSuitEpoch, parseSuitTag } from './arguments.ts';
import { type MemberAtWork, memberAtWork } from './call.ts';
import { bookmarkAfter, closing } from './reads.ts';

/** What became of one entry; `exists` when the very same is there already. */
export interface SuitOutcome {
  readonly outcome: 'recorded' | 'exists' | 'refused';
  readonly code?: ErrorCode;
}

/**
 * `noteSuits(entries)`: a JSON array of `{ epoch, filing, tag }`, at most 200. An entry says that two parties, as an
 * epoch's key names them, stand against each other in a filing; the contract knows of it only that the filing is there and
 * at a court of the submitter's. Answers a canonical array of outcomes in the same order; refused are `INPUT_INVALID`,
 * `FILING_UNKNOWN`, `COURT_NOT_YOURS`, `STATE_CALLS_EXCEEDED` (that entry and all after it). No entry is a leaf of the
 * log. Throws `INPUT_INVALID` (no such array), `GATEWAY_ROLE_MISSING`, `MEMBER_UNKNOWN`.
 */
export async function noteSuits(
  stub: ChaincodeStub,
  [argument]: readonly string[],
): Promise<string> {
  const work = await memberAtWork(stub);
  const entries = parseEntries(argument as string);
  await work.state.readAhead(entries.flatMap(foreseen));
  const outcomes: SuitOutcome[] = [];
  for (const entry of entries) {
    const full = outcomes.at(-1)?.code === 'STATE_CALLS_EXCEEDED';
    outcomes.push(full ? refused('STATE_CALLS_EXCEEDED') : await judge(work, entry));
  }
  await work.state.flush();
  return canonicalize(outcomes.map((outcome) => ({ ...outcome })));
}

function parseEntries(argument: string): readonly unknown[] {
  let entries: unknown;
  try {
    entries = JSON.parse(argument);
  } catch (cause) {
    throw new CunzhengError('INPUT_INVALID', 'entries are no JSON', { cause });
  }
  const fits = Array.isArray(entries) && entries.length > 0 && entries.length <= MAX_SUIT_ENTRIES;
  demand(fits, 'INPUT_INVALID', `1 to ${MAX_SUIT_ENTRIES} entries`);
  return entries as unknown[];
}

/** State keys that judging an entry will read. */
function foreseen(entry: unknown): string[] {
  return isSuitEntry(entry) ? [filingStateKey(entry.filing), suitKey(entry)] : [];
}

async function judge(work: MemberAtWork, entry: unknown): Promise<SuitOutcome> {
  try {
    const outcome = await admit(work, entry);
    work.state.keep();
    return { outcome };
  } catch (error) {
    if (!(error instanceof CunzhengError)) throw error;
    return refused(error.code);
  } finally {
    work.state.drop();
  }
}

async function admit(work: MemberAtWork, entry: unknown): Promise<'recorded' | 'exists'> {
  const { state } = work;
  demand(isSuitEntry(entry), 'INPUT_INVALID', 'an entry is malformed');
  const filing = await readFilingState(state, entry.filing as RecordId);
  demand(filing !== undefined, 'FILING_UNKNOWN', 'no such filing');
  await demandOwnCourt(work, filing.court);
  if ((await state.read(suitKey(entry))) !== undefined) return 'exists';
  state.stage(suitKey(entry), filing.court);
  return 'recorded';
}

function refused(code: ErrorCode): SuitOutcome {
  return { code, outcome: 'refused' };
}

/**
 * `suitsOf(epoch, tag, pageSize, bookmark)`: `{ bookmark, suits: [{ court, filing, number?, state, submitted }, …] }`,
 * sorted by filing, 1 to 100 a page; the first bookmark is empty, and so is the one after the last page. Throws
 * `INPUT_INVALID`.
 */
export async function suitsOf(
  stub: ChaincodeStub,
  [epoch, tag, pageSize, bookmark]: readonly string[],
): Promise<string> {
  const page = await stub.getStateByPartialCompositeKeyWithPagination(
    KEY_TYPES.suit,
    [parseSuitEpoch(epoch as string), parseSuitTag(tag as string)],
    parsePageSize(pageSize as string),
    bookmark as string,
  );
  const filings: string[] = [];
  for await (const { key } of closing(page.iterator)) filings.push(lastAttribute(key));
  const state = new TransactionState(stub);
  const suits: NotedSuit[] = [];
  for (const filing of filings) suits.push(await readSuit(state, filing as RecordId));
  return canonicalize({
    bookmark: bookmarkAfter(page),
    suits: suits.map((suit) => ({ ...suit })),
  });
}

/** A filing with an entry is there: the contract writes none without, and deletes nothing. */
async function readSuit(state: TransactionState, filing: RecordId): Promise<NotedSuit> {
  const known = await readFilingState(state, filing);
  const first = await readRecordOf(state, filing, 'filing');
  if (known === undefined || first === undefined) throw new TypeError('an entry without a filing');
  const { court, state: at, number } = known;
  const suit = { court, filing, state: at, submitted: first.actTime };
  return number === undefined ? suit : { ...suit, number };
}
