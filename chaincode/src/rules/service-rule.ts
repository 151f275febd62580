import { demand, type ServiceRecord } from '@cunzheng/domain';
import { recordKey } from '../state/keys.ts';
import { readRecordOf } from '../state/records.ts';
import type { Rule } from './rule.ts';

/** A service: of a document of the same court and case, whose digest it repeats. */
export const serviceRule: Rule<ServiceRecord> = {
  async first({ state }, { id }) {
    return (await state.read(recordKey(id))) === undefined ? undefined : id;
  },

  async check({ state }, { record }) {
    const document = await readRecordOf(state, record.document, 'document');
    const known = document !== undefined && document.court === record.court;
    demand(known, 'DOCUMENT_UNKNOWN', 'court issued no such document');
    demand(document.caseTag === record.caseTag, 'CASE_DIFFERS', 'document is of another case');
    demand(document.sha256 === record.sha256, 'DIGEST_DIFFERS', 'digest is not the document’s');
  },

  index() {},
};
