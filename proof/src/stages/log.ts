import {
  type Batch,
  batchBytes,
  behaviourBytes,
  behaviourEntry,
  type CourtRecord,
  checkBatch,
  encodeEntry,
  equalBytes,
  fromBase64Url,
  leafHash,
  recordBytes,
  rootFromInclusion,
} from '@cunzheng/domain';
import { readPath } from '../proof.ts';
import type { BehaviourSubject, RecordSubject, Subject } from './record.ts';
import { hold, orFail, StageNotShown } from './stage.ts';

/** Size and root of the checkpoint that the subject is proven in. */
interface InTree {
  readonly size: number;
  readonly root: Uint8Array;
}

/** The subject in the tree; a behaviour with the batch that is. */
export type Leaf =
  | (RecordSubject & InTree & { readonly batch?: undefined })
  | (BehaviourSubject & InTree & { readonly batch: Batch });

/** Leaf hash of a record's entry in the log. */
export function leafOf(record: CourtRecord, block: number, txTime: number): Uint8Array {
  return leafHash(encodeEntry({ kind: 'record', block, txTime, bytes: recordBytes(record) }));
}

/** Stage log: the subject's path leads to the checkpoint's root. In a compact proof the root is what the path gives. */
export function judgeLog(subject: Subject): Leaf {
  const { proof } = subject;
  const { size } = proof;
  if (size === undefined) throw new StageNotShown();
  if (subject.record === undefined) return judgeBatched(subject, size);
  const { index, block, txTime } =
    subject.proof.form === 'full' ? subject.proof.subject : subject.proof;
  const root = orFail('PATH_MALFORMED', () => {
    const path =
      subject.proof.form === 'full' ? readPath(subject.proof.subject.path) : subject.proof.path;
    return rootFromInclusion(index, size, leafOf(subject.record, block, txTime), path);
  });
  if (subject.proof.form === 'full') demandRoot(root, subject.proof.note);
  return { ...subject, size, root };
}

/** The behaviour's path leads to the root of a batch of its court, and the batch's path to the checkpoint's. */
function judgeBatched(subject: BehaviourSubject, size: number): Leaf {
  const { proof, behaviour } = subject;
  const batch = orFail('BATCH_MALFORMED', () => checkBatch(proof.batch));
  const hash = leafHash(behaviourEntry(behaviourBytes(behaviour)));
  const found = orFail('PATH_MALFORMED', () =>
    rootFromInclusion(proof.position, batch.size, hash, readPath(proof.leafPath)),
  );
  const isThere = equalBytes(found, fromBase64Url(batch.root)) && batch.court === behaviour.court;
  hold(isThere, 'BATCH_DIFFERS');
  const { block, txTime } = proof;
  const entry = encodeEntry({ kind: 'batch', block, txTime, bytes: batchBytes(batch) });
  const root = orFail('PATH_MALFORMED', () =>
    rootFromInclusion(proof.index, size, leafHash(entry), readPath(proof.path)),
  );
  demandRoot(root, proof.note);
  return { ...subject, batch, size, root };
}

function demandRoot(root: Uint8Array, note: { checkpoint: { root: Uint8Array } } | undefined) {
  hold(note !== undefined && equalBytes(root, note.checkpoint.root), 'PATH_DIFFERS');
}
