import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { main } from '../src/cli.ts';
import { forge } from './forge/index.ts';

const forged = forge();
const dir = t.testdir();
const at = (name: string) => join(dir, name);
writeFileSync(at('proof.json'), await forged.fullBytes());
writeFileSync(at('compact.bin'), await forged.compactBytes());
writeFileSync(at('trust.json'), forged.trustText);
writeFileSync(at('document.pdf'), forged.file);
writeFileSync(at('other.pdf'), Buffer.concat([forged.file, Uint8Array.of(32)]));
writeFileSync(at('broken.json'), '{');
mkdirSync(at('folder'));

async function run(args: readonly string[], stdin: Uint8Array = new Uint8Array()) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(args, {
    stdin: (async function* () {
      yield stdin;
    })(),
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
  });
  return { code, out: out.join(''), err: err.join('') };
}

const trust = ['--trust', at('trust.json')];

t.test('the exit code tells the verdict', async (t) => {
  for (const proof of ['proof.json', 'compact.bin']) {
    t.equal((await run([at(proof), at('document.pdf'), ...trust])).code, 0);
    t.equal((await run([at(proof), at('other.pdf'), ...trust])).code, 10);
    t.equal((await run([at(proof), ...trust])).code, 11);
    t.equal((await run([at(proof), '--trust', at('broken.json')])).code, 12);
    t.equal((await run([at('trust.json'), ...trust])).code, 12);
  }
});

t.test('a proof may come from standard input', async (t) => {
  t.equal((await run(['-', at('document.pdf'), ...trust], await forged.compactBytes())).code, 0);
  t.equal(
    (await run(['-', ...trust], new Uint8Array(3 * 1024 * 1024))).code,
    12,
    'far too much of it',
  );
});

t.test('--json prints the verdict and every stage', async (t) => {
  const { out } = await run([at('proof.json'), at('other.pdf'), ...trust, '--json']);
  const answer = JSON.parse(out);
  t.strictSame(Object.keys(answer), ['verdict', 'stage', 'reason', 'asOf', 'stages']);
  t.match(answer, { verdict: 'differs', stage: 'document', reason: 'DOCUMENT_DIFFERS' });
  t.equal(answer.stages.length, 8);
  t.match(answer.stages[1], { id: 'document', state: 'failed', text: /不一致/ });
  const broken = JSON.parse(
    (await run([at('proof.json'), '--trust', at('broken.json'), '--json'])).out,
  );
  t.match(broken, { verdict: 'cannotDecide', stage: 'trust', reason: 'TRUST_MALFORMED' });
  t.notOk('asOf' in broken);
});

t.test('words come in the chosen language', async (t) => {
  t.match((await run([at('proof.json'), ...trust])).out, '只核验了链上记录');
  t.match((await run([at('proof.json'), ...trust, '--lang', 'en'])).out, 'Only the ledger record');
});

t.test('what cannot be read or understood is usage', async (t) => {
  for (const args of [
    [],
    [at('proof.json')],
    [at('none.json'), ...trust],
    [at('proof.json'), at('none.pdf'), ...trust],
    [at('proof.json'), at('folder'), ...trust],
    [at('proof.json'), '--trust', at('none.json')],
    [at('proof.json'), ...trust, '--lang', 'fr'],
    [at('proof.json'), ...trust, '--unknown'],
    ['a', 'b', 'c', ...trust],
  ]) {
    const { code, err } = await run(args);
    t.equal(code, 2, args.join(' '));
    t.not(err, '');
  }
});
