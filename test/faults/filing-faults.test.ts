import { readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { CaseAccess, FilingView } from '@cunzheng/gateway';
import t, { type Test } from 'tap';
import { untilProven } from '../house/acts.ts';
import { killDatabase, untilReady, withoutDatabase } from '../house/database.ts';
import { docketedStory, filingPeople, refusedStory } from '../house/filing.ts';
import {
  answered,
  checkTimeline,
  type Disturb,
  type Heard,
  rehearse,
  toldAs,
  walkDisturbed,
} from '../house/filing-walk.ts';
import { eventually, newDataDir } from '../house/house.ts';
import { Mortal } from '../house/mortal.ts';
import { faultSeed, randomFrom } from '../house/random.ts';
import { fillDisk, mountDisk, unmountDisk } from '../house/small-disk.ts';

t.setTimeout(1_200_000);

const seed = faultSeed();
t.comment(`FAULT_SEED=${seed}`);
const random = randomFrom(seed);
const dataDir = await newDataDir();
// Files and ledger each on a disk of its own, so that one is full while all else has room.
const disks = ['files', 'ledger']
  .map((name) => join(dataDir, name))
  .filter((folder) => mountDisk(folder, '64m'));
const [files = '', ledger = ''] = disks;
const skip = disks.length === 2 ? false : 'this user may not mount a small disk';
const house = new Mortal(dataDir, t.testdir());
house.pass(0);
await house.start();
t.teardown(async () => {
  await house.kill();
  disks.forEach(unmountDisk);
  await house.leave();
});
const people = await filingPeople(house.url);
const { lina, clerk } = people;
const docketed = await rehearse(docketedStory(people));
const refused = await rehearse(refusedStory(people));

interface Health {
  readonly ledger: string;
  readonly alarms: readonly string[];
}
const health = async () => (await (await fetch(`${house.url}/health/ready`)).json()) as Health;
const isCoded = (heard: Heard, code: string) =>
  typeof heard === 'object' && 'code' in heard && heard.code === code;

/** Steps of writing, paying and giving a number, in each of which something is down. */
const DATABASE_GONE = [
  ...['begun', 'answers changed', 'paper 身份证明', 'its first half is sent', 'the rest is sent'],
  ...['submitted: prepared', 'submitted', 'sent back', 'accepted with a fee', 'relief granted'],
  ...['payment by alipay begun', 'the third is paid and told twice', 'docketed'],
];
const DISK_FULL = [
  ...['paper 身份证明', 'its first half is sent', 'the rest is sent', 'a paper is replaced'],
  ...['submitted: prepared', 'refused by a ruling: prepared'],
];

t.test('the database is gone for a while in the midst of it', async (t) => {
  const goes: Disturb = async (act, _, { what }) => {
    if (!DATABASE_GONE.includes(what)) return act();
    let heard: Heard = 'nothing';
    await withoutDatabase(dataDir, async () => {
      heard = await act();
    });
    t.ok(isCoded(heard, 'DATABASE_UNAVAILABLE'), `${what}: it is told`);
    await untilReady(house.url);
    return heard;
  };
  const story = docketedStory(people);
  await walkDisturbed(t, story, docketed, goes);
  await checkTimeline(t, story);
});

t.test('the database is killed in the midst of every step, and comes back', async (t) => {
  const dies: Disturb = async (act, ms, { what }) => {
    const under = act();
    await delay(random() * ms * 1.2);
    killDatabase(dataDir);
    const heard = await under;
    const told = isCoded(heard, 'DATABASE_UNAVAILABLE');
    t.ok(answered(heard) || told, `${what}: ${toldAs(heard)}`);
    await untilReady(house.url);
    return heard;
  };
  const story = docketedStory(people);
  await walkDisturbed(t, story, docketed, dies);
  await checkTimeline(t, story);
});

t.test('the disk for files is full', { skip }, async (t) => {
  const filling = join(files, 'filling');
  const full = async (act: () => Promise<Heard>) => {
    fillDisk(filling);
    try {
      return await act();
    } finally {
      rmSync(filling);
    }
  };
  const fills: Disturb = async (act, _, { what }) => {
    if (!DISK_FULL.includes(what)) return act();
    const heard = await full(act);
    t.ok(isCoded(heard, 'DISK_FULL'), `${what}: ${toldAs(heard)}`);
    return heard;
  };
  await t.test('while papers, pleadings and rulings are stored', async (t) => {
    for (const [story, rehearsed] of [
      [docketedStory(people), docketed],
      [refusedStory(people), refused],
    ] as const) {
      await walkDisturbed(t, story, rehearsed, fills);
      await checkTimeline(t, story);
    }
  });
  await t.test('while the notices of a case are made: it has its number, and they follow', (t) =>
    noticesFollow(t, full),
  );
});

/** A case gets its number while nothing can be stored. */
async function noticesFollow(t: Test, full: (act: () => Promise<Heard>) => Promise<Heard>) {
  const story = docketedStory(people);
  const access = async () => {
    const { caseId } = await lina.get<FilingView>(`/filings/${story.id()}`);
    return clerk.get<CaseAccess>(`/cases/${caseId}/access`);
  };
  for (const [i, step] of story.steps.entries()) {
    if (step.what !== 'docketed') {
      await step.act();
      await eventually(step.what, step.settled ?? (async () => true), 60_000);
      continue;
    }
    await full(async () => {
      const answer = await step.act();
      await eventually('it is told', async () => (await access()).notices?.fault === 'DISK_FULL');
      return { answer };
    });
    t.match((await access()).notices, { state: 'making', fault: 'DISK_FULL' });
    house.pass(61_000);
    await eventually(
      'the notices are made',
      async () => (await access()).notices?.state === 'made',
    );
    t.strictSame(await story.look(), docketed.steps[i]?.after);
  }
}

/** As on a file system that compresses: the zeros that the ledger writes ahead of need set nothing aside. */
function takeRoomBack(blocks: string): void {
  for (const name of readdirSync(blocks)) {
    const path = join(blocks, name);
    const used = readFileSync(path).findLastIndex((byte) => byte !== 0) + 1;
    truncateSync(path, used);
  }
}

t.test('the ledger is down while it is filed, paid and docketed', { skip }, async (t) => {
  const story = docketedStory(people);
  const filling = join(ledger, 'filling');
  const isDown = async () => (await health()).ledger === 'down';
  const chainOf = async () =>
    (await lina.get<FilingView>(`/filings/${story.id()}`)).timeline.flatMap(({ chain }) =>
      chain === undefined ? [] : [chain],
    );
  let before = 0;
  for (const [i, step] of story.steps.entries()) {
    await step.act();
    await eventually(step.what, step.settled ?? (async () => true), 60_000);
    t.strictSame(await story.look(), docketed.steps[i]?.after, `${step.what}: as ever`);
    if (step.what === 'sent back') {
      const records = await chainOf();
      await untilProven(
        lina,
        records.map(({ recordId }) => recordId),
      );
      before = records.length;
      takeRoomBack(join(ledger, 'blocks'));
      fillDisk(filling);
    }
  }
  await eventually('it is told', isDown);
  t.ok((await health()).alarms.includes('DISK_FULL'), 'and an alarm says why');
  const states = (await chainOf()).map(({ state }) => state);
  const waiting = states.slice(states.indexOf('pending'));
  t.ok(waiting.length > 1 && states.length - waiting.length >= before, 'what was there is there');
  t.strictSame(
    waiting,
    waiting.map(() => 'pending'),
    'each act after it says that it waits',
  );
  rmSync(filling);
  await house.kill();
  await house.start();
  await checkTimeline(t, story);
  t.match(await health(), { ledger: 'ok', alarms: [] });
  t.strictSame(await clerk.get('/problems'), [], 'the ledger refused nothing');
});
