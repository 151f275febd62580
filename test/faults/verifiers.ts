import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Test } from 'tap';
import { runProgram } from '../house/programs.ts';
import { PYTHON, pythonMissing } from '../vectors/cases.ts';

/** One item of `npm run demo -- --json`. */
export interface DemoItem {
  readonly number: string;
  readonly state: string;
  readonly altered: boolean;
  readonly document: string;
  readonly proof: string;
  readonly compact: string;
}

/** The two commands; the third verifier, the single file, is tried in a browser (test/browser). */
const COMMANDS: readonly (readonly string[])[] = [
  ['proof/bin/cunzheng-verify.mjs'],
  ...(pythonMissing() ? [] : [[PYTHON, 'test/independent/verify.py']]),
];

interface Said {
  readonly code: number | null;
  readonly verdict: string;
  readonly stage?: string;
  readonly reason?: string;
}

/** What each command says of a proof, a file and a trust file. */
async function ask(proof: string, document: string, trust: string): Promise<Said[]> {
  const answers = COMMANDS.map(async (command) => {
    const { code, out, said } = await runProgram([
      ...command,
      proof,
      document,
      '--trust',
      trust,
      '--json',
    ]);
    if (out === '') throw new Error(`${command[0]} ended with ${code}: ${said}`);
    const { verdict, stage, reason } = JSON.parse(out) as Said;
    return { code, verdict, ...(stage && { stage }), ...(reason && { reason }) };
  });
  return Promise.all(answers);
}

/** One byte of a text that is changed to another of its kind, so that only the meaning changes. */
interface Flip {
  readonly what: string;
  readonly in: 'proof' | 'trust';
  /** Its last character is the one that is changed. */
  readonly at: RegExp;
}

/** Twenty places: record, opening, path, checkpoint, signatures, support, trust file. */
const FLIPS: readonly Flip[] = [
  { what: 'record: court', in: 'proof', at: /"record":\{[^}]*?"court":"京049\d/ },
  { what: 'record: time of the act', in: 'proof', at: /"actTime":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d/ },
  { what: 'record: digest of the document', in: 'proof', at: /"sha256":"[\w-]{20}/ },
  { what: 'record: recipient', in: 'proof', at: /"recipient":"[\w-]{9}/ },
  { what: 'record: service', in: 'proof', at: /"service":"[\w-]{9}/ },
  { what: 'record: signature', in: 'proof', at: /"signature":"[\w-]{40}/ },
  { what: 'record: hidden field', in: 'proof', at: /"sd":\{[^}]*?":"[\w-]{15}/ },
  { what: 'opening: salt', in: 'proof', at: /"openings":\[\["[\w-]{5}/ },
  { what: 'opening: name', in: 'proof', at: /"openings":\[\["[\w-]{22}","[a-z]/ },
  { what: 'path: first hash', in: 'proof', at: /"path":\["[\w-]{7}/ },
  { what: 'path: second hash', in: 'proof', at: /"path":\["[\w-]{43}","[\w-]{7}/ },
  { what: 'place in the log', in: 'proof', at: /"index":\d/ },
  { what: 'block', in: 'proof', at: /"block":\d/ },
  { what: 'transaction time', in: 'proof', at: /"txTime":\d{8}/ },
  { what: 'checkpoint: root', in: 'proof', at: /"checkpoint":"[^"]*?\\n\d+\\n[\w+/]{9}/ },
  { what: 'checkpoint: cosignature', in: 'proof', at: /"checkpoint":"[^"]*?— \S+ [\w+/]{50}/ },
  { what: 'network', in: 'proof', at: /"network":"[\w-]{9}/ },
  { what: 'trust: an auditor’s key', in: 'trust', at: /"key": ?"[\w-]{9}/ },
  { what: 'trust: how many must sign', in: 'trust', at: /"k": ?\d/ },
  { what: 'trust: a signature', in: 'trust', at: /"signature": ?"[\w-]{9}/ },
];

function flipped(text: string, { what, at }: Flip): string {
  const match = at.exec(text);
  if (match === null) throw new Error(`${what}: not there`);
  const place = match.index + match[0].length - 1;
  const character = text[place] as string;
  // Another character of one byte that the same alphabet has.
  const other = /\d/.test(character)
    ? String((Number(character) + 1) % 10)
    : character === 'b'
      ? 'c'
      : 'b';
  return text.slice(0, place) + other + text.slice(place + 1);
}

/** Both commands over what the demo kept: as it is, with a byte of the file changed, with a byte of anything else changed. */
export async function checkVerifiers(
  t: Test,
  trust: string,
  items: readonly DemoItem[],
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cunzheng-verify-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const good = items.filter(({ altered }) => !altered);
  const chosen = ['signed', 'issued', 'objected'].map(
    (state) => good.find((item) => item.state === state) as DemoItem,
  );
  for (const { document, proof, compact, state } of chosen) {
    for (const form of [proof, compact]) {
      for (const said of await ask(form, document, trust))
        t.same(said, { code: 0, verdict: 'unalteredSinceRecorded' }, `${state}: ${form}`);
    }
  }
  const [{ document, proof }] = chosen as [DemoItem];
  const pdf = readFileSync(document);
  pdf[pdf.length >> 1] = (pdf[pdf.length >> 1] as number) ^ 1;
  const changed = join(folder, 'changed.pdf');
  writeFileSync(changed, pdf);
  for (const said of await ask(proof, changed, trust))
    t.match(said, { code: 10, verdict: 'differs', stage: 'document' }, 'a byte of the file');
  const texts = { proof: readFileSync(proof, 'utf8'), trust: readFileSync(trust, 'utf8') };
  for (const flip of FLIPS) {
    const path = join(folder, 'flipped.json');
    writeFileSync(path, flipped(texts[flip.in], flip));
    const answers = await ask(
      flip.in === 'proof' ? path : proof,
      document,
      flip.in === 'trust' ? path : trust,
    );
    const [first] = answers as [Said];
    t.match(first, { code: 12, verdict: 'cannotDecide', stage: /./ }, flip.what);
    for (const other of answers)
      t.same(other, first, `${flip.what}: all name ${first.stage}, ${first.reason}`);
  }
}
