import type {
  CaseSummary,
  DeadlineDetail,
  DeadlineList,
  DeadlineView,
  HomeView,
  PeriodView,
  SettingEffect,
  SettingView,
} from '@cunzheng/gateway';
import { DUE_TASKS, sweepClocks } from '@cunzheng/gateway';
import t from 'tap';
import { testCourt } from './support/deployment.ts';
import { issueAndServe } from './support/person.ts';

const court = await testCourt();
t.teardown(() => court.close());

const clerk = await court.person('bj-clerk');
const admin = await court.person('bj-administrator');
const zhang = await court.person('zhangwei');
const lina = await court.person('lina');
const other = await court.person('hz-clerk');
const COURT = `court=${encodeURIComponent('京0491')}`;

type List = { items: DeadlineView[]; total: number };
const open = async (side: 'mine' | 'courts', who = zhang) =>
  (await who.ask<List>('GET', `/api/v1/deadlines?side=${side}`)).body.items;

const found = await clerk.ask<{ items: CaseSummary[] }>('GET', '/api/v1/cases?q=1001');
const { id: caseId, parties } = found.body.items[0] as CaseSummary;
const partyId = parties.find(({ name }) => name === '张未')?.id ?? '';
const { service } = await issueAndServe(clerk, { caseId, partyId });

t.test('a document that was sent and not signed for has its reminders running', async (t) => {
  t.strictSame(await open('mine'), [], 'no deadline of his');
  const all = await open('courts', clerk);
  const rules = ['serviceByPerson', 'serviceOtherChannel', 'serviceReminder'];
  t.strictSame(all.map(({ rule }) => rule).sort(), rules);
  t.match(all[0], { standing: /running|lastDay/, subject: { kind: 'service' } });
  t.match(all[0]?.explanation['zh-CN'], /送达首次提醒：自发出送达信息的次日/);
  t.match(all[0]?.explanation.en, /First reminder of a service/);
  t.strictSame(await open('mine', lina), []);
  t.strictSame(await open('courts', other), []);
  const { id } = all[0] as DeadlineView;
  t.equal((await lina.ask('GET', `/api/v1/deadlines/${id}`)).status, 404);
  t.equal((await other.ask('GET', `/api/v1/deadlines/${id}`)).status, 404);
});

t.test('signing for a judgment ends the reminders and starts the appeal', async (t) => {
  await zhang.ask('POST', `/api/v1/services/${service.id}/open`);
  const signed = await zhang.sign(`/api/v1/services/${service.id}/signing`, { event: 'signed' });
  t.equal(signed.status, 201);
  const [appeal, ...rest] = await open('mine');
  t.strictSame(rest, []);
  t.match(appeal, { rule: 'appealJudgment', name: { 'zh-CN': '判决上诉期限' } });
  const detail = await zhang.ask<DeadlineDetail>('GET', `/api/v1/deadlines/${appeal?.id}`);
  t.match(detail.body.changes, [{ change: 'started' }]);
  t.notOk('author' in (detail.body.changes[0] ?? {}), 'the system started it');
  const file = await zhang.raw('GET', `/api/v1/deadlines/${appeal?.id}/calendar.ics`);
  t.equal(file.headers.get('content-type'), 'text/calendar; charset=utf-8');
  const text = Buffer.from(file.bytes).toString().replaceAll('\r\n ', '');
  t.match(text, /BEGIN:VEVENT/);
  t.ok(text.includes(`DTSTART;VALUE=DATE:${appeal?.lastDay?.replaceAll('-', '')}`));
  const every = await zhang.raw('GET', '/api/v1/deadlines.ics');
  t.match(Buffer.from(every.bytes).toString(), /BEGIN:VEVENT/);
});

