import t from 'tap';
import type { Actor } from '../../../src/access/policy.ts';
import { asActor, asHouse } from '../../../src/access/scoped.ts';
import { LEASE_MS } from '../../../src/flows/notices/deliver.ts';
import { noteRead, readNotice } from '../../../src/flows/notices/inbox.ts';
import { isItOurs } from '../../../src/flows/notices/is-it-ours.ts';
import { choosePreferences } from '../../../src/flows/notices/preferences.ts';
import { isReportSecret, noteSmsReports } from '../../../src/flows/notices/reports.ts';
import { MAX_ATTEMPTS } from '../../../src/flows/notices/schedule.ts';
import { sweepNotices } from '../../../src/flows/notices/sweep.ts';
import { settleNotices, type Telling, tell } from '../../../src/flows/notices/tell.ts';
import { listUnread } from '../../../src/flows/notices/unread.ts';
import { setSetting } from '../../../src/flows/settings/change.ts';
import { addContact, contactsOf } from '../../../src/personal/contacts.ts';
import { seedId } from '../../../src/seeds/plant.ts';
import type { ContactKind } from '../../../src/store/tables/contacts.ts';
import { noticeDelivery } from '../../../src/store/tables/notices.ts';
import { openTestCourt } from '../../support/court.ts';
import { NotingSenders } from '../../support/senders.ts';

const messaging = new NotingSenders();
const opened = await openTestCourt(messaging);
t.teardown(() => opened.close());
const { court, pool } = opened;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const clerk: Actor = {
  person: seedId('bj-clerk'),
  name: '',
  offices: [{ court: '京0491', role: 'clerk' }],
};
const zhang: Actor = { person: seedId('zhangwei'), name: '', offices: [] };
const language = 'zh-CN' as const;
const sweep = () => sweepNotices(court, () => 0);

async function give(kind: ContactKind, address: string, verified = true): Promise<void> {
  await asActor(court, zhang).store.transaction((unit) =>
    addContact(court, unit, { person: zhang.person, kind, address, verified }),
  );
}
const SUBSCRIPTION = JSON.stringify({ endpoint: 'https://push.example/1', p256dh: 'x', auth: 'y' });
await give('mobile', '13800000001');
await give('mail', 'zhang@example.com');
await give('mail', 'unproven@example.com', false);
await give('push', SUBSCRIPTION);

const tellZhang = (more: Partial<Telling> = {}) =>
  asActor(court, clerk).store.transaction((unit) =>
    tell(court, unit, {
      person: zhang.person,
      court: '京0491',
      template: 'documentServed',
      values: { court: '北京互联网法院', caseNumber: '（2026）京0491民初1001号', title: '判决书' },
      ...more,
    }),
  );
const plain = {
  template: 'caseJudged',
  values: { caseNumber: '（2026）京0491民初1001号' },
} as const;
const deliveries = async (id: string) =>
  (await readNotice(court, zhang, { id, language })).deliveries;
const states = async (id: string) =>
  (await deliveries(id)).map(({ channel, state }) => `${channel} ${state}`);

t.beforeEach(async () => {
  messaging.take();
  messaging.faults.length = 0;
  messaging.before = async () => undefined;
  await pool.query('UPDATE court.notice SET next_at = NULL');
  await pool.query('UPDATE court.notice_delivery SET next_at = NULL');
  await pool.query('DELETE FROM court.notice_preference');
});

t.test('what is told goes once to each address that was proven', async (t) => {
  const id = await tellZhang(plain);
  t.match(await sweep(), { planned: 1, sent: 3, faults: [] });
  const [first] = messaging.sent;
  t.match(first?.message, {
    from: '北京互联网法院',
    kind: '案件进展',
    link: `https://court.example/notices/${id}`,
    digits: /^\d{5} \d{5}$/,
  });
  const texts = JSON.stringify(messaging.sent.map(({ message }) => message));
  t.notMatch(texts, /1001|unproven/, 'nothing of the case, nobody else’s address');
  t.strictSame(messaging.take(), ['mail', 'push', 'sms']);
  opened.advance(30 * DAY);
  t.match(await sweep(), { planned: 0, sent: 0 });
});

