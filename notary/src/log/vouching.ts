import {
  type Checkpoint,
  CunzhengError,
  checkpointText,
  equalBytes,
  formatNote,
  parseCheckpoint,
  type TrustFile,
} from '@cunzheng/domain';
import type { AuditorClient } from './auditor-client.ts';
import { auditorKey, linesOf } from './misconduct.ts';

/** Auditors answer a size they are about to reach when they have it. */
const TIMEOUT_MS = 2500;

/**
 * One auditor's own note of a checkpoint: what the others are shown, for C2SP witnesses look at nothing unsigned. The
 * first auditor is the own member's; while one does not answer, the next is asked first.
 */
export class Vouching {
  readonly #clients: readonly AuditorClient[];
  readonly #trust: TrustFile;
  #first = 0;
  #known: { readonly text: string; readonly note: Promise<string> } | undefined;

  constructor(clients: readonly AuditorClient[], trust: TrustFile) {
    this.#clients = clients;
    this.#trust = trust;
  }

  /** The note; asked for once for all who need it. Throws `AUDITOR_UNREACHABLE` when no auditor has signed that. */
  noteOf(checkpoint: Checkpoint): Promise<string> {
    const text = checkpointText(checkpoint);
    if (this.#known?.text !== text) {
      const note = this.#ask(checkpoint, text);
      this.#known = { text, note };
      note.catch(() => {
        if (this.#known?.note === note) this.#known = undefined;
      });
    }
    return this.#known?.note as Promise<string>;
  }

  async #ask(checkpoint: Checkpoint, text: string): Promise<string> {
    let last: unknown;
    for (let turn = 0; turn < this.#clients.length; turn++) {
      const at = (this.#first + turn) % this.#clients.length;
      try {
        const note = await this.#askOne(this.#clients[at] as AuditorClient, checkpoint, text);
        this.#first = at;
        return note;
      } catch (error) {
        if (!(error instanceof CunzhengError)) throw error;
        last = error;
      }
    }
    throw new CunzhengError('AUDITOR_UNREACHABLE', 'no auditor vouches for this tree', {
      cause: last,
    });
  }

  async #askOne(client: AuditorClient, { size, root }: Checkpoint, text: string): Promise<string> {
    const { member } = client.address;
    const { status, text: body } = await client.ask(`/checkpoint/${size}`, TIMEOUT_MS);
    if (status !== 200) throw new CunzhengError('LOG_BEHIND', `${member} answers ${status}`);
    const note = parseCheckpoint(body);
    const auditor = auditorKey(this.#trust, member, size);
    const lines = auditor === undefined ? [] : linesOf(note, auditor);
    const plain = lines.filter(({ signature }) => signature.length === 64);
    if (note.text !== text || !equalBytes(note.checkpoint.root, root) || plain.length === 0)
      throw new CunzhengError('LOG_FORKED', `${member} vouches for something else`);
    return formatNote(text, plain);
  }
}