t.test('an official lets a period run by hand, changes it, and says why', async (t) => {
  const start = { rule: 'answer', start: { day: '2026-01-05' }, because: '当庭送达' };
  const path = `/api/v1/cases/${caseId}/deadlines`;
  const begun = await clerk.ask<DeadlineDetail>('POST', path, start);
  t.equal(begun.status, 201);
  t.match(begun.body, { lastDay: '2026-01-20', standing: 'overdue', caseNumber: /1001/ });
  t.match(begun.body.changes, [{ change: 'started', because: '当庭送达', author: '林知远' }]);
  const change = (body: object) =>
    clerk.ask<DeadlineDetail>('POST', `/api/v1/deadlines/${begun.body.id}/changes`, body);
  const by = { count: 20, unit: 'days' };
  const wrong = await change({ act: 'extend', ground: 'president', by, because: 'x' });
  t.equal(wrong.status, 400, 'no president prolongs it');
  const longer = await change({ act: 'extend', ground: 'postponement', by, because: '不可抗力' });
  t.match(longer.body, { lastDay: '2026-02-09', changes: { 1: { from: /^2026-01-20/ } } });
  t.match((await change({ act: 'stop', outcome: 'met', because: '已答辩' })).body, {
    state: 'ended',
  });
  t.equal((await change({ act: 'stop', outcome: 'met', because: 'x' })).status, 409);
  const bad = [
    { ...start, rule: 'none' },
    { ...start, start: { day: '2126-01-05' } },
    { ...start, start: { day: '2026-02-30' } },
    { ...start, because: ' ' },
    { ...start, rule: 'readingWindow' },
  ];
  for (const body of bad) t.equal((await clerk.ask('POST', path, body)).status, 400);
  const foreign = { ...start, party: '00000000-0000-4000-8000-000000000000' };
  t.equal((await clerk.ask('POST', path, foreign)).status, 404);
});

t.test('what a change would do is shown first, with the articles it rests on', async (t) => {
  const path = `/api/v1/cases/${caseId}/deadlines`;
  const day = '2026-01-05';
  const start = { rule: 'trialOrdinary', start: { day }, because: '立案登记表' };
  const count = async () =>
    (await clerk.ask<DeadlineList>('GET', '/api/v1/deadlines?side=courts&part=all')).body.total;
  const before = await count();
  const shown = await clerk.ask<DeadlineDetail>('POST', `${path}/preview`, start);
  t.match(shown, { status: 200, body: { rule: 'trialOrdinary', lastDay: '2026-07-06' } });
  t.match(shown.body.explanation['zh-CN'], /自立案的次日.*民事诉讼法/);
  t.equal(await count(), before, 'nothing was kept');
  const { body: begun } = await clerk.ask<DeadlineDetail>('POST', path, start);
  t.match(begun, { lastDay: shown.body.lastDay, choices: { law: { en: /art/ } } });
  t.match(
    begun.choices?.suspensions.map(({ cause }) => cause),
    ['announcement', 'appraisal'],
  );
  t.match(begun.choices?.extensions, [{ ground: 'president', law: { 'zh-CN': /民事诉讼法/ } }]);
  const one = `/api/v1/deadlines/${begun.id}`;
  const order = { act: 'suspend', cause: 'appraisal', day: '2026-02-02', because: '委托鉴定' };
  type Preview = { before: DeadlineView; after: DeadlineView };
  const preview = await clerk.ask<Preview>('POST', `${one}/changes/preview`, order);
  t.match(preview.body, { before: { lastDay: begun.lastDay }, after: { standing: 'suspended' } });
  t.match((await clerk.ask('GET', one)).body, { state: begun.state, lastDay: begun.lastDay });
  const wrong = { ...order, cause: 'correctionPending' };
  t.equal((await clerk.ask('POST', `${one}/changes/preview`, wrong)).status, 400);
  const changed = await clerk.ask<DeadlineDetail>('POST', `${one}/changes`, order);
  t.match(changed.body.changes.at(-1), {
    ...{ change: 'suspended', because: '委托鉴定', author: '林知远' },
    ...{ ground: { 'zh-CN': /鉴定/ }, law: { 'zh-CN': /民事诉讼法/ } },
  });
  t.equal(
    (await clerk.ask('POST', `${one}/changes/preview`, order)).status,
    409,
    'it stands still',
  );
  const resume = { act: 'resume', day: '2026-02-20', because: '鉴定完毕' };
  const resumed = await clerk.ask<DeadlineDetail>('POST', `${one}/changes`, resume);
  t.equal(resumed.body.lastDay, '2026-07-24', 'nineteen days later');
  const seen = await admin.ask<DeadlineDetail>('GET', one);
  t.notOk('choices' in seen.body, 'an administrator reads and does not change');
  const end = { act: 'stop', outcome: 'ended', because: '撤诉' };
  const stopped = await clerk.ask<DeadlineDetail>('POST', `${one}/changes`, end);
  t.notOk('choices' in stopped.body, 'what has ended stays');
  const periods = await clerk.ask<PeriodView[]>('GET', '/api/v1/periods');
  t.ok(periods.body.every(({ law, start: fact }) => law.en !== '' && fact['zh-CN'] !== ''));
});

