import {
  type Behaviour,
  behaviourBytes,
  type CourtRecord,
  checkBehaviour,
  checkRecord,
  equalBytes,
  fromBase64Url,
  type Json,
  openFields,
  recordBytes,
  type ShownPaper,
} from '@cunzheng/domain';
import { namedOpenings, unpackRecord } from '../compact.ts';
import { type RawLeafProof, type RawProof, readOpenings } from '../proof.ts';
import { type FileDigests, papersIn, papersOfFile, provenPapers } from './papers.ts';
import { hold, orFail, StageNotShown } from './stage.ts';

interface Shown {
  /** Hidden fields that the openings show. */
  readonly shown: Readonly<Record<string, Json>>;
}

export interface RecordSubject extends Shown {
  readonly proof: Exclude<RawProof, RawLeafProof>;
  readonly record: CourtRecord;
  /** Papers of the record's list that the proof shows, each proven to stand there. */
  readonly papers: readonly ShownPaper[];
  readonly behaviour?: undefined;
}

export interface BehaviourSubject extends Shown {
  readonly proof: RawLeafProof;
  readonly behaviour: Behaviour;
  readonly record?: undefined;
  readonly papers?: undefined;
}

export type Subject = RecordSubject | BehaviourSubject;

/** Stage record: the proof is readable, the record or behaviour has its shape, the openings open it, papers shown lead to its list. */
export function judgeRecord(proof: RawProof | undefined): Subject {
  hold(proof !== undefined, 'PROOF_MALFORMED');
  if (proof.form === 'leaf') return judgeBehaviour(proof);
  const record = orFail('RECORD_MALFORMED', () =>
    proof.form === 'compact' ? unpackRecord(proof.packed) : readRecord(proof.subject.record),
  );
  const shown = orFail('OPENING_DIFFERS', () => {
    const openings =
      proof.form === 'compact'
        ? namedOpenings(record, proof.openings)
        : readOpenings(proof.subject.openings);
    return openFields(record.sd ?? {}, openings);
  });
  const papers = orFail('PAPER_DIFFERS', () => provenPapers(proof, record));
  return { proof, record, shown, papers };
}

/** A record is no behaviour, whatever leads from it to a batch: it has a kind, and hides nothing that it need not. */
function judgeBehaviour(proof: RawLeafProof): BehaviourSubject {
  const behaviour = orFail('LEAF_MALFORMED', () => {
    const value = checkBehaviour(proof.leaf);
    behaviourBytes(value);
    return value;
  });
  const shown = orFail('OPENING_DIFFERS', () =>
    openFields(behaviour.sd, readOpenings(proof.openings)),
  );
  return { proof, behaviour, shown };
}

/** A record of a full proof. Throws `RECORD_MALFORMED`, `RECORD_TOO_LARGE`. */
export function readRecord(value: Json): CourtRecord {
  const record = checkRecord(value);
  recordBytes(record);
  return record;
}

/** Stage document: the file's digests are the record's, or those of a paper shown; gives the papers that the file is. */
export function judgeDocument(
  subject: Subject,
  digests: FileDigests | undefined,
): readonly ShownPaper[] {
  if (digests === undefined) throw new StageNotShown();
  const { record } = subject;
  if (record !== undefined && papersIn(record) !== undefined) {
    hold(subject.papers.length > 0, 'NO_DIGEST');
    const found = papersOfFile(subject.papers, digests);
    hold(found.length > 0, 'DOCUMENT_DIFFERS');
    return found;
  }
  hold(record !== undefined && 'sha256' in record, 'NO_DIGEST');
  hold(equalBytes(fromBase64Url(record.sha256), digests.sha256), 'DOCUMENT_DIFFERS');
  if ('sm3' in record && digests.sm3 !== undefined) {
    hold(equalBytes(fromBase64Url(record.sm3), digests.sm3), 'DOCUMENT_DIFFERS');
  }
  return [];
}
