import { type Answer, must, type Refusal } from '@cunzheng/api/client';
import { ERROR_MESSAGES } from '@cunzheng/domain';
import t from 'tap';
import { draft, issue, openPair, untilProven } from '../house/acts.ts';
import { killDatabase, untilReady, withoutDatabase } from '../house/database.ts';
import { openHouse } from '../house/house.ts';

t.setTimeout(120_000);

const { zh, en } = {
  zh: ERROR_MESSAGES.DATABASE_UNAVAILABLE['zh-CN'],
  en: ERROR_MESSAGES.DATABASE_UNAVAILABLE.en,
};

async function readiness(url: string): Promise<{ status: number; database: string }> {
  const response = await fetch(`${url}/health/ready`);
  const { database } = (await response.json()) as { database: string };
  return { status: response.status, database };
}

t.test('a database that dies is told, brought back, and has lost nothing', async (t) => {
  const house = await openHouse();
  t.teardown(() => house.leave());
  const pair = await openPair(house);
  const { clerk } = pair;
  const before = await issue(pair);
  const { id } = await draft(pair);
  const prepared = must(await clerk.prepare(`/documents/${id}/signing`));
  await untilProven(clerk, [before.record]);

  await t.test('as long as it cannot come back, all that needs it is refused', async (t) => {
    await withoutDatabase(house.dataDir, async () => {
      const refused = (await clerk.handIn(prepared)) as unknown as Answer;
      t.match(refused, { status: 503, body: { code: 'DATABASE_UNAVAILABLE', message: zh } });
      const english = await clerk.ask('GET', '/cases', undefined, { 'accept-language': 'en' });
      t.match(english, { status: 503, body: { code: 'DATABASE_UNAVAILABLE', message: en } });
      t.match(await readiness(house.url), { status: 503, database: 'down' });
      t.equal((await fetch(`${house.url}/health/live`)).status, 200, 'the process lives');
      t.equal((await fetch(`${house.url}/checkpoint`)).status, 200, 'the log is still public');
    });
  });

  await t.test('it comes back without a restart, and the act can be handed in again', async (t) => {
    await untilReady(house.url);
    const { recordId } = must(await clerk.handIn(prepared));
    await untilProven(clerk, [before.record, recordId]);
    t.equal((await clerk.caseOf('（2026）京0491民初1001号')).documents.length, 2);
  });

  await t.test('killed under a crowd of acts, it keeps every acknowledged one', async (t) => {
    const signings = [];
    for (let i = 0; i < 6; i++) {
      const { id } = await draft(pair);
      signings.push(must(await clerk.prepare(`/documents/${id}/signing`)));
    }
    const acts = signings.map((signing) => clerk.handIn(signing));
    await acts[0];
    killDatabase(house.dataDir);
    const answers = await Promise.all(acts);
    for (const { status, body } of answers) {
      const { code } = body as unknown as Refusal;
      t.ok(status === 201 || code === 'DATABASE_UNAVAILABLE', `${status} ${code}`);
    }
    await untilReady(house.url);
    await untilProven(
      clerk,
      answers.flatMap((answer) => (answer.status === 201 ? [answer.body.recordId] : [])),
    );
    for (const [i, signing] of signings.entries()) {
      if (answers[i]?.status === 201) continue;
      const { status, body } = await clerk.handIn(signing);
      const { code } = body as unknown as Refusal;
      t.ok(status === 201 || code === 'SIGNING_USED', `handed in again: ${status} ${code}`);
    }
    const { documents } = await clerk.caseOf('（2026）京0491民初1001号');
    t.equal(documents.filter(({ state }) => state === 'issued').length, 8, 'all eight are issued');
    await untilProven(
      clerk,
      documents.map(({ chain }) => chain?.recordId as string),
    );
    t.equal(new Set(documents.map(({ number }) => number)).size, 8, 'under eight numbers');
  });
});
