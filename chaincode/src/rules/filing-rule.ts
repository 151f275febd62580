import {
  CunzhengError,
  courtOfCaseNumber,
  demand,
  type FilingDocketing,
  type FilingRecord,
  type FilingSubmission,
  type FilingTransfer,
  filingActOf,
  filingStateAfter,
} from '@cunzheng/domain';
import { type FilingState, readFilingState, stageFilingState } from '../state/filing-state.ts';
import type { KeyState } from '../state/key-state.ts';
import { compositeKey, KEY_TYPES, recordKey } from '../state/keys.ts';
import { readCourt } from '../state/registry.ts';
import type { RecordCall, Rule } from './rule.ts';
import { demandSignature, demandSigningKey, isOfficial, isPerson } from './signer.ts';

/** An act of a filing: one that the table of its states has, by the court at turn, signed by somebody fit for it. */
export const filingRule: Rule<FilingRecord> = {
  async first({ state }, { id }) {
    return (await state.read(recordKey(id))) === undefined ? undefined : id;
  },

  async check(call, candidate) {
    const { record } = candidate;
    const before = await demandFiling(call, record);
    demandNext(record, before);
    if (record.action === 'transferred') await demandOtherCourt(call, record);
    if (record.action === 'docketed') await demandNewNumber(call, record);
    const key = await demandSigningKey(call, record);
    demand(isFit(record, key, before), 'SIGNER_UNFIT', `key may not sign ${record.action}`);
    await demandSignature(call, candidate, key);
  },

  async index(call, { id, record }) {
    const { state } = call;
    const next = demandNext(record, await demandFiling(call, record));
    stageFilingState(state, record.filing ?? id, next);
    if (record.action === 'docketed') state.stage(numberKey(record), record.filing);
  },
};

/** The filing as it stood before this record; undefined for a first submission. */
async function demandFiling(
  { state }: RecordCall,
  record: FilingRecord,
): Promise<FilingState | undefined> {
  if (record.filing === undefined) return undefined;
  const filing = await readFilingState(state, record.filing);
  demand(filing !== undefined, 'FILING_UNKNOWN', 'no such filing');
  demand(filing.caseTag === record.caseTag, 'CASE_DIFFERS', 'filing is of another case');
  const same = record.action !== 'submitted' || record.applicant === filing.applicant;
  demand(same, 'APPLICANT_DIFFERS', 'filing is another’s');
  demand(filing.court === record.court, 'FILING_NOT_AT_TURN', 'another court is at turn');
  return filing;
}

/** The filing as it stands after this record. Throws `FILING_NOT_AT_TURN` for an act that the state does not allow. */
function demandNext(record: FilingRecord, before: FilingState | undefined): FilingState {
  const state = filingStateAfter(filingActOf(record), before?.state);
  demand(state !== undefined, 'FILING_NOT_AT_TURN', `not while ${before?.state}`);
  const court = record.action === 'transferred' ? record.to : record.court;
  const { applicant, caseTag } = before ?? (record as FilingSubmission);
  const number = record.action === 'docketed' ? { number: record.number } : {};
  return { court, state, applicant, caseTag, ...number };
}

/** 移送 is to another court in effect, whichever member hosts it. */
async function demandOtherCourt({ state }: RecordCall, record: FilingTransfer): Promise<void> {
  demand(record.to !== record.court, 'TRANSFER_UNFIT', 'filing is at that court');
  const there = await readCourt(state, record.to);
  demand(there !== undefined, 'COURT_UNKNOWN', 'no such court in effect');
}

async function demandNewNumber({ state }: RecordCall, record: FilingDocketing): Promise<void> {
  const own = courtOfCaseNumber(record.number) === record.court;
  demand(own, 'COURT_NOT_YOURS', 'number is of another court');
  if ((await state.read(numberKey(record))) === undefined) return;
  throw new CunzhengError('CASE_NUMBER_USED', 'number belongs to another case');
}

/**
 * Who may sign what. submitted: the applicant or his agent, or the official he acted before. returned as withdrawn: the
 * applicant or an official. Everything else: an official of the court at turn.
 */
function isFit(record: FilingRecord, key: KeyState, before: FilingState | undefined): boolean {
  if (record.action !== 'submitted') {
    const own = key.role === 'litigant' && key.owner === before?.applicant;
    const withdraws = record.action === 'returned' && record.outcome === 'withdrawn';
    return isOfficial(key) || (withdraws && own);
  }
  return record.attended ? isOfficial(key) : isPerson(key, record.applicant, record.capacity);
}

function numberKey(record: FilingDocketing): string {
  return compositeKey(KEY_TYPES.number, record.court, record.number);
}