t.test('a person’s choice counts, but not so that he is not told what he must be', async (t) => {
  const choices = (['sms', 'mail', 'push'] as const).flatMap((channel) =>
    (['case', 'service'] as const).map((category) => ({ category, channel, wanted: false })),
  );
  await choosePreferences(court, zhang, { choices });
  await tellZhang(plain);
  await sweep();
  t.strictSame(messaging.take(), []);
  await tellZhang();
  await sweep();
  t.strictSame(messaging.take(), ['mail', 'push', 'sms']);
  const some = [{ category: 'service', channel: 'mail', wanted: true }] as const;
  await choosePreferences(court, zhang, { choices: some, language: 'en' });
  await tellZhang();
  await sweep();
  t.match(
    messaging.sent[0]?.message.text,
    /^北京互联网法院 has a notice for you \(a document served\)/,
  );
  t.strictSame(messaging.take(), ['mail']);
  await choosePreferences(court, zhang, { choices: [], language });
});

t.test(
  'what must be read is reminded of after one, three and five days, then a clerk is called',
  async (t) => {
    const id = await tellZhang();
    const rounds: number[] = [];
    for (let day = 0; day <= 6; day += 1) {
      await sweep();
      rounds.push(messaging.take().length);
      t.equal((await listUnread(court, clerk)).length, day < 6 ? 0 : 1, `day ${day}`);
      opened.advance(DAY);
    }
    t.strictSame(rounds, [3, 3, 0, 3, 0, 3, 0]);
    t.match(await listUnread(court, clerk), [
      { id, person: { id: zhang.person, name: '张未' }, reminders: 3, category: 'service' },
    ]);
    await noteRead(court, zhang, { id, language });
    t.strictSame(await listUnread(court, clerk), []);
    await t.rejects(listUnread(court, zhang), { code: 'NOT_PERMITTED' });
    const hangzhou: Actor = {
      person: seedId('hz-clerk'),
      name: '',
      offices: [{ court: '浙0192', role: 'clerk' }],
    };
    t.strictSame(await listUnread(court, hangzhou), []);
  },
);

t.test('who has read it, or for whom it is over, is not reminded', async (t) => {
  const read = await tellZhang();
  await tellZhang({ about: 'service/x' });
  await tellZhang({ endsAt: new Date(court.clock() + HOUR) });
  await sweep();
  t.equal(messaging.take().length, 9);
  await noteRead(court, zhang, { id: read, language });
  await asActor(court, clerk).store.transaction((unit) => settleNotices(unit, 'service/x'));
  opened.advance(2 * DAY);
  await sweep();
  t.strictSame(messaging.take(), []);
});

t.test('what is no emergency waits for the morning; what is does not', async (t) => {
  const now = court.clock();
  const night = 14.5 * HOUR - (now % DAY);
  opened.advance(night < 0 ? night + DAY : night);
  const id = await tellZhang();
  await tellZhang({
    template: 'keyRevoked',
    values: { court: '北京互联网法院', time: '2026年3月1日' },
  });
  await sweep();
  t.equal(messaging.take().length, 3, 'the key alone');
  t.match(await states(id), ['mail held', 'push held', 'sms held']);
  opened.advance(8.5 * HOUR);
  await sweep();
  t.equal(messaging.take().length, 3);
});

const onlySms = () =>
  choosePreferences(court, zhang, {
    choices: (['mail', 'push'] as const).map((channel) => ({
      category: 'case',
      channel,
      wanted: false,
    })),
  });

