import {
  type Added,
  codeAt,
  DEMO_PASSWORD,
  DEMO_TOTP,
  IDLE_MS,
  type Me,
  type SecurityView,
} from '@cunzheng/gateway';
import t from 'tap';
import { testCourt } from './support/deployment.ts';
import type { Person } from './support/person.ts';

const court = await testCourt();
t.setTimeout(120_000);
t.teardown(() => court.close());

const now = () => court.deployment.deps.clock();
const BJ = `/api/v1/courts/${encodeURIComponent('京0491')}`;
/** A code works once, so a test takes the next one of the app. */
let step = 0;
function nextCode(secret: string): string {
  step += 1;
  if (step > 1) court.advance(30_000);
  return codeAt(secret, now());
}
interface Begun {
  next: string;
  ceremony: string;
}
const begin = (person: Person, account: string, password: string) =>
  person.ask<Begun>('POST', '/api/v1/session/password', { account, password });
const finish = (person: Person, ceremony: string, code: string) =>
  person.ask<Me>('POST', '/api/v1/session/second-factor', { ceremony, code });

t.test('staff sign in with password and code, and a code works once', async (t) => {
  const clerk = court.stranger();
  const begun = await begin(clerk, 'bj-clerk', DEMO_PASSWORD);
  t.match(begun.body, { next: 'secondFactor', factors: { totp: true, passkey: false } });
  t.equal((await clerk.ask('GET', '/api/v1/session')).status, 401, 'half is nothing');
  const code = nextCode(DEMO_TOTP);
  const me = await finish(clerk, begun.body.ceremony, code);
  t.match(me.body, { name: '林知远', session: { method: 'password', level: 'second-factor' } });
  const thief = court.stranger();
  const second = await begin(thief, 'bj-clerk', DEMO_PASSWORD);
  t.match(await finish(thief, second.body.ceremony, code), {
    status: 403,
    body: { code: 'SIGN_IN_CODE_WRONG' },
  });
  t.equal((await finish(clerk, begun.body.ceremony, nextCode(DEMO_TOTP))).status, 403, 'used');
});

t.test(
  'an unknown account is answered as a wrong password is, and both wait in the end',
  async (t) => {
    for (const account of ['nobody-there', 'hz-clerk']) {
      const guesser = court.stranger();
      const answers = new Set<string>();
      for (let i = 0; i < 8; i++) {
        const { status, body } = await begin(guesser, account, `guess number ${i}`);
        answers.add(`${status} ${(body as unknown as { code: string }).code}`);
      }
      t.strictSame([...answers], ['403 SIGN_IN_REFUSED'], account);
      const held = await begin(guesser, account, DEMO_PASSWORD);
      t.match(held, { status: 429, body: { code: 'SIGN_IN_WAIT' } }, 'the right one waits too');
      court.advance(30_000);
      t.equal(
        (await begin(guesser, account, DEMO_PASSWORD)).status,
        account === 'hz-clerk' ? 200 : 403,
      );
    }
  },
);

