import t from 'tap';
import type { Actor } from '../../../src/access/policy.ts';
import { asActor, asHouse } from '../../../src/access/scoped.ts';
import {
  countUnread,
  listNotices,
  noteRead,
  readNotice,
  readNoticesAbout,
} from '../../../src/flows/notices/inbox.ts';
import { settleNotices, type Telling, tell } from '../../../src/flows/notices/tell.ts';
import { seedId } from '../../../src/seeds/plant.ts';
import { notice } from '../../../src/store/tables/notices.ts';
import { openTestCourt } from '../../support/court.ts';

const opened = await openTestCourt();
t.teardown(() => opened.close());
const { court, pool } = opened;

const clerk: Actor = {
  person: seedId('bj-clerk'),
  name: '',
  offices: [{ court: '京0491', role: 'clerk' }],
};
const someone = (account: string): Actor => ({ person: seedId(account), name: '', offices: [] });
const zhang = someone('zhangwei');
const language = 'zh-CN' as const;
const all = { unread: false, page: 1, language };

const served = {
  person: zhang.person,
  court: '京0491',
  template: 'documentServed',
  values: { court: '北京互联网法院', caseNumber: '（2026）京0491民初1001号', title: '民事判决书' },
  link: '/inbox/1',
} as const satisfies Telling;

const tellAs = (actor: Actor, telling: Telling) =>
  asActor(court, actor).store.transaction((unit) => tell(court, unit, telling));

t.test('what an official tells is in the person’s inbox, and in nobody else’s', async (t) => {
  const id = await tellAs(clerk, served);
  const mine = await listNotices(court, zhang, all);
  t.match(mine, { total: 1, unread: 1 });
  t.match(mine.items[0], {
    id,
    court: { code: '京0491', name: '北京互联网法院' },
    category: 'service',
    title: '北京互联网法院给您送来一份文书',
    link: '/inbox/1',
    demanded: true,
    ground: '人民法院在线诉讼规则第三十二条',
  });
  const english = await readNotice(court, zhang, { id, language: 'en' });
  t.match(english.body, /^Case （2026）京0491民初1001号: 北京互联网法院 has served “民事判决书”/);
  for (const other of [someone('chenmo'), clerk]) {
    t.match(await listNotices(court, other, all), { total: 0, unread: 0 });
    await t.rejects(readNotice(court, other, { id, language }), { code: 'NOT_FOUND' });
    await t.rejects(noteRead(court, other, { id, language }), { code: 'NOT_FOUND' });
  }
});

t.test('what it says of a person is sealed in the database', async (t) => {
  const { rows } = await pool.query('SELECT n::text AS text FROM court.notice n');
  for (const { text } of rows) t.notMatch(text, /民事判决书|1001/);
});

t.test('it is read once, with the time, and then after those that are not', async (t) => {
  const second = await tellAs(clerk, served);
  const [first] = (await listNotices(court, zhang, all)).items.filter(({ id }) => id !== second);
  opened.advance(60_000);
  const read = await noteRead(court, zhang, { id: second, language });
  t.equal(read.readAt, new Date(court.clock()).toISOString());
  opened.advance(60_000);
  const again = await noteRead(court, zhang, { id: second, language });
  t.equal(again.readAt, read.readAt);
  const listed = await listNotices(court, zhang, all);
  t.strictSame(
    listed.items.map(({ id }) => id),
    [first?.id, second],
  );
  t.equal(listed.unread, 1);
  t.match(await listNotices(court, zhang, { ...all, unread: true }), { total: 1 });
  t.match(await listNotices(court, zhang, { ...all, category: 'account' }), { total: 0 });
});

t.test('whoever saw the thing itself has read what he was told of it', async (t) => {
  await tellAs(clerk, { ...served, about: 'service/7' });
  const before = await countUnread(court, zhang);
  await asActor(court, zhang).store.transaction((unit) =>
    readNoticesAbout(court, unit, { person: zhang.person, about: 'service/7' }),
  );
  t.equal(await countUnread(court, zhang), before - 1);
});

const stoppedOf = async (id: string) => {
  const { db } = asHouse(court, 'seed').store;
  const rows = await db.select().from(notice);
  return rows.find((row) => row.id === id)?.stopped;
};

t.test('nobody is reminded of what was replaced or is settled; it can still be read', async (t) => {
  const first = await tellAs(clerk, served);
  const second = await tellAs(clerk, { ...served, about: 'service/8', replaces: first });
  const third = await tellAs(clerk, { ...served, replaces: 'service/8' });
  t.strictSame([await stoppedOf(first), await stoppedOf(second)], ['replaced', 'replaced']);
  t.equal(await stoppedOf(third), null);
  await tellAs(clerk, { ...served, about: 'service/9' });
  await asActor(court, clerk).store.transaction((unit) => settleNotices(unit, 'service/9'));
  const { items } = await listNotices(court, zhang, all);
  t.ok(items.some(({ id, readAt }) => id === first && readAt === undefined));
});

t.test('a transaction that is undone tells nobody', async (t) => {
  const before = await countUnread(court, zhang);
  const undone = asActor(court, clerk).store.transaction(async (unit) => {
    await tell(court, unit, served);
    throw new Error('on purpose');
  });
  await t.rejects(undone, /on purpose/);
  t.equal(await countUnread(court, zhang), before);
});

t.test('who may tell whom is row security’s too', async (t) => {
  const own = {
    person: zhang.person,
    template: 'accountNews',
    values: { title: 'a', text: 'b' },
  } as const;
  await tellAs(zhang, own);
  await tellAs(zhang, { ...own, person: seedId('bj-clerk'), court: '京0491' });
  const refused: [Actor, Telling][] = [
    [clerk, { ...served, court: '浙0192' }],
    [clerk, own],
    [zhang, { ...own, person: seedId('hz-clerk'), court: '浙0192' }],
  ];
  for (const [actor, telling] of refused) {
    const error = await tellAs(actor, telling).catch((fault: { cause?: unknown }) => fault.cause);
    t.match(error, { code: '42501' });
  }
  await asHouse(court, 'seed').store.transaction((unit) => tell(court, unit, own));
});

t.test('values that do not fit the words, and links elsewhere, are mistakes', async (t) => {
  const wrong: Partial<Telling>[] = [
    { values: { court: 'x' } },
    { values: { ...served.values, more: 'x' } },
    { link: 'https://elsewhere.example' },
    { link: '//elsewhere.example' },
  ];
  for (const each of wrong) await t.rejects(tellAs(clerk, { ...served, ...each }), TypeError);
});
