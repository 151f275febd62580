import {
  type CourtRecord,
  encodeEntry,
  equalBytes,
  leafHash,
  recordBytes,
  rootFromInclusion,
} from '@cunzheng/domain';
import { readPath } from '../proof.ts';
import type { Subject } from './record.ts';
import { hold, orFail, StageNotShown } from './stage.ts';

/** The subject in the tree: size and root of the checkpoint it is proven in. */
export interface Leaf extends Subject {
  readonly size: number;
  readonly root: Uint8Array;
}

/** Leaf hash of a record's entry in the log. */
export function leafOf(record: CourtRecord, block: number, txTime: number): Uint8Array {
  return leafHash(encodeEntry({ kind: 'record', block, txTime, bytes: recordBytes(record) }));
}

/** Stage log: the subject's path leads to the checkpoint's root. In a compact proof the root is what the path gives. */
export function judgeLog(subject: Subject): Leaf {
  const { proof, record } = subject;
  const { size } = proof;
  if (size === undefined) throw new StageNotShown();
  const { index, block, txTime } = proof.form === 'full' ? proof.subject : proof;
  const root = orFail('PATH_MALFORMED', () => {
    const path = proof.form === 'full' ? readPath(proof.subject.path) : proof.path;
    return rootFromInclusion(index, size, leafOf(record, block, txTime), path);
  });
  if (proof.form === 'full') {
    hold(proof.note !== undefined && equalBytes(root, proof.note.checkpoint.root), 'PATH_DIFFERS');
  }
  return { ...subject, size, root };
}