t.test('an invitation leads to a password, a second factor, ten codes, and in', async (t) => {
  const administrator = await court.person('bj-administrator');
  const added = await administrator.ask<Added>('POST', `${BJ}/staff`, {
    ...{ name: '温如故', account: 'wenrugu', mobile: '13800000001', roles: ['judge', 'mediator'] },
    reason: '新任命',
  });
  t.equal(added.status, 201);
  const token = (added.body.invitation?.path ?? '').split('#')[1] as string;
  const judge = court.stranger();
  const seen = await judge.ask('POST', '/api/v1/invitations/open', { token });
  t.match(seen.body, { name: '温如故', account: 'wenrugu', court: { code: '京0491' } });
  const set = (password: string) =>
    judge.ask<{ ceremony: string }>('POST', '/api/v1/invitations/password', { token, password });
  for (const weak of ['short', 'password1234', 'wenruguwenrugu', 'abcabcabcabcabc'])
    t.match(await set(weak), { status: 400, body: { code: 'PASSWORD_WEAK' } }, weak);
  const enrolment = (await set('一把长长的锁住 2026 的伞')).body.ceremony;
  t.equal((await set('一把长长的锁住 2026 的伞')).status, 410, 'once');
  const offer = await judge.ask<{ ceremony: string; secret: string; uri: string }>(
    'POST',
    '/api/v1/enrolment/totp-offer',
    { enrolment },
  );
  t.match(offer.body.uri, /^otpauth:\/\/totp\//);
  const done = await judge.ask<{ recoveryCodes: string[]; me: Me }>(
    'POST',
    '/api/v1/enrolment/totp',
    {
      ...{ enrolment, ceremony: offer.body.ceremony, code: nextCode(offer.body.secret) },
    },
  );
  t.equal(done.body.recoveryCodes.length, 10);
  t.strictSame(done.body.me.roles.map(({ role }) => role).sort(), ['judge', 'mediator']);
  const elsewhere = court.stranger();
  const again = await begin(elsewhere, 'wenrugu', '一把长长的锁住 2026 的伞');
  const [recovery = ''] = done.body.recoveryCodes;
  t.equal((await finish(elsewhere, again.body.ceremony, recovery.toLowerCase())).status, 200);
  const third = await begin(court.stranger(), 'wenrugu', '一把长长的锁住 2026 的伞');
  t.equal((await finish(court.stranger(), third.body.ceremony, recovery)).status, 403, 'once');
  const stored = await court.deployment.database.query(
    'SELECT t::text FROM court.totp t UNION ALL SELECT p::text FROM court.password p UNION ALL SELECT r::text FROM court.recovery_code r UNION ALL SELECT i::text FROM court.invitation i',
  );
  const text = JSON.stringify(stored.rows);
  for (const secret of [offer.body.secret, recovery, token, '13800000001'])
    t.notOk(text.includes(secret), 'no secret stands in SQL as it is');
});

t.test('sessions are listed in words, ended one by one, and at once', async (t) => {
  const browser = { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Chrome/141.0 Safari/537.36' };
  const one = await court.person('sunling');
  const two = await court.person('sunling');
  const mine = await one.ask<SecurityView>('GET', '/api/v1/account/security', undefined, browser);
  t.equal(mine.body.sessions.length, 2);
  t.equal(mine.body.sessions[0]?.current, true);
  const other = mine.body.sessions[1]?.id as string;
  const stranger = await court.person('lina');
  t.equal((await stranger.ask('DELETE', `/api/v1/account/sessions/${other}`)).status, 404);
  t.equal((await one.ask('DELETE', `/api/v1/account/sessions/${other}`)).status, 204);
  t.equal((await two.ask('GET', '/api/v1/session')).status, 401);
  const three = await court.person('sunling');
  t.match((await one.ask('DELETE', '/api/v1/account/sessions')).body, { ended: 1 });
  t.equal((await three.ask('GET', '/api/v1/session')).status, 401);
  t.equal((await one.ask('GET', '/api/v1/session')).status, 200);
});

t.test('a session that nobody uses ends; what a page asks by itself is no use', async (t) => {
  const clerk = await court.person('bj-clerk');
  const minutes = (n: number) => n * 60_000;
  court.advance(minutes(20));
  const me = await clerk.ask<Me>('POST', '/api/v1/session/keep');
  const { idleEndsAt, now: answered } = me.body.session as NonNullable<Me['session']>;
  const left = Date.parse(idleEndsAt) - Date.parse(answered);
  t.ok(left <= IDLE_MS.staff && left > IDLE_MS.staff - minutes(1), 'the idle time began anew');
  court.advance(minutes(20));
  const background = { 'x-cunzheng-background': '1' };
  t.equal((await clerk.ask('GET', '/api/v1/session', undefined, background)).status, 200);
  court.advance(minutes(11));
  t.equal((await clerk.ask('GET', '/api/v1/session')).status, 401);
});

t.test('who came back to an open screen signs in again before he changes how', async (t) => {
  const litigant = await court.person('wangyan');
  t.equal((await litigant.ask('POST', '/api/v1/account/passkey-offer')).status, 200);
  court.advance(16 * 60_000);
  t.match(await litigant.ask('POST', '/api/v1/account/passkey-offer'), {
    status: 403,
    body: { code: 'FRESH_SIGN_IN_NEEDED' },
  });
});
