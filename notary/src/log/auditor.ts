import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  type Checkpoint,
  CunzhengError,
  checkpointText,
  cosignatureMessage,
  encodeCosignature,
  equalBytes,
  fromBase64Url,
  NOTE_COSIGNATURE,
  NOTE_ED25519,
  type NoteSignature,
  noteKeyHash,
  toBase64Url,
  utf8,
} from '@cunzheng/domain';
import type { Cosigner } from './cosigner.ts';
import { writeDurably } from './durable.ts';

/** A member's auditor: its name on notes, its private key, and the file beside it that says what it signed last. */
export interface AuditorKey {
  readonly member: string;
  readonly name: string;
  readonly key: KeyObject;
  /** Never below the ledger's or the log's directory: a copy of those that is put back must not bring it back too. */
  readonly statePath: string;
}

/** The tree that an auditor signed last; size 0 before the first. */
export interface SignedTree {
  readonly size: number;
  readonly root: Uint8Array;
}

/** Recomputes the root of the first `size` entries from the log. */
export type RootOf = (size: number) => Promise<Uint8Array>;

/** Text of an auditor's state file. */
export function formatSignedTree({ size, root }: SignedTree): string {
  return `{"size":${size},"root":"${toBase64Url(root)}"}\n`;
}

/** The tree that a state file names. Throws `AUDITOR_ROLLED_BACK` when it is missing or unreadable. */
export async function readSignedTree(path: string): Promise<SignedTree> {
  try {
    const text = await readFile(path, 'utf8');
    const match = /^\{"size":(0|[1-9][0-9]{0,15}),"root":"([A-Za-z0-9_-]{43})"\}\n$/.exec(text);
    if (match === null) throw new CunzhengError('INPUT_INVALID', 'not {"size":…,"root":"…"}');
    return { size: Number(match[1]), root: fromBase64Url(match[2] as string) };
  } catch (cause) {
    // Without it nobody knows what the key has signed. Taking it for new would let a rolled-back tree be signed.
    throw new CunzhengError(
      'AUDITOR_ROLLED_BACK',
      `${path}: ${(cause as Error).message}; put it back, or write it anew from the newest checkpoint kept outside`,
      { cause },
    );
  }
}

/**
 * Signs checkpoints of one growing tree. Before a signature is handed out, (size, root) is on the disk beside the key;
 * a smaller tree, or another of the same size, is never signed. Once it has refused, or its state could not be
 * written, it refuses until it is opened again.
 */
export class Auditor implements Cosigner {
  readonly member: string;
  readonly name: string;
  readonly #key: AuditorKey;
  readonly #publicKey: Uint8Array;
  #last: SignedTree;
  #refusal: CunzhengError | undefined;
  /** Ends when the signature under way is out: what is remembered only ever grows. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(key: AuditorKey, last: SignedTree, refusal?: CunzhengError) {
    this.member = key.member;
    this.name = key.name;
    this.#key = key;
    this.#publicKey = rawPublicKey(key.key);
    this.#last = last;
    this.#refusal = refusal;
  }

  /**
   * Opens an auditor and compares what it signed last with the log. One whose tree is not a beginning of the log's
   * opens refusing; see `refusal`.
   */
  static async open(key: AuditorKey, size: number, rootOf: RootOf): Promise<Auditor> {
    const none = { size: 0, root: new Uint8Array(32) };
    try {
      const last = await readSignedTree(key.statePath);
      return new Auditor(key, last, await compare(key, last, size, rootOf));
    } catch (error) {
      if (!(error instanceof CunzhengError)) throw error;
      return new Auditor(key, none, error);
    }
  }

  /** Why it does not sign; undefined when it does. */
  get refusal(): CunzhengError | undefined {
    return this.#refusal;
  }

  /** The tree it signed last. */
  get last(): SignedTree {
    return this.#last;
  }

  /**
   * Signs the checkpoint twice, as a plain note signature and as a cosignature of `seconds`.
   * Throws `AUDITOR_ROLLED_BACK` for a tree that does not follow the last, `DISK_FULL`, `DATA_DIR_UNWRITABLE`.
   */
  cosign(checkpoint: Checkpoint, seconds: number): Promise<NoteSignature[]> {
    const signing = this.#turn.then(() => this.#cosign(checkpoint, seconds));
    this.#turn = signing.catch(() => undefined);
    return signing;
  }

  async #cosign(checkpoint: Checkpoint, seconds: number): Promise<NoteSignature[]> {
    if (this.#refusal !== undefined) throw this.#refusal;
    try {
      this.#demandGrowth(checkpoint);
      const text = checkpointText(checkpoint);
      const lines = [this.#plainLine(text), this.#cosignatureLine(text, seconds)];
      await this.#remember(checkpoint);
      return lines;
    } catch (error) {
      if (error instanceof CunzhengError) this.#refusal = error;
      throw error;
    }
  }

  #demandGrowth({ size, root }: Checkpoint): void {
    const same = size === this.#last.size && equalBytes(root, this.#last.root);
    if (size > this.#last.size || same) return;
    throw new CunzhengError(
      'AUDITOR_ROLLED_BACK',
      `${this.member} signed size ${this.#last.size} before and is asked to sign ${size}`,
    );
  }

  async #remember({ size, root }: Checkpoint): Promise<void> {
    if (size === this.#last.size) return;
    await writeDurably([{ path: this.#key.statePath, bytes: formatSignedTree({ size, root }) }], {
      mode: 0o600,
    });
    this.#last = { size, root };
  }

  #plainLine(text: string): NoteSignature {
    return {
      name: this.name,
      keyHash: noteKeyHash(this.name, NOTE_ED25519, this.#publicKey),
      signature: sign(null, utf8(text), this.#key.key),
    };
  }

  #cosignatureLine(text: string, seconds: number): NoteSignature {
    const signature = sign(null, cosignatureMessage(text, seconds), this.#key.key);
    return {
      name: this.name,
      keyHash: noteKeyHash(this.name, NOTE_COSIGNATURE, this.#publicKey),
      signature: encodeCosignature(seconds, signature),
    };
  }
}

async function compare(
  key: AuditorKey,
  last: SignedTree,
  size: number,
  rootOf: RootOf,
): Promise<CunzhengError | undefined> {
  if (last.size === 0) return undefined;
  if (last.size > size) {
    return new CunzhengError(
      'AUDITOR_ROLLED_BACK',
      `${key.member} signed ${last.size} entries; this ledger has ${size}: it was rolled back`,
    );
  }
  if (equalBytes(await rootOf(last.size), last.root)) return undefined;
  return new CunzhengError(
    'AUDITOR_ROLLED_BACK',
    `${key.member} signed another tree of ${last.size} entries than this ledger gives`,
  );
}

/** The 32 bytes of an Ed25519 public key. */
export function rawPublicKey(key: KeyObject): Uint8Array {
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  return fromBase64Url(x as string);
}
