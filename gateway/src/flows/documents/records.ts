import { type DocumentRecord, hideFields, type Opening, type Unsigned } from '@cunzheng/domain';
import type { Court } from '../../context.ts';
import { random128 } from '../../salt.ts';
import { seenCheckpoint } from '../../seen-checkpoint.ts';
import type { CaseRow } from '../../store/schema.ts';
import type { DocumentRow } from './views.ts';

/** An unsigned record of the issue of a document. Digests stand in the clear, case number and title are hidden. */
export function buildDocumentRecord(
  chain: Court['chain'],
  facts: { document: DocumentRow; courtCase: CaseRow },
  { key, now }: { key: DocumentRecord['key']; now: number },
): { unsigned: Unsigned<DocumentRecord>; openings: Opening[] } {
  const { document, courtCase } = facts;
  const { sd, openings } = hideFields(
    { caseNumber: courtCase.caseNumber, title: document.title },
    random128,
  );
  const unsigned: Unsigned<DocumentRecord> = {
    v: 1,
    kind: 'document',
    court: document.court,
    caseTag: courtCase.tag as DocumentRecord['caseTag'],
    actTime: new Date(now).toISOString(),
    number: document.number,
    sha256: document.sha256 as DocumentRecord['sha256'],
    sm3: document.sm3 as DocumentRecord['sm3'],
    key,
    ...seenCheckpoint(chain),
    sd,
  };
  return { unsigned, openings };
}
