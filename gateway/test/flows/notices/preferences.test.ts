import t from 'tap';
import type { Actor } from '../../../src/access/policy.ts';
import { asActor } from '../../../src/access/scoped.ts';
import {
  addBrowser,
  addMail,
  choosePreferences,
  confirmMail,
  readPreferences,
  removeAddress,
} from '../../../src/flows/notices/preferences.ts';
import { shownAddress } from '../../../src/flows/notices/shown-address.ts';
import { beginWechat, bindWechat, personByWechat } from '../../../src/flows/notices/wechat.ts';
import { addContact } from '../../../src/personal/contacts.ts';
import { seedId } from '../../../src/seeds/plant.ts';
import { openTestCourt } from '../../support/court.ts';
import { NotingSenders } from '../../support/senders.ts';

const messaging = Object.assign(new NotingSenders(['sms', 'mail', 'push']), {
  wechat: {
    address: (back: string, state: string) => `https://wechat.example/?back=${back}&state=${state}`,
    openId: async (code: string) => `open-${code}`,
  },
});
const opened = await openTestCourt(messaging);
t.teardown(() => opened.close());
const { court } = opened;
const signedIn = court.clock();
const someone = (account: string): Actor => ({
  ...{ person: seedId(account), name: '', offices: [] },
  // WeChat becomes a way in, so it is bound just after a sign-in.
  session: {
    ...{ id: seedId(account), method: 'demo', level: 'demo', createdAt: signedIn },
    ...{ lastUsedAt: signedIn, idleEndsAt: signedIn, endsAt: signedIn },
  },
});
const zhang = someone('zhangwei');
const chen = someone('chenmo');

t.test(
  'everything is wanted until somebody says otherwise; what is not offered is said',
  async (t) => {
    const told = await readPreferences(court, zhang);
    t.match(told, { language: 'zh-CN', pushKey: 'BPublic', wechat: true });
    t.match(told.channels, [
      { channel: 'sms', offered: true, sender: '1069 0001', contacts: [] },
      { channel: 'mail', offered: true },
      { channel: 'wechat', offered: false },
      { channel: 'push', offered: true },
    ]);
    t.match(
      told.categories.map(({ category, demanded }) => `${category} ${demanded}`),
      ['service true', 'case true', 'deadline false', 'account true', 'work false'],
    );
    const choices = [{ category: 'deadline', channel: 'sms', wanted: false }] as const;
    const chosen = await choosePreferences(court, zhang, { choices, language: 'en' });
    t.match(chosen, { language: 'en' });
    t.strictSame(chosen.categories[2]?.wanted, ['mail', 'wechat', 'push']);
    t.match(await readPreferences(court, chen), { language: 'zh-CN' }, 'nobody else’s');
  },
);

t.test('a mail address counts once its owner opened the link, and only he can', async (t) => {
  const asked = await addMail(court, zhang, { address: ' Zhang@Example.com ', language: 'zh-CN' });
  t.match(asked.channels[1]?.contacts, [{ shown: 'z***@example.com', verified: false }]);
  const mail = messaging.sent.at(-1)?.message;
  t.equal(mail?.to, 'zhang@example.com');
  const { searchParams } = new URL(mail?.link ?? '');
  const [id, proof] = [searchParams.get('mail') as string, searchParams.get('proof') as string];
  await t.rejects(confirmMail(court, chen, { id, proof }), { code: 'NOT_FOUND' });
  await t.rejects(confirmMail(court, zhang, { id, proof: `${proof}x` }), { code: 'NOT_FOUND' });
  const confirmed = await confirmMail(court, zhang, { id, proof });
  t.match(confirmed.channels[1]?.contacts, [{ id, verified: true }]);
  await t.rejects(removeAddress(court, chen, id), { code: 'NOT_FOUND' });
  t.strictSame((await removeAddress(court, zhang, id)).channels[1]?.contacts, []);
});

t.test('what is no address is refused, and too many are', async (t) => {
  for (const address of [
    '',
    'x',
    'a@b',
    'a@b.c',
    'a b@example.com',
    'a@example.com,b@example.com',
    '<a@example.com>',
  ])
    await t.rejects(
      addMail(court, chen, { address, language: 'en' }),
      { code: 'INPUT_INVALID' },
      address,
    );
  for (const n of [1, 2, 3])
    await addMail(court, chen, { address: `${n}@example.com`, language: 'en' });
  await addMail(court, chen, { address: '3@example.com', language: 'en' });
  await t.rejects(addMail(court, chen, { address: '4@example.com', language: 'en' }), {
    code: 'INPUT_INVALID',
  });
});

const subscription = (n: number) => ({
  endpoint: `https://push.example/${n}`,
  p256dh: 'A'.repeat(87),
  auth: 'A'.repeat(22),
});

t.test(
  'a browser is added, the eleventh in the place of the oldest; other hosts are refused',
  async (t) => {
    for (let n = 1; n <= 11; n += 1) {
      opened.advance(1000);
      await addBrowser(court, zhang, subscription(n));
    }
    const { channels } = await readPreferences(court, zhang);
    t.equal(channels[3]?.contacts.length, 10);
    t.match(channels[3]?.contacts[0], { shown: 'push.example', verified: true });
    const elsewhere = { ...subscription(1), endpoint: 'https://internal.example/' };
    await t.rejects(addBrowser(court, zhang, elsewhere), { code: 'INPUT_INVALID' });
  },
);

t.test('a number is shown in part and is not taken away here', async (t) => {
  const id = await asActor(court, zhang).store.transaction((unit) =>
    addContact(court, unit, {
      person: zhang.person,
      kind: 'mobile',
      address: '13812345678',
      verified: true,
    }),
  );
  const { channels } = await readPreferences(court, zhang);
  t.match(channels[0]?.contacts, [{ shown: '138****5678' }]);
  await t.rejects(removeAddress(court, zhang, id), { code: 'NOT_FOUND' });
  t.equal(shownAddress('wechat', 'oa:o1'), '');
});

t.test('a WeChat is bound by the browser that began, and by it its person is found', async (t) => {
  const begun = beginWechat(court);
  const state = new URL(begun.address).searchParams.get('state') as string;
  t.match(begun.address, /back=https:\/\/court\.example\/account\/wechat/);
  const back = { code: 'c1', state, nonce: begun.nonce };
  const stranger = { code: 'SIGN_IN_CODE_WRONG' };
  await t.rejects(bindWechat(court, zhang, { ...back, nonce: undefined }), stranger);
  await t.rejects(bindWechat(court, zhang, { ...back, nonce: beginWechat(court).nonce }), stranger);
  await t.rejects(bindWechat(court, zhang, { ...back, nonce: state }), stranger);
  await t.rejects(personByWechat(court, back), { code: 'WECHAT_NOT_BOUND' });
  await bindWechat(court, zhang, back);
  t.equal(await personByWechat(court, back), zhang.person);
  await bindWechat(court, chen, back);
  await t.rejects(personByWechat(court, back), { code: 'WECHAT_NOT_BOUND' }, 'whose is it?');
});

t.test('what is not configured is not supported', async (t) => {
  const none = { ...court, messaging: new NotingSenders([]) };
  const bare = { ...none, messaging: { senders: new Map(), close: () => undefined } };
  const unsupported = { code: 'NOT_SUPPORTED' };
  t.throws(() => beginWechat(bare), unsupported);
  await t.rejects(addBrowser(bare, zhang, subscription(1)), unsupported);
  await t.rejects(addMail(bare, zhang, { address: 'a@example.com', language: 'en' }), unsupported);
  t.match(await readPreferences(bare, zhang), { wechat: false });
});
