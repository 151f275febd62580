import {
  CunzhengError,
  editionFor,
  equalBytes,
  formatNote,
  fromBase64Url,
  NOTE_COSIGNATURE,
  NOTE_ED25519,
  type NoteSignature,
  noteKeyHash,
  parseCheckpoint,
  type SignedCheckpoint,
  treeRoot,
} from '@cunzheng/domain';
import { linesOf } from '../log/misconduct.ts';
import type { NotaryLog } from '../log/notary-log.ts';
import { pause } from '../log/pause.ts';
import { parseWitnessRequest, SIZE_TYPE, type WitnessRequest } from '../log/witness.ts';

/** What an HTTP answer is made of. */
export interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** So long is a size waited for that the log is about to reach. */
const WAIT_MS = 1000;
const RETRY_AFTER_S = 1;

export function plain(status: number, body: string, headers?: Answer['headers']): Answer {
  return { status, body, ...(headers === undefined ? {} : { headers }) };
}

function newestSize(log: NotaryLog): number {
  return log.checkpoint()?.checkpoint.size ?? 0;
}

/** Resolves when the auditor has signed `size` entries or more, or after a second. */
export async function whenSigned(log: NotaryLog, size: number): Promise<boolean> {
  const timer = new AbortController();
  const reached = new Promise<void>((resolve) => {
    const end = log.onCheckpoint(() => {
      if (newestSize(log) >= size) resolve();
    });
    timer.signal.addEventListener('abort', end, { once: true });
  });
  if (newestSize(log) < size) await Promise.race([reached, pause(WAIT_MS, timer.signal)]);
  timer.abort();
  return newestSize(log) >= size;
}

/** An auditor that has not signed so far yet: ask again. */
export function behind(log: NotaryLog): Answer {
  return plain(503, `signed ${newestSize(log)} entries so far\n`, {
    'retry-after': String(RETRY_AFTER_S),
  });
}

/**
 * C2SP tlog-witness `add-checkpoint`. The auditor signs nothing here: it hands out what it signed by itself at the end
 * of a block, if the checkpoint is that one. Another root of the same size, vouched for by a member's auditor, is kept
 * and raises the alarm.
 */
export async function addCheckpoint(log: NotaryLog, body: string): Promise<Answer> {
  let request: WitnessRequest;
  try {
    request = parseWitnessRequest(body);
  } catch (error) {
    if (!(error instanceof CunzhengError)) throw error;
    return plain(400, `${error.message}\n`);
  }
  const { origin, size } = request.note.checkpoint;
  if (origin !== log.origin) return plain(404, 'unknown origin\n');
  const vouchers = vouchersOf(log, request.note);
  if (vouchers === undefined)
    return plain(403, 'no signature of a member’s auditor, or a bad one\n');
  if (request.old > size) return plain(400, 'old size is larger than the checkpoint\n');
  if (!(await whenSigned(log, size))) return behind(log);
  const same = await compareRoots(log, request.note, vouchers);
  const newest = newestSize(log);
  if (request.old !== newest) return { status: 409, type: SIZE_TYPE, body: `${newest}\n` };
  if (!same || request.proof.length > 0) return plain(422, 'not the tree of this auditor\n');
  return plain(200, await cosignatureLines(log, size));
}

/** Whether the root is the one that this log has at that size; who vouches for another one is reported. */
async function compareRoots(
  log: NotaryLog,
  note: SignedCheckpoint,
  vouchers: readonly Voucher[],
): Promise<boolean> {
  const { size, root } = note.checkpoint;
  if (equalBytes(await treeRoot(size, log.node), root)) return true;
  for (const { member, lines } of vouchers)
    await log.reportFork(member, { size, note: formatNote(note.text, lines) });
  return false;
}

interface Voucher {
  readonly member: string;
  readonly lines: readonly NoteSignature[];
}

/** Members whose auditors signed a note; undefined when there is none, or a line in the name of one that does not verify. */
function vouchersOf(log: NotaryLog, note: SignedCheckpoint): readonly Voucher[] | undefined {
  const found: Voucher[] = [];
  for (const { id, auditor } of editionFor(log.trust, note.checkpoint.size).members) {
    const key = fromBase64Url(auditor.key);
    const hashes = [NOTE_ED25519, NOTE_COSIGNATURE].map((type) =>
      noteKeyHash(auditor.name, type, key),
    );
    const claimed = note.signatures.filter(
      ({ name, keyHash }) =>
        name === auditor.name && hashes.some((hash) => equalBytes(hash, keyHash)),
    );
    const lines = linesOf(note, auditor);
    if (lines.length < claimed.length) return undefined;
    if (lines.length > 0) found.push({ member: id, lines });
  }
  return found.length === 0 ? undefined : found;
}

/** The timestamped line that was made when this size was signed. */
async function cosignatureLines(log: NotaryLog, size: number): Promise<string> {
  const note = parseCheckpoint((await log.checkpointAt(size)) as string);
  const cosignatures = note.signatures.filter(({ signature }) => signature.length === 72);
  return formatNote('', cosignatures).slice(1);
}
