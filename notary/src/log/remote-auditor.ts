import {
  type Checkpoint,
  CunzhengError,
  checkpointText,
  consistencyPath,
  equalBytes,
  formatNote,
  type NodeReader,
  type NoteSignature,
  parseCheckpoint,
  type SignedCheckpoint,
  type TrustFile,
} from '@cunzheng/domain';
import { type AuditorAddress, type AuditorAnswer, AuditorClient } from './auditor-client.ts';
import type { Cosigner, OpenCosigners, ShownFork } from './cosigner.ts';
import { auditorKey, linesOf } from './misconduct.ts';
import { pause } from './pause.ts';
import { Vouching } from './vouching.ts';
import { formatWitnessRequest } from './witness.ts';

const TIMEOUT_MS = 4000;
/** Requests for one checkpoint, those that follow a 409 or wait out a 503 included. */
const MAX_TRIES = 4;
/** Checkpoints that an auditor may have before it at once; one that hangs gets no more. */
const MAX_BUSY = 4;
/** An auditor that did not answer is left alone for so long. */
const REST_MS = 1000;

/** The auditors of all members, asked over C2SP tlog-witness; the own member's is the first. */
export function remoteAuditors(
  addresses: readonly AuditorAddress[],
  trust: TrustFile,
): OpenCosigners {
  return async ({ node }) => {
    const clients = addresses.map((address) => new AuditorClient(address));
    const vouching = new Vouching(clients, trust);
    return clients.map((client) => new RemoteAuditor(client, { vouching, trust, node }));
  };
}

interface Parts {
  readonly vouching: Vouching;
  readonly trust: TrustFile;
  readonly node: NodeReader;
}

/** A member's auditor in a process of its own. It signs what it rebuilt from its own peer, never what it is told. */
class RemoteAuditor implements Cosigner {
  readonly member: string;
  readonly #client: AuditorClient;
  readonly #parts: Parts;
  readonly #closed = new AbortController();
  #fork: ShownFork | undefined;
  #restUntil = 0;
  #busy = 0;

  constructor(client: AuditorClient, parts: Parts) {
    this.member = client.address.member;
    this.#client = client;
    this.#parts = parts;
  }

  get fork(): ShownFork | undefined {
    return this.#fork;
  }

  get refusal(): CunzhengError | undefined {
    if (this.#fork === undefined) return undefined;
    return new CunzhengError(
      'LOG_FORKED',
      `the auditor of ${this.member} signed another root of ${this.#fork.size} entries`,
    );
  }

  async cosign(checkpoint: Checkpoint): Promise<readonly NoteSignature[]> {
    if (this.refusal !== undefined) throw this.refusal;
    if (auditorKey(this.#parts.trust, this.member, checkpoint.size) === undefined)
      throw new CunzhengError('LOG_BEHIND', `${this.member} signs nothing of that size yet`);
    if (performance.now() < this.#restUntil || this.#busy >= MAX_BUSY)
      throw new CunzhengError('AUDITOR_UNREACHABLE', `${this.member} did not answer just now`);
    this.#busy++;
    try {
      return await this.#ask(checkpoint);
    } catch (error) {
      if (!(error instanceof CunzhengError)) throw error;
      if (error.code === 'AUDITOR_UNREACHABLE') this.#restUntil = performance.now() + REST_MS;
      throw error;
    } finally {
      this.#busy--;
    }
  }

  close(): void {
    this.#closed.abort();
    this.#client.close();
  }

  async #ask(checkpoint: Checkpoint): Promise<readonly NoteSignature[]> {
    const vouched = await this.#parts.vouching.noteOf(checkpoint);
    const { size } = checkpoint;
    // It signs the end of each block by itself, so that it has most likely signed this one before it is asked.
    let old = size;
    for (let tries = 1; tries <= MAX_TRIES && !this.#closed.signal.aborted; tries++) {
      const answer = await this.#submit(old, size, vouched);
      if (answer.status === 200) {
        const lines = await this.#demandLines(checkpoint, answer.text);
        // Its plain line goes along where it is known: outside readers of the log look for one.
        return [...this.#ownLines(tryNote(vouched)), ...lines];
      }
      if (answer.status === 503) {
        await pause((answer.retryAfter ?? 1) * 1000, this.#closed.signal);
        continue;
      }
      const signed = answer.status === 409 ? sizeOf(answer) : undefined;
      if (signed === undefined || signed >= size) return this.#signedBefore(checkpoint);
      old = signed;
    }
    throw new CunzhengError('LOG_BEHIND', `the auditor of ${this.member} is behind`);
  }

  async #submit(old: number, size: number, note: string): Promise<AuditorAnswer> {
    const proof = old === 0 ? [] : await consistencyPath(old, size, this.#parts.node);
    return this.#client.ask('/add-checkpoint', TIMEOUT_MS, formatWitnessRequest(old, proof, note));
  }

  async #demandLines(checkpoint: Checkpoint, text: string): Promise<readonly NoteSignature[]> {
    const note = tryNote(`${checkpointText(checkpoint)}\n${text}`);
    const lines = this.#ownLines(note);
    return counts(lines) ? lines : this.#signedBefore(checkpoint);
  }

  /** What it signed at this size, whoever asked for it then. */
  async #signedBefore(checkpoint: Checkpoint): Promise<readonly NoteSignature[]> {
    const { size, root } = checkpoint;
    const { status, text } = await this.#client.ask(`/checkpoint/${size}`, TIMEOUT_MS);
    const note = status === 200 ? tryNote(text) : undefined;
    const lines = this.#ownLines(note);
    if (note === undefined || lines.length === 0 || note.checkpoint.size !== size)
      throw new CunzhengError('LOG_BEHIND', `${this.member} signed nothing of ${size} entries`);
    if (note.text === checkpointText(checkpoint) && counts(lines)) return lines;
    if (equalBytes(note.checkpoint.root, root))
      throw new CunzhengError('LOG_BEHIND', `${this.member} cosigned nothing of ${size} entries`);
    this.#fork = { size, note: formatNote(note.text, lines) };
    throw new CunzhengError('LOG_FORKED', `${this.member} signed another tree of ${size} entries`);
  }

  #ownLines(note: SignedCheckpoint | undefined): NoteSignature[] {
    if (note === undefined) return [];
    const auditor = auditorKey(this.#parts.trust, this.member, note.checkpoint.size);
    return auditor === undefined ? [] : linesOf(note, auditor);
  }
}

/** Only a cosignature counts; a plain line says nothing of when. */
function counts(lines: readonly NoteSignature[]): boolean {
  return lines.some(({ signature }) => signature.length === 72);
}

function sizeOf({ text }: AuditorAnswer): number | undefined {
  const match = /^(0|[1-9][0-9]{0,15})\n$/.exec(text);
  return match === null ? undefined : Number(match[1]);
}

function tryNote(text: string): SignedCheckpoint | undefined {
  try {
    return parseCheckpoint(text);
  } catch (error) {
    if (error instanceof CunzhengError) return undefined;
    throw error;
  }
}
