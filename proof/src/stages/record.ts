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
} from '@cunzheng/domain';
import { namedOpenings, unpackRecord } from '../compact.ts';
import { type RawLeafProof, type RawProof, readOpenings } from '../proof.ts';
import { hold, orFail, StageNotShown } from './stage.ts';

interface Shown {
  /** Hidden fields that the openings show. */
  readonly shown: Readonly<Record<string, Json>>;
}

export interface RecordSubject extends Shown {
  readonly proof: Exclude<RawProof, RawLeafProof>;
  readonly record: CourtRecord;
  readonly behaviour?: undefined;
}

export interface BehaviourSubject extends Shown {
  readonly proof: RawLeafProof;
  readonly behaviour: Behaviour;
  readonly record?: undefined;
}

export type Subject = RecordSubject | BehaviourSubject;

/** Stage record: the proof is readable, the record or behaviour has its shape, the openings open it. */
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
  return { proof, record, shown };
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

/** Stage document: the file's digests are the record's. */
export function judgeDocument(
  record: CourtRecord | undefined,
  digests: { readonly sha256: Uint8Array; readonly sm3?: Uint8Array } | undefined,
): true {
  if (digests === undefined) throw new StageNotShown();
  hold(record !== undefined && 'sha256' in record, 'NO_DIGEST');
  hold(equalBytes(fromBase64Url(record.sha256), digests.sha256), 'DOCUMENT_DIFFERS');
  if ('sm3' in record && digests.sm3 !== undefined) {
    hold(equalBytes(fromBase64Url(record.sm3), digests.sm3), 'DOCUMENT_DIFFERS');
  }
  return true;
}
