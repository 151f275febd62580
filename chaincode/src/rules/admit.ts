import { type CourtRecord, CunzhengError, demand, type RecordId } from '@cunzheng/domain';
import { compositeKey, KEY_TYPES, recordKey } from '../state/keys.ts';
import { readCourt } from '../state/registry.ts';
import { documentRule } from './document-rule.ts';
import { filingRule } from './filing-rule.ts';
import { registrationRule, revocationRule } from './key-rule.ts';
import { receiptRule } from './receipt-rule.ts';
import type { Candidate, RecordCall, Rule } from './rule.ts';
import { serviceRule } from './service-rule.ts';

/** How far an act may lie after the transaction's time: clocks differ. Earlier is allowed; every page shows the lag. */
const MAX_LEAD_MS = 15 * 60 * 1000;

/**
 * Applies every rule to one record and stages its writes. Returns the id of the record that already says this, or
 * undefined when the record is new. Throws the code of the refusal.
 */
export async function admit(call: RecordCall, candidate: Candidate): Promise<RecordId | undefined> {
  const { record } = candidate;
  await demandOwnCourt(call, record.court);
  const rule = ruleOf(record);
  const first = await rule.first(call, candidate);
  if (first !== undefined) return first;
  demandActTime(call, record);
  await rule.check(call, candidate);
  stageRecord(call, candidate);
  await rule.index(call, candidate);
  return undefined;
}

function ruleOf(record: CourtRecord): Rule<CourtRecord> {
  return chooseRule(record) as unknown as Rule<CourtRecord>;
}

function chooseRule(record: CourtRecord) {
  switch (record.kind) {
    case 'key':
      return record.action === 'register' ? registrationRule : revocationRule;
    case 'document':
      return documentRule;
    case 'service':
      return serviceRule;
    case 'receipt':
      return receiptRule;
    case 'filing':
      return filingRule;
  }
}

/** Throws `COURT_UNKNOWN`, `COURT_NOT_YOURS` unless the submitting member hosts the court. */
export async function demandOwnCourt(
  call: Pick<RecordCall, 'state' | 'member'>,
  code: string,
): Promise<void> {
  const court = await readCourt(call.state, code);
  if (court === undefined) throw new CunzhengError('COURT_UNKNOWN', 'no such court in effect');
  demand(court.member === call.member, 'COURT_NOT_YOURS', 'court is hosted by another member');
}

function demandActTime(call: RecordCall, record: CourtRecord): void {
  const inTime = Date.parse(record.actTime) - call.txTimeMs <= MAX_LEAD_MS;
  demand(inTime, 'ACT_TIME_IN_FUTURE', 'act is later than the transaction by over 15 minutes');
}

function stageRecord({ state }: RecordCall, { id, text, record }: Candidate): void {
  state.stage(recordKey(id), text);
  if ('caseTag' in record) {
    state.stage(compositeKey(KEY_TYPES.ofCase, record.caseTag, id), record.kind);
  }
}
