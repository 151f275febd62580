import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  checkpointText,
  decodeCosignature,
  formatNote,
  parseCheckpoint,
  type SignedCheckpoint,
  toBase64,
} from '@cunzheng/domain';
import { verifyMisconduct } from '@cunzheng/proof';
import t, { type Test } from 'tap';
import { Auditor, auditorKey, linesOf, type NotaryLog } from '../../src/log/index.ts';
import { AuditorBench, type RunningAuditor } from '../support/auditor-bench.ts';
import { anyRecord } from '../support/court-records.ts';
import { FakeLedger } from '../support/fake-ledger.ts';
import { whenAlarmed, whenProven } from '../support/log-bench.ts';

async function bench(t: Test, ledger = new FakeLedger()) {
  const house = await AuditorBench.open(t, ledger);
  const auditor = await house.auditor(0, ledger);
  return { house, ledger, auditor };
}

async function record(ledger: FakeLedger, log: NotaryLog, ...counts: number[]): Promise<void> {
  for (const count of counts) {
    ledger.record(...Array.from({ length: count }, anyRecord));
    await whenProven(log, log.size() + (log.blocks() === (await ledger.height()) ? 0 : count));
  }
}

const ask = (auditor: RunningAuditor, path: string, body?: string) =>
  fetch(`${auditor.address.url}${path}`, body === undefined ? {} : { method: 'POST', body });

const submit = (auditor: RunningAuditor, old: number, note: string, proof: string[] = []) =>
  ask(auditor, '/add-checkpoint', `old ${old}\n${proof.map((h) => `${h}\n`).join('')}\n${note}`);

function newest(log: NotaryLog): SignedCheckpoint {
  return log.checkpoint() as SignedCheckpoint;
}

t.test('an auditor signs the end of every block by itself, twice', async (t) => {
  const { house, ledger, auditor } = await bench(t);
  await record(ledger, auditor.log, 3, 1, 4);
  const member = auditorKey(house.demo.trust, auditor.member, 0);
  for (const size of [3, 4, 8]) {
    const answer = await ask(auditor, `/checkpoint/${size}`);
    t.equal(answer.status, 200);
    const note = parseCheckpoint(await answer.text());
    t.equal(note.checkpoint.size, size);
    const lengths = linesOf(note, member as NonNullable<typeof member>).map(
      ({ signature }) => signature.length,
    );
    t.same(lengths, [64, 72], 'a plain signature and a cosignature, and both hold');
  }
  t.equal((await ask(auditor, '/checkpoint/5')).status, 404, 'no end of a block');
  t.equal(await (await ask(auditor, '/checkpoint')).text(), auditor.log.checkpoint()?.note);
});

t.test('hash tiles are for everybody, entries are not', async (t) => {
  const { ledger, auditor } = await bench(t);
  await record(ledger, auditor.log, 300);
  t.equal((await (await ask(auditor, '/tile/0/000')).arrayBuffer()).byteLength, 256 * 32);
  t.equal((await (await ask(auditor, '/tile/0/001.p/44')).arrayBuffer()).byteLength, 44 * 32);
  t.equal((await ask(auditor, '/tile/0/002')).status, 404);
  t.equal((await ask(auditor, '/tile/entries/000')).status, 403);
  t.ok((await auditor.log.readBundle('tile/entries/000'))?.length);
  t.ok((await auditor.log.readBundle('tile/entries/001.p/44'))?.length);
  t.equal(await auditor.log.readBundle('tile/entries/001'), undefined);
  t.equal(await auditor.log.readBundle('tile/0/000'), undefined);
  t.equal((await ask(auditor, '/nothing')).status, 404);
  t.equal((await ask(auditor, '/checkpoint', 'x')).status, 405);
});

t.test('add-checkpoint answers as C2SP tlog-witness says', async (t) => {
  const { ledger, auditor } = await bench(t);
  await record(ledger, auditor.log, 2, 3);
  const { note } = auditor.log.checkpoint() ?? { note: '' };
  const good = await submit(auditor, 5, note);
  t.equal(good.status, 200);
  const signed = parseCheckpoint(
    `${checkpointText(newest(auditor.log).checkpoint)}\n${await good.text()}`,
  );
  t.ok(decodeCosignature((signed.signatures[0] as { signature: Uint8Array }).signature).time > 0);
  t.equal(signed.signatures.length, 1, 'the cosignature alone');

  const conflict = await submit(auditor, 2, note);
  t.equal(conflict.status, 409);
  t.equal(conflict.headers.get('content-type'), 'text/x.tlog.size');
  t.equal(await conflict.text(), '5\n');
  const former = (await auditor.log.checkpointAt(2)) as string;
  t.equal((await submit(auditor, 2, former)).status, 409, 'smaller than what it signed');

  const { checkpoint, signatures } = newest(auditor.log);
  const bare = `${checkpointText(checkpoint)}\n— stranger ${toBase64(new Uint8Array(68))}\n`;
  t.equal((await submit(auditor, 5, bare)).status, 403);
  const forged = formatNote(checkpointText({ ...checkpoint, size: 4 }), signatures);
  t.equal((await submit(auditor, 4, forged)).status, 403, 'signatures of another text');
  const foreign = formatNote(checkpointText({ ...checkpoint, origin: 'other' }), signatures);
  t.equal((await submit(auditor, 5, foreign)).status, 404);
  t.equal((await submit(auditor, 6, note)).status, 400);
  t.equal((await submit(auditor, 5, note, [toBase64(new Uint8Array(32))])).status, 422);
  for (const body of ['', 'old 5\n', `old 05\n\n${note}`, `old 5\nx\n\n${note}`, 'old 5\n\nx\n'])
    t.equal((await ask(auditor, '/add-checkpoint', body)).status, 400, body.slice(0, 12));
  t.equal((await ask(auditor, '/add-checkpoint', 'x'.repeat(70_000))).status, 413);
});

