import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { judgeMisconduct } from './misconduct-command.ts';
import type { Language } from './sentences/sentences.ts';
import { SENTENCES } from './sentences/sentences.ts';
import { type VerificationResult, verifyProof } from './verify.ts';

const USAGE = `cunzheng-verify PROOF [FILE] --trust TRUST [--json] [--lang zh|en]
cunzheng-verify misconduct A B --trust TRUST [--json] [--lang zh|en]

PROOF  a proof, .json or .bin; - reads it from standard input
FILE   the document to compare; without it only the ledger record is checked
TRUST  the courts' trust file, from elsewhere than the proof
A, B   two signed checkpoints of one size: whose auditor signed what cannot stand side by side

Exit: 0 unalteredSinceRecorded, 10 differs, 11 recorded, 12 cannotDecide, 2 usage
      misconduct: 0 shown, and whose; 13 two logs, not shown whose doing; 12 nothing shown, 2 usage
`;

export const EXIT_CODES = {
  unalteredSinceRecorded: 0,
  differs: 10,
  recorded: 11,
  cannotDecide: 12,
} as const;
const EXIT_USAGE = 2;

/** What a run needs of the world, so that tests can give their own. */
export interface Streams {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

interface Request {
  readonly proof: string;
  readonly file: string | undefined;
  readonly trust: string;
  readonly json: boolean;
  readonly language: Language;
}

/** The arguments do not say what to do, or name something that cannot be read. */
class UsageError extends Error {}

/** Verifies as the arguments say and prints the answer; gives the exit code. Throws only for faults of the program. */
export async function main(args: readonly string[], streams: Streams): Promise<number> {
  try {
    if (args[0] === 'misconduct') return await mainMisconduct(args.slice(1), streams);
    const request = readArguments(args);
    const result = await verifyProof({
      proof: request.proof === '-' ? await collect(streams.stdin) : await read(request.proof),
      trust: await read(request.trust),
      digests: request.file === undefined ? undefined : await hashFile(request.file),
    });
    const { json, language } = request;
    streams.stdout.write(json ? jsonAnswer(result, language) : wordsAnswer(result, language));
    return EXIT_CODES[result.verdict];
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause;
    streams.stderr.write(`${cause.message}\n`);
    return EXIT_USAGE;
  }
}

/** As `main`, for two checkpoints. */
async function mainMisconduct(args: readonly string[], streams: Streams): Promise<number> {
  const { proof, file, trust, ...print } = readArguments(args);
  if (file === undefined) throw new UsageError(USAGE);
  const notes = [await read(proof), await read(file)] as const;
  const { output, code } = await judgeMisconduct(notes, await read(trust), print);
  streams.stdout.write(output);
  return code;
}

function readArguments(args: readonly string[]): Request {
  const { values, positionals } = parse(args);
  const [proof, file, ...rest] = positionals;
  const language = values.lang ?? 'zh';
  if (values.help === true) throw new UsageError(USAGE);
  if (proof === undefined || rest.length > 0 || values.trust === undefined) {
    throw new UsageError(USAGE);
  }
  if (language !== 'zh' && language !== 'en') throw new UsageError('--lang takes zh or en');
  return { proof, file, trust: values.trust, json: values.json === true, language };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        trust: { type: 'string' },
        json: { type: 'boolean' },
        lang: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (cause) {
    throw new UsageError(`${(cause as Error).message}\n\n${USAGE}`);
  }
}

async function read(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function unreadable(path: string, cause: unknown): UsageError {
  return new UsageError(`cannot read ${path}: ${(cause as NodeJS.ErrnoException).code ?? cause}`);
}

/** More of standard input than any proof has is not kept; what is kept is still too long to be one. */
const MAX_STDIN_BYTES = 17 * 1024 * 1024;

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MAX_STDIN_BYTES) break;
  }
  return Buffer.concat(chunks);
}

/** SHA-256 and SM3 of a file, streamed. */
async function hashFile(path: string): Promise<{ sha256: Uint8Array; sm3: Uint8Array }> {
  const [sha256, sm3] = [createHash('sha256'), createHash('sm3')];
  try {
    for await (const chunk of createReadStream(path)) {
      sha256.update(chunk);
      sm3.update(chunk);
    }
  } catch (cause) {
    throw unreadable(path, cause);
  }
  return { sha256: sha256.digest(), sm3: sm3.digest() };
}

function jsonAnswer(result: VerificationResult, language: Language): string {
  const { verdict, stage, reason, asOf } = result;
  const stages = result.stages.map(({ id, state, text }) => ({ id, state, text: text[language] }));
  return `${JSON.stringify({ verdict, stage, reason, asOf, stages }, undefined, 2)}\n`;
}

const MARKS = { ok: '✓', failed: '✗', notShown: '–' } as const;

function wordsAnswer(result: VerificationResult, language: Language): string {
  const words = SENTENCES[language];
  const lines = result.stages.map(
    ({ id, state, text }) =>
      `${MARKS[state]} ${words.stage[id]} (${words.state[state]}): ${text[language]}`,
  );
  const trust =
    result.fingerprint === undefined
      ? []
      : [`trust ${result.fingerprint} edition ${result.edition} custody ${result.custody}`];
  return `${[...lines, '', result.text[language], result.notice[language], ...trust].join('\n')}\n`;
}
