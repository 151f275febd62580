import { CunzhengError, type DocumentRecord, demand, type RecordId } from '@cunzheng/domain';
import { compositeKey, KEY_TYPES } from '../state/keys.ts';
import type { Rule } from './rule.ts';
import { demandSignature, demandSigningKey, isOfficial } from './signer.ts';

/** A document: a new number of the court, signed by a clerk or judge of the court. */
export const documentRule: Rule<DocumentRecord> = {
  async first({ state }, { id, record }) {
    const holder = await state.read(numberKey(record));
    if (holder === undefined || holder === id) return holder as RecordId | undefined;
    throw new CunzhengError('DOCUMENT_NUMBER_USED', 'number belongs to another document');
  },

  async check(call, candidate) {
    const { record } = candidate;
    const ownNumber = record.number.startsWith(`${record.court}-`);
    demand(ownNumber, 'COURT_NOT_YOURS', 'number is of another court');
    const key = await demandSigningKey(call, record);
    demand(isOfficial(key), 'SIGNER_UNFIT', 'a document is signed by a clerk or judge');
    await demandSignature(call, candidate, key);
  },

  index({ state }, { id, record }) {
    state.stage(numberKey(record), id);
    state.stage(compositeKey(KEY_TYPES.digest, record.sha256, id), record.number);
  },
};

function numberKey(record: DocumentRecord): string {
  return compositeKey(KEY_TYPES.number, record.court, record.number);
}
