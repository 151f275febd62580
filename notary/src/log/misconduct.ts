import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CunzhengError,
  checkpointText,
  cosignatureMessage,
  decodeCosignature,
  editionFor,
  equalBytes,
  fromBase64Url,
  NOTE_COSIGNATURE,
  NOTE_ED25519,
  noteKeyHash,
  parseCheckpoint,
  type SignedCheckpoint,
  type TrustFile,
  utf8,
} from '@cunzheng/domain';
import type { ShownFork } from './cosigner.ts';
import { readIfThere, writeDurably } from './durable.ts';
import { verifiesEd25519 } from './edition-signatures.ts';

/** A pair of notes that was kept: what a member's auditor showed, and what k members cosigned. */
export interface KeptFork {
  readonly member: string;
  readonly size: number;
}

const SHOWN = 'shown.note';
const COSIGNED = 'cosigned.note';

/**
 * Notes that cannot stand beside each other, below one directory, one folder for each member and size: for people to
 * hand to `cunzheng-verify misconduct`. Never removed by a program.
 */
export class Misconduct {
  readonly #dir: string;
  readonly #kept = new Set<string>();

  constructor(dir: string) {
    this.#dir = dir;
  }

  /** Keeps what an auditor showed, and the note it contradicts as soon as there is one. Throws `DISK_FULL`, `DATA_DIR_UNWRITABLE`. */
  async keep(member: string, { size, note }: ShownFork, cosigned?: string): Promise<void> {
    const folder = join(this.#dir, `${member}-${size}`);
    const files = [
      { name: SHOWN, bytes: note },
      ...(cosigned === undefined ? [] : [{ name: COSIGNED, bytes: cosigned }]),
    ].filter(({ name }) => !this.#kept.has(join(folder, name)));
    if (files.length === 0) return;
    await writeDurably(files.map(({ name, bytes }) => ({ path: join(folder, name), bytes })));
    for (const { name } of files) this.#kept.add(join(folder, name));
  }

  /** Those whose key is a member's auditor still: one that an edition has retired is dealt with. */
  async standing(trust: TrustFile): Promise<readonly KeptFork[]> {
    const names = await readdir(this.#dir).catch(() => []);
    const found: KeptFork[] = [];
    for (const name of names) {
      const [, member, size] = /^([A-Za-z0-9]+)-([0-9]+)$/.exec(name) ?? [];
      if (member === undefined) continue;
      const note = await readIfThere(join(this.#dir, name, SHOWN));
      if (note !== undefined && isCurrent(trust, member, note))
        found.push({ member, size: Number(size) });
    }
    return found;
  }
}

function isCurrent(trust: TrustFile, member: string, note: string): boolean {
  const key = auditorKey(trust, member, Number.MAX_SAFE_INTEGER);
  return key !== undefined && linesOf(readNote(note), key).length > 0;
}

function readNote(note: string): SignedCheckpoint | undefined {
  try {
    return parseCheckpoint(note);
  } catch (error) {
    if (error instanceof CunzhengError) return undefined;
    throw error;
  }
}

/** An auditor as the edition that judges a size has it. */
export interface AuditorName {
  readonly name: string;
  /** Ed25519 public key, base64url. */
  readonly key: string;
}

/** A member's auditor in the edition that judges this size; undefined for a stranger. */
export function auditorKey(
  trust: TrustFile,
  member: string,
  size: number,
): AuditorName | undefined {
  return editionFor(trust, size).members.find(({ id }) => id === member)?.auditor;
}

/** The lines of a note that an auditor signed: plain, cosignature, or both. A line in its name that does not verify is left out. */
export function linesOf(note: SignedCheckpoint | undefined, auditor: AuditorName) {
  if (note === undefined) return [];
  const key = fromBase64Url(auditor.key);
  const plain = noteKeyHash(auditor.name, NOTE_ED25519, key);
  const cosigned = noteKeyHash(auditor.name, NOTE_COSIGNATURE, key);
  const text = checkpointText(note.checkpoint);
  return note.signatures.filter(({ name, keyHash, signature }) => {
    if (name !== auditor.name) return false;
    if (equalBytes(keyHash, plain)) return verifiesEd25519(auditor.key, utf8(text), signature);
    if (!equalBytes(keyHash, cosigned) || signature.length !== 72) return false;
    const { time, signature: bytes } = decodeCosignature(signature);
    return verifiesEd25519(auditor.key, cosignatureMessage(text, time), bytes);
  });
}
