import { type Answer, Person } from '@cunzheng/api/client';
import type { StaffView } from '@cunzheng/gateway';
import t, { type Test } from 'tap';
import { newDataDir } from '../house/house.ts';
import { Mortal, type Step, sent } from '../house/mortal.ts';
import { BJ, invitation, registration } from '../house/registration.ts';

t.setTimeout(600_000);

/**
 * Two people go the same way. One has his answer before the server is killed; the other's request is under way, sent just
 * now or long enough for another to be answered.
 */
async function walk(t: Test, house: Mortal, one: Step[], other: Step[]) {
  for (const [i, step] of one.entries()) {
    await step.act();
    const interrupted = other[i] as Step;
    const under = sent(interrupted.act());
    if (i % 2 === 1) await sent(fetch(`${house.url}/health/ready`));
    await house.kill();
    await under;
    await house.start();
    t.ok(await step.isDone(), `${step.what}: done is done`);
    const done = await interrupted.isDone();
    if (!done) await (interrupted.again ?? interrupted.act)();
    t.ok(await interrupted.isDone(), `${step.what}: taken up ${done ? 'after' : 'where it was'}`);
  }
}

t.test('a server killed between and within any two steps of registration', async (t) => {
  const house = new Mortal(await newDataDir(), t.testdir());
  house.pass(0);
  await house.start();
  t.teardown(() => house.leave());
  await t.test('a person signs in by phone and is proofed', async (t) => {
    const one = registration(house, { name: '安久', serial: '011', mobile: '13910000001' });
    const other = registration(house, { name: '齐新', serial: '023', mobile: '13910000002' });
    await walk(t, house, one, other);
  });
  await t.test('a colleague is invited, sets a password and enrols', async (t) => {
    const one = invitation(house, { name: '温如故', account: 'wenrugu' });
    const other = invitation(house, { name: '陆知新', account: 'luzhixin' });
    await walk(t, house, one, other);
  });
  await t.test('each is there once', async (t) => {
    const boss = await Person.signIn(house.url, 'bj-administrator');
    for (const name of ['温如故', '陆知新']) {
      const query = `${BJ}/staff?q=${encodeURIComponent(name)}`;
      const { body } = (await boss.ask('GET', query)) as Answer<{ items: StaffView[] } | never>;
      t.equal((body as { items: StaffView[] }).items.length, 1, name);
    }
    const clerk = await Person.signIn(house.url, 'bj-clerk');
    t.strictSame(await clerk.get('/reviews'), [], 'nobody waits for a review');
  });
});
