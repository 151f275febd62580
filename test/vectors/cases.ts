import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyProof } from '@cunzheng/proof';

/** The folder with the vectors; tests run from `dist`. */
export const VECTORS = join(import.meta.dirname, '../../vectors');
const VERIFIER = join(import.meta.dirname, '../../independent/verify.py');

/** One question to a verifier. */
export interface Case {
  readonly name: string;
  readonly proof: Uint8Array;
  readonly trust: Uint8Array;
  readonly file?: Uint8Array;
}

/** What a verifier answered, as far as both must agree. */
export interface Answer {
  readonly verdict: string;
  readonly stage?: string;
  readonly reason?: string;
  readonly asOf?: string;
  /** State of every stage, in order. */
  readonly states: string;
}

/** A case with what must be said. */
export interface Vector extends Case {
  readonly expect: { readonly verdict: string; readonly stage?: string; readonly reason?: string };
}

const FORMS = ['proof.json', 'compact.bin'] as const;

function optional(path: string): Uint8Array | undefined {
  return existsSync(path) ? readFileSync(path) : undefined;
}

/** Every vector of a folder of folders: one for each form of the proof that is there. */
export function readVectors(folder: string, good?: Vector['expect']): Vector[] {
  const names = readdirSync(folder).filter((name) => statSync(join(folder, name)).isDirectory());
  return names.flatMap((name) =>
    FORMS.flatMap((form) => readVector(join(folder, name), name, form, good) ?? []),
  );
}

function readVector(
  folder: string,
  name: string,
  form: string,
  good?: Vector['expect'],
): Vector | undefined {
  const proof = optional(join(folder, form));
  if (proof === undefined) return undefined;
  const own = form === 'compact.bin' ? optional(join(folder, 'expect.compact.json')) : undefined;
  const expect = good ?? JSON.parse(String(own ?? readFileSync(join(folder, 'expect.json'))));
  const file = optional(join(folder, 'document.pdf'));
  const trust = readFileSync(join(folder, 'trust.json'));
  return { name: `${name} (${form})`, proof, trust, expect, ...(file && { file }) };
}

/** What the TypeScript verifier says. */
export async function askTypeScript({ proof, trust, file }: Case): Promise<Answer> {
  const digests = file && {
    sha256: createHash('sha256').update(file).digest(),
    sm3: createHash('sm3').update(file).digest(),
  };
  return answerOf(await verifyProof({ proof, trust, digests }));
}

interface Said {
  readonly verdict: string;
  readonly stage?: string;
  readonly reason?: string;
  readonly asOf?: string;
  readonly stages: readonly { readonly id: string; readonly state: string }[];
}

function answerOf({ verdict, stage, reason, asOf, stages }: Said): Answer {
  return {
    verdict,
    ...(stage !== undefined && { stage }),
    ...(reason !== undefined && { reason }),
    ...(asOf !== undefined && { asOf }),
    states: stages.map(({ id, state }) => `${id} ${state}`).join(', '),
  };
}

/** The interpreter that runs the Python verifier. */
export const PYTHON = process.env.PYTHON ?? 'python3';

/**
 * Why the Python verifier cannot be asked here, or false. With REQUIRE_PYTHON=1 (CI) it is always asked, so that a missing
 * Python fails the tests instead of leaving them out.
 */
export function pythonMissing(): string | false {
  if (process.env.REQUIRE_PYTHON === '1') return false;
  const { status } = spawnSync(PYTHON, [
    '-c',
    'from cryptography.hazmat.primitives.hashes import SM3',
  ]);
  if (status === 0) return false;
  return `no ${PYTHON} with the package cryptography; to run: pip install -r test/independent/requirements.txt (PYTHON names another interpreter)`;
}

/** What the Python verifier says to all of them, in one process. */
export function askPython(cases: readonly Case[]): Map<string, Answer> {
  const folder = mkdtempSync(join(tmpdir(), 'cunzheng-vectors-'));
  try {
    const path = join(folder, 'cases');
    writeFileSync(path, cases.map(lineOf).join(''));
    const { status, stdout, stderr } = spawnSync(PYTHON, [VERIFIER, '--batch', path], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    if (status !== 0) throw new Error(`verify.py ended with ${status}: ${stderr}`);
    const answers = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    return new Map(answers.map((answer) => [answer.name, answerOf(answer)]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function lineOf({ name, proof, trust, file }: Case): string {
  const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('base64');
  return `${JSON.stringify({ name, proof: text(proof), trust: text(trust), file: text(file) })}\n`;
}
