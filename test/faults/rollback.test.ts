import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '@cunzheng/api/client';
import t, { type Test } from 'tap';
import { issue, openPair, untilProven } from '../house/acts.ts';
import { newDataDir, openHouse, removeDataDir } from '../house/house.ts';
import { readCheckpoint } from '../house/log.ts';
import { runScrub } from '../house/programs.ts';

t.setTimeout(180_000);

/** A deployment that was stopped, copied, used again and stopped again. */
interface Copied {
  readonly dataDir: string;
  /** Puts folders of the copy back. */
  restore(folder: string): void;
  /** A document that the copy holds, and one that it does not. */
  readonly early: { id: string };
  readonly late: { id: string };
  /** What was signed last before the copy was put back. */
  readonly size: number;
}

async function makeCopied(t: Test): Promise<Copied> {
  const copy = await newDataDir();
  t.teardown(() => removeDataDir(copy));
  const first = await openHouse();
  t.teardown(() => first.leave());
  const { dataDir } = first;
  const pair = await openPair(first);
  const early = await issue(pair);
  await untilProven(pair.clerk, [early.record]);
  await first.stop();
  for (const name of ['ledger', 'log'])
    cpSync(join(dataDir, name), join(copy, name), { recursive: true });

  const second = await openHouse({ dataDir });
  t.teardown(() => second.stop());
  const again = await openPair(second);
  const late = await issue(again);
  await untilProven(again.clerk, [late.record]);
  const { size } = (await readCheckpoint(second.url)).checkpoint;
  await second.stop();
  const restore = (folder: string) => {
    rmSync(join(dataDir, folder), { recursive: true });
    cpSync(join(copy, folder), join(dataDir, folder), { recursive: true });
  };
  return { dataDir, early, late, size, restore };
}

/** Starts on what was put back: it says so, answers readers, and signs nothing, whatever is done. */
async function signsNothing(t: Test, { dataDir, early, late, size }: Copied): Promise<void> {
  const house = await openHouse({ dataDir });
  t.teardown(() => house.stop());
  const pair = await openPair(house);
  const { clerk } = pair;
  const { alarms } = must(await clerk.ask<{ alarms: string[] }>('GET', '/network'));
  t.ok(
    alarms.some((alarm) => alarm.startsWith('AUDITOR_ROLLED_BACK: ')),
    'the network page has the alarm',
  );
  const health = await (await fetch(`${house.url}/health/ready`)).json();
  t.match(health, { alarms: ['AUDITOR_ROLLED_BACK'] }, 'who is on duty has it');
  const before = (await readCheckpoint(house.url)).checkpoint;
  t.ok((await clerk.bytes(`/documents/${late.id}/file`)).length > 0, 'documents can be read');
  const states = must(
    await clerk.ask<{ items: { documentId: string; state: string }[] }>('GET', '/integrity'),
  ).items;
  const stateOf = (id: string) => states.find(({ documentId }) => documentId === id)?.state;
  t.equal(stateOf(early.id), 'intact', 'what the copy holds is intact');
  t.equal(stateOf(late.id), 'notRecorded', 'the judge is told what is no longer there');
  const act = await issue(pair);
  const after = (await readCheckpoint(house.url)).checkpoint;
  t.same(after, before, 'no checkpoint is made');
  t.ok(after.size <= size, 'none is larger than what was signed before');
  const { status, body } = await clerk.ask('GET', `/records/${act.record}/proof?form=full`);
  t.match(
    { status, body },
    { status: 409, body: { code: 'NOT_YET_PROVEN' } },
    'nor is a new act proven',
  );
  await house.stop();
}

t.test('a ledger, or ledger and log, put back from an older copy are signed no more', async (t) => {
  const copied = await makeCopied(t);
  copied.restore('ledger');
  const { code, differences } = await runScrub(copied.dataDir);
  t.equal(code, 1, 'scrub says that something differs');
  t.ok(
    differences.some(({ what, why }) => what === 'auditor' && /put back/.test(why)),
    'and that the auditors remember more',
  );
  await t.test('the ledger alone', (t) => signsNothing(t, copied));
  copied.restore('ledger');
  copied.restore('log');
  await t.test('ledger and log: the auditors remember', (t) => signsNothing(t, copied));
});
