import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { FilingView } from '@cunzheng/gateway';
import t, { type Test } from 'tap';
import { docketedStory, type FilingStory, filingPeople, refusedStory } from '../house/filing.ts';
import {
  checkTimeline,
  type Disturb,
  documentSerials,
  type Rehearsed,
  rehearse,
  serialOf,
  walkDisturbed,
} from '../house/filing-walk.ts';
import { endDatabase, newDataDir } from '../house/house.ts';
import { Mortal } from '../house/mortal.ts';
import { runScrub } from '../house/programs.ts';
import { faultSeed, randomFrom } from '../house/random.ts';

t.setTimeout(1_800_000);

const seed = faultSeed();
t.comment(`FAULT_SEED=${seed}`);
const random = randomFrom(seed);
const house = new Mortal(await newDataDir(), t.testdir());
house.pass(0);
await house.start();
t.teardown(() => house.leave());
const people = await filingPeople(house.url);

/** Kills the server at any moment of a step, or shortly after. */
const atAnyMoment: Disturb = async (act, ms) => {
  const under = act();
  await delay(random() * ms * 1.2);
  await house.kill();
  const heard = await under;
  await house.start();
  return heard;
};

/** Kills it as soon as a signature was acknowledged, before its record can be on chain. */
const onceSigned: Disturb = async (act, _, { signs }) => {
  const heard = await act();
  if (!signs) return heard;
  await house.kill();
  await house.start();
  return heard;
};

const numberOf = async ({ id }: FilingStory) =>
  (await people.lina.get<FilingView>(`/filings/${id()}`)).caseNumber as string;

/**
 * A story three times: undisturbed, killed in the midst of every step, and killed after every signature. What was `played`
 * in another story is not disturbed in this one.
 */
async function playThrice(
  t: Test,
  begin: () => FilingStory,
  played: ReadonlySet<string> = new Set(),
): Promise<FilingStory[]> {
  const untroubled = begin();
  const rehearsed: Rehearsed = await rehearse(untroubled);
  const stories = [untroubled];
  for (const [name, disturb] of [
    ['killed in the midst of every step', atAnyMoment],
    ['killed after every signature', onceSigned],
  ] as const) {
    const story = begin();
    const onlyNew: Disturb = (act, ms, step) =>
      played.has(step.what) ? act() : disturb(act, ms, step);
    await t.test(name, (t) => walkDisturbed(t, story, rehearsed, onlyNew));
    stories.push(story);
  }
  for (const story of stories) await checkTimeline(t, story);
  return stories;
}

t.test('a filing that is sent back, accepted, paid and docketed', async (t) => {
  const stories = await playThrice(t, () => docketedStory(people));
  const numbers = await Promise.all(stories.map(numberOf));
  const [first = 0] = numbers.map(serialOf);
  t.strictSame(
    numbers.map(serialOf),
    [first, first + 1, first + 2],
    `no gap and nothing twice: ${numbers}`,
  );
  for (const story of stories) {
    const serials = await documentSerials(story);
    t.strictSame(
      serials,
      serials.map((_, i) => (serials[0] as number) + i),
      'nor among the notices',
    );
  }
});

t.test('a filing that is refused by a ruling', async (t) => {
  const played = new Set(docketedStory(people).steps.map(({ what }) => what));
  for (const story of await playThrice(t, () => refusedStory(people), played)) {
    const { ruling } = await people.lina.get<FilingView>(`/filings/${story.id()}`);
    const bytes = await people.lina.bytes(`/filings/${story.id()}/ruling`);
    const digest = createHash('sha256').update(bytes).digest('base64url');
    t.equal(digest, ruling?.sha256, 'its ruling is what was signed');
  }
});

t.test('the ledger refused nothing, and every byte is where it belongs', async (t) => {
  t.strictSame(await people.clerk.get('/problems'), []);
  await house.kill();
  await endDatabase(house.dataDir);
  t.match(await runScrub(house.dataDir), { code: 0, intact: true, differences: [] });
  await house.start();
});