t.test('the list is narrowed in the address, counted by part, and printed whole', async (t) => {
  const list = async (query: string) =>
    (await clerk.ask<DeadlineList>('GET', `/api/v1/deadlines?side=courts${query}`)).body;
  const all = await list('&part=all');
  t.equal(all.total, all.counts.all);
  t.equal(all.counts.open + all.counts.ended, all.total);
  t.match(
    all.rules.find(({ rule }) => rule === 'appealJudgment'),
    { name: { 'zh-CN': '判决上诉期限' } },
  );
  const ended = await list(`&part=ended&rule=answer&case=${caseId}&q=1001`);
  t.match(ended, { total: 1, items: [{ rule: 'answer', state: 'ended' }] });
  t.equal((await list('&part=all&size=sheet')).items.length, all.total);
  t.equal((await list('&court=浙0192')).total, 0, 'a court of others');
  const wrong = ['part=x', 'rule=none', 'from=2026-02-30', 'page=0', 'size=9', 'q='];
  for (const query of wrong) {
    const { status } = await clerk.ask('GET', `/api/v1/deadlines?side=courts&${query}`);
    t.equal(status, 400, query);
  }
  const file = await clerk.raw('GET', '/api/v1/deadlines.ics?side=courts&rule=appealJudgment');
  t.equal(Buffer.from(file.bytes).toString().split('BEGIN:VEVENT').length, 2);
  t.equal((await zhang.ask('GET', '/api/v1/deadlines?side=courts')).status, 403);
});

t.test('a home shows what waits, and says which years nobody knows', async (t) => {
  const home = async (who = zhang) => (await who.ask<HomeView>('GET', '/api/v1/home')).body;
  const own = await home();
  t.match(own, { litigant: { toReceive: 0, open: 1, overdue: 0 } });
  t.notOk('courts' in own || 'administers' in own);
  const staff = await home(clerk);
  t.match(staff.courts, [{ court: { code: '京0491' }, open: 1 }]);
  t.notOk('administers' in staff);
  const first = await home(admin);
  const nextYear = new Date().getUTCFullYear() + 1;
  t.ok(first.administers?.[0]?.unknownYears.includes(nextYear));
  t.ok(first.administers?.[0]?.missing.some(({ name }) => name === 'fee.divorce'));
  t.equal(first.setups, 0);
});

t.test('an administrator sees which deadlines a correction would move', async (t) => {
  const [appeal] = await open('mine');
  const { lastDay } = appeal as DeadlineView;
  const body = { court: '京0491', days: [lastDay], to: 'off', source: '台风停工通知' };
  const seen = await admin.ask<SettingEffect>('POST', '/api/v1/calendar-changes/preview', body);
  t.match(seen.body, { moving: 1, moves: [{ from: lastDay, id: appeal?.id }] });
  t.equal((await open('mine'))[0]?.lastDay, lastDay, 'nothing was changed');
  const settings = await admin.ask<SettingView[]>('GET', `/api/v1/settings?${COURT}`);
  t.equal(settings.status, 200);
  const fee = settings.body.find(({ name }) => name === 'fee.divorce');
  t.match(fee, { least: 50, most: 300, unit: 'yuan', decidedBy: 'province' });
  t.notOk(fee !== undefined && 'answer' in fee, 'not decided, and said so');
  const texts = { 'zh-CN': '立案须知', en: 'Guide' };
  const value = { court: '京0491', name: 'text.filingGuide', value: texts, source: '院务会' };
  t.equal((await admin.ask('POST', '/api/v1/settings', value)).status, 201);
  const again = await clerk.ask<SettingView[]>('GET', `/api/v1/settings?${COURT}`);
  const guide = again.body.find(({ name }) => name === 'text.filingGuide');
  t.strictSame(guide?.answer?.value, texts);
  const refused = await admin.ask('POST', '/api/v1/settings', {
    ...{ court: '京0491', name: 'fee.divorce', value: 1, source: 'x' },
  });
  t.match(refused, { status: 400, body: { code: 'SETTING_INVALID', details: { least: 50 } } });
});

t.test('who has not signed for a document is reminded when its clock lapses, once', async (t) => {
  const plaintiff = parties.find(({ name }) => name === '李娜然')?.id ?? '';
  await issueAndServe(clerk, { caseId, partyId: plaintiff });
  const told = async () => {
    const who = await court.person('lina');
    const answer = await who.ask<{ items: unknown[] }>('GET', '/api/v1/notices');
    return answer.body.items.length;
  };
  t.equal(await told(), 1);
  court.advance(30 * 86_400_000);
  const { court: house } = court.deployment.deps;
  const { failures, lapsed } = await sweepClocks(house, DUE_TASKS);
  t.strictSame(failures, []);
  t.ok(lapsed >= 3);
  t.equal(await told(), 3, 'two reminders');
  await sweepClocks(house, DUE_TASKS, { all: true });
  t.equal(await told(), 3);
});