t.test(
  'a provider that is down is tried again, longer and longer, with the same key',
  async (t) => {
    await onlySms();
    const id = await tellZhang(plain);
    const keys: string[] = [];
    messaging.before = async ({ key }) => {
      keys.push(key);
      return undefined;
    };
    messaging.faults.push('PROVIDER_UNAVAILABLE', 'PROVIDER_UNAVAILABLE');
    t.match(await sweep(), { sent: 0, faults: ['sms PROVIDER_UNAVAILABLE'] });
    t.match(await sweep(), { faults: [] }, 'not before its time');
    opened.advance(15_000);
    t.match(await sweep(), { faults: ['sms PROVIDER_UNAVAILABLE'] });
    opened.advance(15_000);
    t.match(await sweep(), { sent: 0 });
    opened.advance(15_000);
    t.match(await sweep(), { sent: 1, faults: [] });
    t.equal(new Set(keys).size, 1);
    t.strictSame(await states(id), ['sms accepted']);
  },
);

t.test('it is given up in the end, and at once where the provider refuses', async (t) => {
  await onlySms();
  const id = await tellZhang(plain);
  messaging.faults.push(
    ...Array.from({ length: MAX_ATTEMPTS + 5 }, () => 'PROVIDER_UNAVAILABLE' as const),
  );
  const [{ attempts } = { attempts: 0 }] = await untilStill(id);
  t.equal(attempts, MAX_ATTEMPTS);
  t.strictSame(await states(id), ['sms givenUp']);
  messaging.faults.length = 0;
  messaging.faults.push('PROVIDER_REFUSED');
  const refused = await tellZhang(plain);
  await sweep();
  opened.advance(DAY);
  t.match(await sweep(), { sent: 0 });
  t.strictSame(await states(refused), ['sms failed']);
});

/** Sweeps, by day, until nothing is left to do. */
async function untilStill(id: string) {
  for (;;) {
    await sweep();
    const { rows } = await pool.query<{ attempts: number; next_at: Date | null }>(
      'SELECT attempts, next_at FROM court.notice_delivery WHERE notice = $1',
      [id],
    );
    const next = rows[0]?.next_at;
    if (next === null || next === undefined) return rows;
    opened.advance(Math.max(0, next.getTime() - court.clock()));
  }
}

t.test('a browser that is gone is forgotten; a number is not', async (t) => {
  await tellZhang(plain);
  messaging.before = async ({ channel }) => (channel === 'mail' ? undefined : 'CONTACT_GONE');
  await sweep();
  const kinds = (await contactsOf(court, asActor(court, zhang).store.db, zhang.person)).map(
    ({ kind }) => kind,
  );
  t.strictSame(kinds.sort(), ['mail', 'mail', 'mobile']);
  await give('push', SUBSCRIPTION);
});

t.test('two processes that sweep at once send each message once', async (t) => {
  for (let i = 0; i < 30; i += 1) await tellZhang(plain);
  await Promise.all([sweep(), sweep(), sweep()]);
  t.equal(messaging.sent.length, 90);
  t.equal(new Set(messaging.sent.map(({ key }) => key)).size, 90);
  messaging.take();
});

t.test(
  'what a killed process was sending is sent by another with the same key, after its lease',
  async (t) => {
    await onlySms();
    const id = await tellZhang(plain);
    const keys: string[] = [];
    // A process that is killed after the provider took the message never notes it.
    messaging.before = async ({ key }) => {
      keys.push(key);
      if (keys.length > 1) return undefined;
      await pool.query(`UPDATE court.notice_delivery SET attempts = attempts + 1 WHERE id = $1`, [
        key,
      ]);
      return undefined;
    };
    await sweep();
    t.strictSame(await states(id), ['sms sending']);
    opened.advance(LEASE_MS - 1);
    await sweep();
    t.equal(keys.length, 1);
    opened.advance(1);
    await sweep();
    t.strictSame(await states(id), ['sms accepted']);
    t.equal(keys[0], keys[1]);
  },
);

