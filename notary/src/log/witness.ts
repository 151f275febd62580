import {
  CunzhengError,
  fromBase64,
  MAX_PATH,
  parseCheckpoint,
  type SignedCheckpoint,
  toBase64,
} from '@cunzheng/domain';

/** Body of a C2SP tlog-witness `add-checkpoint` request. */
export interface WitnessRequest {
  /** Size that the witness is thought to have cosigned last. */
  readonly old: number;
  /** Consistency proof from there. */
  readonly proof: readonly Uint8Array[];
  readonly note: SignedCheckpoint;
  /** The note as it was sent. */
  readonly text: string;
}

/** Media type of the size that a witness answers with status 409. */
export const SIZE_TYPE = 'text/x.tlog.size';

export function formatWitnessRequest(
  old: number,
  proof: readonly Uint8Array[],
  note: string,
): string {
  return `old ${old}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${note}`;
}

/** Throws `INPUT_INVALID`. */
export function parseWitnessRequest(body: string): WitnessRequest {
  const end = body.indexOf('\n\n');
  const [first = '', ...hashes] = body.slice(0, Math.max(0, end)).split('\n');
  const old = /^old (0|[1-9][0-9]{0,15})$/.exec(first)?.[1];
  if (old === undefined || !Number.isSafeInteger(Number(old))) refuse('no old size line');
  if (hashes.length > MAX_PATH) refuse('more than 63 hashes');
  const proof = hashes.map(fromBase64);
  if (proof.some((hash) => hash.length !== 32)) refuse('a hash has not 32 bytes');
  const text = body.slice(end + 2);
  return { old: Number(old), proof, note: parseCheckpoint(text), text };
}

function refuse(why: string): never {
  throw new CunzhengError('INPUT_INVALID', `add-checkpoint: ${why}`);
}
