import { randomUUID } from 'node:crypto';
import { parseCaseNumber } from '@cunzheng/domain';
import { eq } from 'drizzle-orm';
import t from 'tap';
import { asHouse } from '../../../src/access/scoped.ts';
import type { Court } from '../../../src/context.ts';
import {
  type CaseSeries,
  nextCaseNumber,
  takeCaseNumber,
} from '../../../src/flows/filing/numbers.ts';
import { guardedRole } from '../../../src/store/guarded-role.ts';
import { openPool } from '../../../src/store/pool.ts';
import { courtCase } from '../../../src/store/schema.ts';
import { openStore, type Store, type Unit } from '../../../src/store/store.ts';
import { openTestCourt } from '../../support/court.ts';

const opened = await openTestCourt();
t.teardown(() => opened.close());
const { court } = opened;
const house = asHouse(court, 'seed');

const series = (type: string, year = 2026): CaseSeries => ({ court: '京0491', type, year });

/** A store over connections of its own, as another process has them. */
async function anotherProcess(): Promise<Store> {
  const pool = openPool(opened.pool.options.connectionString as string, () => {});
  t.teardown(() => pool.end());
  return openStore(pool, await guardedRole(pool)).as({ as: 'house', task: 'seed' });
}

function insert({ db }: Pick<Unit, 'db'>, number: string) {
  return db.insert(courtCase).values({
    ...{ id: randomUUID(), court: '京0491', caseNumber: number, title: 'x', tag: randomUUID() },
    updatedAt: new Date(court.clock()),
  });
}

/** Opens one case under the next number. */
function open(store: Store, of: CaseSeries, after: (unit: Unit) => unknown = () => {}) {
  return store.transaction(async (unit) => {
    const number = await nextCaseNumber(unit, of);
    await takeCaseNumber(unit, of, number);
    await insert(unit, number);
    await after(unit);
    return number;
  });
}

async function serials(scoped: Pick<Court, 'store'>, of: CaseSeries): Promise<number[]> {
  const rows = await scoped.store.db.select().from(courtCase).where(eq(courtCase.court, of.court));
  return rows
    .map(({ caseNumber }) => parseCaseNumber(caseNumber))
    .filter(({ type, year }) => type === of.type && year === of.year)
    .map(({ serial }) => serial)
    .sort((a, b) => a - b);
}

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

t.test('each series counts from 1: by type, by year and by specialised character', async (t) => {
  t.equal(await open(house.store, series('民特')), '（2026）京0491民特1号');
  t.equal(await open(house.store, series('民特')), '（2026）京0491民特2号');
  t.equal(await open(house.store, series('民特', 2027)), '（2027）京0491民特1号');
  t.equal(await open(house.store, { ...series('民特'), special: '知' }), '（2026）京0491知民特1号');
});

t.test('a number that is not the next one any more is refused, and nothing is taken', async (t) => {
  const of = series('行初');
  const stale = await nextCaseNumber(house.store, of);
  await open(house.store, of);
  const late = house.store.transaction((unit) => takeCaseNumber(unit, of, stale));
  await t.rejects(late, { code: 'CASE_NUMBER_TAKEN' });
  const ahead = house.store.transaction((unit) =>
    takeCaseNumber(unit, of, '（2026）京0491行初7号'),
  );
  await t.rejects(ahead, { code: 'CASE_NUMBER_TAKEN' });
  t.equal(await nextCaseNumber(house.store, of), '（2026）京0491行初2号');
});

t.test('a number under which a case was opened by hand is passed over', async (t) => {
  const of = series('民终');
  for (const serial of [2, 3]) await insert(house.store, `（2026）京0491民终${serial}号`);
  t.equal(await open(house.store, of), '（2026）京0491民终1号');
  t.equal(await open(house.store, of), '（2026）京0491民终4号');
});

t.test('what is rolled back, or whose connection dies, gives its number back', async (t) => {
  const of = series('民撤');
  const undone = open(house.store, of, () => Promise.reject(new Error('on purpose')));
  await t.rejects(undone, /on purpose/);
  const killed = open(house.store, of, ({ client }) =>
    client.query('SELECT pg_terminate_backend(pg_backend_pid())'),
  );
  await t.rejects(killed);
  t.equal(await open(house.store, of), '（2026）京0491民撤1号');
});

t.test('four processes at once leave no gap and give no number twice', async (t) => {
  const of = series('民初', 2028);
  const stores = await Promise.all([1, 2, 3, 4].map(anotherProcess));
  const EACH = 15;
  await Promise.all(
    stores.map(async (store, which) => {
      for (let i = 0, done = 0; done < EACH; i++) {
        // Every seventh is given up on the way.
        const undone = (i + which) % 7 === 3;
        const after = undone ? () => Promise.reject(new Error('given up')) : undefined;
        const outcome = await open(store, of, after).then(
          () => 'done',
          (error: Error & { code?: string }) => error.code ?? error.message,
        );
        if (outcome === 'done') done += 1;
        else t.ok(['given up', 'CASE_NUMBER_TAKEN'].includes(outcome), outcome);
      }
    }),
  );
  t.same(await serials(house, of), upTo(EACH * stores.length));
});