t.test('what the provider reports is noted once', async (t) => {
  await onlySms();
  const id = await tellZhang(plain);
  await sweep();
  const { db } = asHouse(court, 'seed').store;
  const row = (await db.select().from(noticeDelivery)).find((each) => each.notice === id);
  const report = (report_status: string) => [{ sid: row?.reference, report_status }];
  t.equal(await noteSmsReports(court, [{ sid: 'nobody’s', report_status: 'SUCCESS' }]), 0);
  t.equal(await noteSmsReports(court, report('SUCCESS')), 1);
  t.equal(await noteSmsReports(court, report('SUCCESS')), 0);
  t.equal(await noteSmsReports(court, report('FAIL')), 0, 'what arrived stays so');
  t.strictSame(await states(id), ['sms delivered']);
  t.ok(isReportSecret(court, 'report-secret'));
  for (const wrong of ['', 'report-secre', 'report-secreT', 'x'])
    t.notOk(isReportSecret(court, wrong));
  t.notOk(isReportSecret({ messaging: { senders: new Map(), close: () => {} } }, ''));
});

t.test('anybody may ask whether a message is ours, with its sender and its digits', async (t) => {
  await onlySms();
  await tellZhang(plain);
  await sweep();
  const digits = messaging.sent[0]?.message.digits as string;
  const asked = await isItOurs(court, { sender: '1069-0001', digits });
  t.strictSame(asked, {
    ours: true,
    court: { code: '京0491', name: '北京互联网法院' },
    category: 'case',
    channel: 'sms',
    sentAt: new Date(court.clock()).toISOString(),
  });
  t.ok((await isItOurs(court, { sender: '+86 10690001', digits: digits.replace(' ', '') })).ours);
  const other = digits.replace(/.$/, (last) => String((Number(last) + 1) % 10));
  const strangers = [
    { sender: '10690002', digits },
    { sender: '10690001', digits: other },
    { sender: '10690001', digits: '' },
    { sender: '', digits },
    { sender: `10690001\u001f10690002`, digits },
    { sender: digits, digits },
  ];
  for (const each of strangers)
    t.strictSame(await isItOurs(court, each), { ours: false }, each.sender);
});

t.test('without a provider nothing is sent, and the inbox is all there is', async (t) => {
  const alone = await opened.again();
  const id = await tellZhang();
  const bare = { ...alone, messaging: { senders: new Map(), close: () => undefined } };
  t.match(await sweepNotices(bare, () => 0), { planned: 1, sent: 0, faults: [] });
  t.strictSame(await deliveries(id), []);
});

t.test('the night is the court’s own, as it has set it by then', async (t) => {
  const admin: Actor = {
    person: seedId('bj-administrator'),
    name: '',
    offices: [{ court: '京0491', role: 'administrator' }],
  };
  const set = (name: string, value: number) =>
    setSetting(court, admin, { court: '京0491', name, value, source: '院务会' });
  await set('limit.quietFrom', 20);
  await set('limit.quietTo', 9);
  const at = (hour: number) => {
    const wait = (hour - 8) * HOUR - (court.clock() % DAY);
    opened.advance(wait <= 0 ? wait + DAY : wait);
  };
  at(21);
  const id = await tellZhang(plain);
  await sweep();
  t.ok(
    (await states(id)).every((state) => state.endsWith('held')),
    'nine in the evening',
  );
  at(8);
  await sweep();
  t.strictSame(messaging.take(), [], 'eight in the morning');
  at(9.5);
  await sweep();
  t.ok(
    (await states(id)).every((state) => !state.endsWith('held')),
    'half past nine',
  );
});

t.test('a court that sends no SMS tells over the other addresses', async (t) => {
  const admin: Actor = {
    person: seedId('bj-administrator'),
    name: '',
    offices: [{ court: '京0491', role: 'administrator' }],
  };
  const set = (value: string) =>
    setSetting(court, admin, { court: '京0491', name: 'provider.sms', value, source: '院务会' });
  const channels = async () => {
    const id = await tellZhang();
    await sweep();
    return (await deliveries(id)).map(({ channel }) => channel);
  };
  t.ok((await channels()).includes('sms'));
  await set('none');
  const told = await channels();
  t.notOk(told.includes('sms'));
  t.ok(told.length > 0, 'and is told all the same');
  await set('configured');
});
