import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import t, { type Test } from 'tap';
import { PYTHON, pythonMissing, VECTORS } from './cases.ts';

const good = join(VECTORS, 'golden/receipt-signed');
const other = join(VECTORS, 'hostile/another-file/document.pdf');
const lie = join(VECTORS, 'hostile/one-member-alone');
const document = join(good, 'document.pdf');
const behaviour = join(VECTORS, 'behaviours/last-of-five');
const changed = join(VECTORS, 'behaviours/leaf-changed');
const trust = ['--trust', join(good, 'trust.json')];

/** Arguments, what must be said, and the exit code (docs: 0, 10, 11, 12, 2). */
const CASES: readonly {
  args: readonly string[];
  status: number;
  verdict?: string;
  stdin?: string;
}[] = [
  {
    args: [join(good, 'proof.json'), document, ...trust],
    status: 0,
    verdict: 'unalteredSinceRecorded',
  },
  {
    args: [join(good, 'compact.bin'), document, ...trust],
    status: 0,
    verdict: 'unalteredSinceRecorded',
  },
  {
    args: ['-', document, ...trust],
    status: 0,
    verdict: 'unalteredSinceRecorded',
    stdin: join(good, 'compact.bin'),
  },
  { args: [join(good, 'proof.json'), other, ...trust], status: 10, verdict: 'differs' },
  { args: [join(good, 'proof.json'), ...trust], status: 11, verdict: 'recorded' },
  {
    args: [join(lie, 'proof.json'), '--trust', join(lie, 'trust.json')],
    status: 12,
    verdict: 'cannotDecide',
  },
  {
    args: [join(behaviour, 'proof.json'), '--trust', join(behaviour, 'trust.json')],
    status: 11,
    verdict: 'recorded',
  },
  {
    args: [join(changed, 'proof.json'), '--trust', join(changed, 'trust.json')],
    status: 12,
    verdict: 'cannotDecide',
  },
  { args: [join(good, 'proof.json'), document], status: 2 },
  { args: trust, status: 2 },
  { args: [join(good, 'proof.json'), ...trust, '--unknown'], status: 2 },
  { args: [join(good, 'nothing-here.json'), ...trust], status: 2 },
];

// Some twenty programs are started; a busy machine takes longer than tap's half minute.
t.setTimeout(180_000);

interface Said {
  readonly verdict: string;
  readonly stages: readonly {
    readonly id: string;
    readonly state: string;
    readonly text: string;
  }[];
}

function run(program: readonly string[], { args, stdin }: (typeof CASES)[number], json: boolean) {
  const [command, ...rest] = program as [string, ...string[]];
  return spawnSync(command, [...rest, ...args, ...(json ? ['--json'] : [])], {
    encoding: 'utf8',
    ...(stdin && { input: readFileSync(stdin) }),
  });
}

function check(t: Test, program: readonly string[]): void {
  for (const one of CASES) {
    const { status, stdout, stderr } = run(program, one, true);
    t.equal(status, one.status, `${one.args.join(' ')}: ${stderr}`);
    if (one.verdict === undefined) continue;
    const said: Said = JSON.parse(stdout);
    t.equal(said.verdict, one.verdict);
    t.same(
      said.stages.map(({ id }) => id),
      ['trust', 'document', 'record', 'log', 'courts', 'persons', 'time', 'ledger'],
    );
    t.ok(
      said.stages.every(({ text }) => text.length > 0),
      'every stage has its sentence',
    );
  }
  const words = run(program, CASES[3] as (typeof CASES)[number], false);
  t.equal(words.status, 10, 'in words the exit code is the same');
  t.ok(words.stdout.length > 0);
}

t.test('cunzheng-verify ends with the code of its verdict', async (t) => {
  check(t, [execPath, join(VECTORS, '../../proof/bin/cunzheng-verify.mjs')]);
});

t.test('verify.py ends with the code of its verdict', { skip: pythonMissing() }, async (t) => {
  check(t, [PYTHON, join(VECTORS, '../independent/verify.py')]);
});
