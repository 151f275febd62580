import { CunzhengError } from '@cunzheng/domain';
import t from 'tap';
import { confirmPhoneCode, sendPhoneCode } from '../../../src/flows/accounts/phone.ts';
import { type Messaging, NO_MESSAGING } from '../../../src/providers/messaging.ts';
import { openTestCourt } from '../../support/court.ts';

t.setTimeout(60_000);
const MOBILE = '13900000001';
const asked = { mobile: MOBILE, origin: '203.0.113.7' };

/** Notes what is sent, and fails once when it is told to. */
function noting() {
  const sent: { mobile: string; code: string; minutes: number }[] = [];
  const faults: CunzhengError[] = [];
  const send: NonNullable<Messaging['codes']>['send'] = async (mobile, said) => {
    const fault = faults.shift();
    if (fault !== undefined) throw fault;
    sent.push({ mobile, ...said });
  };
  return { sent, faults, messaging: { ...NO_MESSAGING, codes: { send } } };
}

t.test('in production the code goes to the phone and nowhere else', async (t) => {
  const { sent, faults, messaging } = noting();
  const { court, advance, close } = await openTestCourt(messaging, 'production');
  t.teardown(close);
  const begun = await sendPhoneCode(court, asked);
  t.strictSame(Object.keys(begun), ['challengeId'], 'no code in the answer');
  t.match(sent, [{ mobile: MOBILE, code: /^[0-9]{6}$/, minutes: 5 }]);
  const code = sent[0]?.code as string;
  t.match(await confirmPhoneCode(court, begun.challengeId, code), { isNew: true });
  advance(61_000);
  faults.push(new CunzhengError('PROVIDER_UNAVAILABLE'));
  await t.rejects(sendPhoneCode(court, asked), { code: 'PROVIDER_UNAVAILABLE' });
  advance(61_000);
  t.match(Object.keys(await sendPhoneCode(court, asked)), ['challengeId'], 'and again later');
});

t.test('production without a provider of codes says so before anything is noted', async (t) => {
  const { court, close } = await openTestCourt(undefined, 'production');
  t.teardown(close);
  await t.rejects(sendPhoneCode(court, asked), { code: 'CODES_NOT_SENT' });
  await t.rejects(sendPhoneCode(court, asked), { code: 'CODES_NOT_SENT' }, 'nothing was counted');
});

t.test('the demo shows the code and rings nobody’s phone', async (t) => {
  const { sent, messaging } = noting();
  const { court, close } = await openTestCourt(messaging);
  t.teardown(close);
  t.match(await sendPhoneCode(court, asked), { demoCode: /^[0-9]{6}$/ });
  t.strictSame(sent, []);
});
