import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { must, type Refusal } from '@cunzheng/api/client';
import { OUT_OF_ORDER } from '@cunzheng/domain';
import t, { type Test } from 'tap';
import { draft, issue, openPair, type Pair, serve, untilProven } from '../house/acts.ts';
import { openHouse } from '../house/house.ts';
import { runProgram, runScrub } from '../house/programs.ts';
import { setClock } from '../house/set-clock.ts';

t.setTimeout(120_000);

const MINUTE = 60_000;
const DAY = 86_400_000;
const PRELOAD = fileURLToPath(new URL('../house/shifted-clock.js', import.meta.url));

interface TimeStage {
  readonly id: string;
  readonly state: string;
  readonly text: string;
}

t.test('the machine’s clock is moved by a day while it runs', async (t: Test) => {
  const folder = t.testdir();
  const shift = join(folder, 'shift');
  const move = (ms: number) => setClock(shift, ms);
  move(0);
  const house = await openHouse({ preload: [PRELOAD], env: { CLOCK_SHIFT: shift } });
  t.teardown(() => house.leave());
  const first = await openPair(house);
  const today = await issue(first);
  const waiting = await draft(first);
  const prepared = must(await first.clerk.prepare(`/documents/${waiting.id}/signing`));
  await untilProven(first.clerk, [today.record]);
  await setBackBeforeSigning(t, first, move);

  move(DAY);
  const late = await first.clerk.handIn(prepared);
  const { code } = late.body as unknown as Refusal;
  t.match(
    { status: late.status, code },
    { status: 401, code: 'NOT_SIGNED_IN' },
    'forward: the session has run out',
  );
  const second = await openPair(house);
  const expired = (await second.clerk.handIn(prepared)) as unknown as {
    status: number;
    body: Refusal;
  };
  t.match(
    expired,
    { status: 410, body: { code: 'SIGNING_EXPIRED' } },
    'what was prepared has, too',
  );
  const tomorrow = await issue(second);
  const served = await serve(second, tomorrow.id);
  await untilProven(second.clerk, [tomorrow.record]);
  await untilProven(second.party, served);
  const ahead = must(await second.clerk.prepare(`/documents/${waiting.id}/signing`));

  move(0);
  const future = (await second.clerk.handIn(ahead)) as unknown as { status: number; body: Refusal };
  t.match(
    future,
    { status: 409, body: { code: 'ACT_TIME_IN_FUTURE' } },
    'back: an act of tomorrow is refused',
  );
  move(-DAY);
  const third = await openPair(house);
  const yesterday = await issue(third);
  await untilProven(third.clerk, [today.record, tomorrow.record, yesterday.record]);
  const lags = [];
  for (const { id, record } of [tomorrow, yesterday]) {
    const path = (name: string) => join(folder, name);
    writeFileSync(path('proof'), await third.clerk.bytes(`/records/${record}/proof?form=full`));
    writeFileSync(path('document'), await third.clerk.bytes(`/documents/${id}/file`));
    writeFileSync(path('trust'), await third.clerk.bytes('/public/trust'));
    const files = [path('proof'), path('document'), '--trust', path('trust')];
    const { out } = await runProgram(['proof/bin/cunzheng-verify.mjs', ...files, '--json']);
    const said = JSON.parse(out) as { verdict: string; stages: TimeStage[] };
    t.equal(said.verdict, 'unalteredSinceRecorded', 'its proof holds');
    lags.push(said.stages.find(({ id }) => id === 'time')?.text);
  }
  for (const text of lags)
    t.match(
      text,
      /不晚于.*上链.*行为时间为.*后提交账本/,
      'and says when the act was, and when it was recorded',
    );
  t.equal((await house.end('SIGTERM')).code, 0);
  t.match(await runScrub(house.dataDir), { code: 0, intact: true }, 'the chain is whole');
});

/** The clock ran ahead while an act was prepared, and was set back before it was signed: told to whoever reads its times. */
async function setBackBeforeSigning(t: Test, { clerk, ...pair }: Pair, move: (ms: number) => void) {
  const { id } = await draft({ clerk, ...pair });
  move(10 * MINUTE);
  const prepared = must(await clerk.prepare(`/documents/${id}/signing`));
  move(0);
  const { recordId } = must(await clerk.handIn(prepared));
  await untilProven(clerk, [recordId]);
  const { node } = await clerk.get<{ node: { outOfOrder: boolean } }>(`/records/${recordId}`);
  t.ok(node.outOfOrder, 'ahead: the record is said to be out of order');
  const path = (name: string) => join(t.testdirName, name);
  writeFileSync(path('ahead'), await clerk.bytes(`/records/${recordId}/proof?form=full`));
  writeFileSync(path('trust'), await clerk.bytes('/public/trust'));
  const files = [path('ahead'), '--trust', path('trust')];
  const { out } = await runProgram(['proof/bin/cunzheng-verify.mjs', ...files, '--json']);
  const said = JSON.parse(out) as { verdict: string; stages: TimeStage[] };
  t.equal(said.verdict, 'recorded', 'its proof holds');
  const text = said.stages.find(({ id }) => id === 'time')?.text ?? '';
  t.ok(text.endsWith(OUT_OF_ORDER['zh-CN']), text);
}
