import { demand, type ReceiptRecord, type RecordId } from '@cunzheng/domain';
import type { KeyState } from '../state/key-state.ts';
import { compositeKey, KEY_TYPES } from '../state/keys.ts';
import { readRecordOf } from '../state/records.ts';
import type { RecordCall, Rule } from './rule.ts';
import { demandSignature, demandSigningKey, isOfficial, isPerson } from './signer.ts';

/** A receipt: of a service that exists, by somebody fit for its event; the first of one event for one service stands. */
export const receiptRule: Rule<ReceiptRecord> = {
  async first({ state }, { record }) {
    return (await state.read(firstKey(record))) as RecordId | undefined;
  },

  async check(call, candidate) {
    const { record } = candidate;
    await demandService(call, record);
    const key = await demandSigningKey(call, record);
    demand(isFit(record, key), 'SIGNER_UNFIT', `key may not sign ${record.event}`);
    demandWitnesses(record);
    await demandSignature(call, candidate, key);
  },

  index({ state }, { id, record }) {
    state.stage(firstKey(record), id);
  },
};

async function demandService({ state }: RecordCall, record: ReceiptRecord): Promise<void> {
  const service = await readRecordOf(state, record.service, 'service');
  const known = service !== undefined && service.court === record.court;
  demand(known, 'SERVICE_UNKNOWN', 'court made no such service');
  demand(service.caseTag === record.caseTag, 'CASE_DIFFERS', 'service is of another case');
  demand(service.recipient === record.recipient, 'RECIPIENT_DIFFERS', 'service is to another');
  demand(service.sha256 === record.sha256, 'DIGEST_DIFFERS', 'digest is not the service’s');
}

/**
 * Who may sign what. arrived, opened: the court's system, which can claim nothing about persons. signed, objected: the
 * person, or the official he acted before. refused: the person, or the official who was refused. left: the official
 * who left it (民诉法 89).
 */
function isFit(record: ReceiptRecord, key: KeyState): boolean {
  switch (record.event) {
    case 'arrived':
    case 'opened':
      return key.role === 'system' && claimsNothingOfPersons(record);
    case 'signed':
    case 'objected':
      return record.attended ? isOfficial(key) : isRecipient(record, key);
    case 'refused':
      return isOfficial(key) || (!record.attended && isRecipient(record, key));
    case 'left':
      return isOfficial(key);
  }
}

function isRecipient(record: ReceiptRecord, key: KeyState): boolean {
  return isPerson(key, record.recipient, record.capacity);
}

function claimsNothingOfPersons(record: ReceiptRecord): boolean {
  return (
    record.capacity === undefined && record.attended === undefined && record.witnesses === undefined
  );
}

/** 留置 stands on witnesses or a recording (民诉法 89); the recording is a hidden field, its presence is not. */
function demandWitnesses(record: ReceiptRecord): void {
  if (record.event !== 'left') return;
  const shown =
    record.witnesses !== undefined ||
    (record.sd !== undefined && Object.hasOwn(record.sd, 'recording'));
  demand(shown, 'WITNESS_MISSING', 'left needs witnesses or a recording');
}

function firstKey(record: ReceiptRecord): string {
  return compositeKey(KEY_TYPES.first, record.service, `receipt:${record.event}`, record.recipient);
}
