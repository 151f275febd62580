import {
  editionFor,
  type Json,
  type SignedCheckpoint,
  type TrustFile,
  timeOf,
  toBase64Url,
  type VerifyEd25519,
  verifyConsistency,
} from '@cunzheng/domain';
import { demandFields, readNote, readPath } from '../proof.ts';
import { type Cosigner, judgeNote, LAST_SECOND } from './courts.ts';
import type { Leaf } from './log.ts';
import { hold, orFail, StageFailed } from './stage.ts';

/** The times a proof tells, as record times; `lag` in ms. */
export interface Times {
  /** The act, as the record's maker states it. */
  readonly act: string;
  /** The ledger transaction, as its submitter states it. */
  readonly transaction: string;
  readonly lag: number;
  /** Earliest counted cosignature: what the proof says holds as of then. */
  readonly asOf: string;
  /** Latest counted cosignature: recorded no later than then. */
  readonly recordedBy: string;
  /** The signer had seen this checkpoint, so he did not sign before it: its earliest cosignature. */
  readonly notBefore?: string;
}

/** Stage time: the times, and the checkpoint the signer had seen if the proof brings it. */
export async function judgeTime(
  leaf: Leaf,
  cosigners: readonly Cosigner[],
  trust: TrustFile,
  ed25519: VerifyEd25519,
): Promise<Times> {
  const { txTime } = leaf.proof.form === 'full' ? leaf.proof.subject : leaf.proof;
  hold(txTime <= LAST_SECOND * 1000 + 999, 'TIME_MALFORMED');
  const seconds = cosigners.map(({ time }) => time);
  const given = leaf.proof.form === 'full' ? leaf.proof.notBefore : undefined;
  const notBefore =
    given === undefined ? undefined : await judgeNotBefore(given, leaf, trust, ed25519);
  const act = leaf.record === undefined ? leaf.behaviour.time : leaf.record.actTime;
  return {
    act,
    transaction: new Date(txTime).toISOString(),
    lag: txTime - timeOf(act),
    asOf: secondsText(Math.min(...seconds)),
    recordedBy: secondsText(Math.max(...seconds)),
    ...(notBefore === undefined ? {} : { notBefore }),
  };
}

function secondsText(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

async function judgeNotBefore(
  given: Json,
  leaf: Leaf,
  trust: TrustFile,
  ed25519: VerifyEd25519,
): Promise<string> {
  const { note, path } = orFail('TIME_MALFORMED', () => readNotBefore(given));
  const { size, root } = note.checkpoint;
  const cosigners = await countCosigners(note, trust, ed25519);
  const { record } = leaf;
  const seen = record !== undefined && 'checkpoint' in record ? record.checkpoint : undefined;
  hold(seen?.size === size && seen.root === toBase64Url(root), 'NOT_BEFORE_INVALID');
  orFail('NOT_BEFORE_INVALID', () => verifyConsistency(size, leaf.size, path, root, leaf.root));
  return secondsText(Math.min(...cosigners.map(({ time }) => time)));
}

function readNotBefore(given: Json): { note: SignedCheckpoint; path: Uint8Array[] } {
  const { checkpoint, path } = demandFields(given, ['checkpoint', 'path']);
  hold(typeof checkpoint === 'string', 'TIME_MALFORMED');
  return { note: readNote(checkpoint), path: readPath(path) };
}

async function countCosigners(
  note: SignedCheckpoint,
  trust: TrustFile,
  ed25519: VerifyEd25519,
): Promise<Cosigner[]> {
  try {
    return await judgeNote(note, editionFor(trust, note.checkpoint.size), ed25519);
  } catch (cause) {
    if (cause instanceof StageFailed) throw new StageFailed('NOT_BEFORE_INVALID');
    throw cause;
  }
}