t.test('one that is behind says when to ask again, and signs when it has caught up', async (t) => {
  const ledger = new FakeLedger();
  const late = ledger.copy();
  const house = await AuditorBench.open(t, ledger);
  const [ahead, behind] = [await house.auditor(0, ledger), await house.auditor(1, late)];
  const taken = [anyRecord(), anyRecord()];
  ledger.record(...taken);
  await whenProven(ahead.log, 2);
  const note = ahead.log.checkpoint()?.note as string;
  const answer = await submit(behind, 2, note);
  t.equal(answer.status, 503);
  t.equal(answer.headers.get('retry-after'), '1');
  t.equal((await ask(behind, '/checkpoint/2')).status, 503);
  const waiting = submit(behind, 2, note);
  late.record(...taken);
  t.equal((await waiting).status, 200, 'asked a moment before it has the block');
});

t.test(
  'another root that a member’s auditor vouches for is kept and raises the alarm',
  async (t) => {
    const ledger = new FakeLedger();
    const other = ledger.copy();
    const house = await AuditorBench.open(t, ledger);
    const [honest, liar] = [await house.auditor(0, ledger), await house.auditor(1, other)];
    ledger.record(anyRecord());
    other.record(anyRecord());
    await Promise.all([whenProven(honest.log, 1), whenProven(liar.log, 1)]);
    const note = liar.log.checkpoint()?.note as string;
    t.equal((await submit(honest, 1, note)).status, 422);
    t.match(honest.log.alarms(), [{ code: 'LOG_FORKED', message: new RegExp(liar.member) }]);
    t.same(await readdir(join(honest.dir, 'misconduct')), [`${liar.member}-1`]);
    t.equal((await submit(honest, 1, honest.log.checkpoint()?.note as string)).status, 200);
  },
);

t.test('a restarted auditor goes on, a rolled-back one signs nothing more', async (t) => {
  const { house, ledger, auditor } = await bench(t);
  await record(ledger, auditor.log, 2, 2);
  const { note } = auditor.log.checkpoint() ?? {};
  await auditor.close();
  const again = await house.auditor(0, ledger);
  t.equal(again.log.checkpoint()?.note, note);
  await record(ledger, again.log, 1);
  t.equal(newest(again.log).checkpoint.size, 5);
  await again.close();

  const shorter = ledger.copy(2);
  await rm(join(auditor.dir, 'tree'), { recursive: true });
  await rm(join(auditor.dir, 'checkpoint'));
  await rm(join(auditor.dir, 'checkpoints'), { recursive: true });
  const rolledBack = await house.auditor(0, shorter);
  await whenAlarmed(rolledBack.log);
  t.match(rolledBack.log.alarms(), [{ code: 'AUDITOR_ROLLED_BACK' }]);
  t.equal((await ask(rolledBack, '/checkpoint')).status, 404);
  const other = shorter.record(...Array.from({ length: 8 }, anyRecord));
  while (rolledBack.log.blocks() <= other) await new Promise((resolve) => setImmediate(resolve));
  t.equal(rolledBack.log.size(), 10, 'it follows, longer than what it signed');
  t.equal(rolledBack.log.checkpoint(), undefined, 'and signs no other tree');
});

t.test('an auditor of another directory is refused by its memory alone', async (t) => {
  const { house, ledger, auditor } = await bench(t);
  await record(ledger, auditor.log, 3);
  await auditor.close();
  const key = house.demo.keys[0] as (typeof house.demo.keys)[number];
  await writeFile(key.statePath, '');
  const opened = await Auditor.open(key, 3, () => Promise.resolve(new Uint8Array(32)));
  t.equal(opened.refusal?.code, 'AUDITOR_ROLLED_BACK');
});

t.test('two signed trees of one size convict whoever signed both', async (t) => {
  const ledger = new FakeLedger();
  const house = await AuditorBench.open(t, ledger);
  const one = await house.auditor(0, ledger);
  await record(ledger, one.log, 1);
  const first = one.log.checkpoint()?.note as string;
  await one.close();
  // Its operator throws away what the key has signed, and the log, and shows another ledger.
  const key = house.demo.keys[0] as (typeof house.demo.keys)[number];
  await writeFile(key.statePath, `{"size":0,"root":"${'A'.repeat(43)}"}\n`);
  await rm(one.dir, { recursive: true });
  const other = new FakeLedger(Buffer.from(ledger.network, 'base64url'));
  const two = await house.auditor(0, other);
  await record(other, two.log, 1);
  const notes = [first, two.log.checkpoint()?.note as string] as const;
  const result = await verifyMisconduct({ notes, trust: house.demo.text });
  t.match(result, {
    verdict: 'misconduct',
    convicted: [{ id: one.member, how: 'signedBoth' }],
  });
});
