import type { NoticeView, ProofingView, ReviewLine } from '@cunzheng/gateway';
import { openUnifiedServer } from '@cunzheng/gateway/providers/testing';
import t from 'tap';
import { testCourt } from './support/deployment.ts';
import {
  type Newcomer,
  newcomer,
  sign,
  standing,
  step,
  untilPhotos,
  withCode,
} from './support/newcomer.ts';
import type { Answer, Person } from './support/person.ts';
import { providersFile } from './support/providers.ts';

t.setTimeout(120_000);
const platform = await openUnifiedServer();
const { issuer, clientId, clientSecret } = platform;
const providers = await providersFile({ unified: { issuer, clientId, clientSecret } });
const court = await testCourt({ CUNZHENG_PROVIDERS: providers.path });
t.teardown(async () => {
  await court.close();
  await platform.close();
  await providers.remove();
});
t.beforeEach(() => platform.fail(undefined));

const known = (who: Newcomer) => {
  const { name, number } = who;
  platform.people.push({ subject: number, name, number });
};

/** Goes to the platform, is whom `subject` names there, and comes back; what stands after the question mark. */
async function visit(person: Person, purpose: string, subject: string): Promise<string> {
  const begun = await person.ask<{ address: string }>('POST', '/api/v1/unified/begin', { purpose });
  t.equal(begun.status, 200);
  const page = `${begun.body.address}&subject=${subject}`;
  const location = (await fetch(page, { redirect: 'manual' })).headers.get('location') as string;
  return new URL(location).search.slice(1);
}

const prove = (person: Person, query: string): Promise<Answer<ProofingView & { code?: string }>> =>
  person.ask('POST', '/api/v1/unified/proofing', { query });
const enter = (person: Person, query: string) =>
  person.ask<{ name: string; code?: string }>('POST', '/api/v1/unified/session', { query });

/** Somebody who has said name and number and stands before his photographs. */
async function atPhotos(who: Newcomer, more: object = {}): Promise<Person> {
  const { person } = await withCode(court, who.mobile);
  const { rules } = await standing(person);
  await step(person, 'rules', { version: rules.version });
  await step(person, 'kind', { kind: 'person', court: '京0491' });
  const { name, number } = who;
  await step(person, 'document', { document: 'citizenCard', name, number, ...more });
  return person;
}

t.test('whom the platform knows needs no photographs, and signs in by it ever after', async (t) => {
  const who = newcomer('容若');
  known(who);
  const person = await atPhotos(who);
  t.match(await standing(person), { step: 'photos', byUnified: true });
  const stranger = court.stranger();
  t.equal((await enter(stranger, await visit(stranger, 'signIn', who.number))).status, 404);
  const proofed = await prove(person, await visit(person, 'proofing', who.number));
  t.match(proofed, { status: 200, body: { step: 'notice', level: 'portrayed' } });
  t.match((await sign(person)).body, { step: 'done', level: 'verified' });
  const told = await person.ask<{ items: NoticeView[] }>('GET', '/api/v1/notices');
  t.match(told.body.items, [{ title: '您的统一身份认证账号可以登录本平台' }]);
  const entered = await enter(stranger, await visit(stranger, 'signIn', who.number));
  t.match(entered, { status: 200, body: { name: '容若' } });
  t.match(await standing(stranger), { step: 'done' }, 'it is his account');
});

t.test('another name or number there settles nothing, and the other ways stay', async (t) => {
  const who = newcomer('纪明');
  platform.people.push({ subject: 'x', name: '纪鸣', number: who.number });
  platform.people.push({ subject: 'y', name: who.name, number: newcomer().number });
  const person = await atPhotos(who);
  for (const subject of ['x', 'y']) {
    const answer = await prove(person, await visit(person, 'proofing', subject));
    t.match(answer, { status: 409, body: { code: 'IDENTITY_DIFFERS' } });
    t.match(await standing(person), { step: 'photos', level: 'declared' });
    const stranger = court.stranger();
    t.equal((await enter(stranger, await visit(stranger, 'signIn', subject))).status, 404);
  }
  await untilPhotos(person, who);
  t.match(await standing(person), { step: 'register' });
});

t.test('a return counts in the browser that began, once, and for what it began', async (t) => {
  const who = newcomer('关山');
  known(who);
  const person = await atPhotos(who);
  const other = court.stranger();
  const query = await visit(other, 'proofing', who.number);
  t.match(await prove(person, query), { status: 403, body: { code: 'SIGN_IN_CODE_WRONG' } });
  const own = await visit(person, 'signIn', who.number);
  t.match(await prove(person, own), { status: 422, body: { code: 'PROVIDER_REFUSED' } });
  const right = await visit(person, 'proofing', who.number);
  t.equal((await prove(person, right)).status, 200);
  t.match(await prove(person, right), { status: 409 }, 'he stands elsewhere now');
  const refused = await visit(other, 'signIn', '');
  t.match(await enter(other, refused), { status: 422, body: { code: 'PROVIDER_REFUSED' } });
});

t.test('a number that another account is proofed under stays with a clerk', async (t) => {
  const who = newcomer('伏羲光');
  known(who);
  const first = await atPhotos(who);
  await prove(first, await visit(first, 'proofing', who.number));
  await sign(first);
  const second = await atPhotos({ ...who, mobile: newcomer().mobile }, { contest: true });
  const proofed = await prove(second, await visit(second, 'proofing', who.number));
  t.match(proofed.body, { step: 'notice', level: 'pictured' });
  t.match((await sign(second)).body, { step: 'review' });
  const clerk = await court.person('bj-clerk');
  const reviews = await clerk.ask<ReviewLine[]>('GET', '/api/v1/reviews');
  t.ok(reviews.body.some(({ causes }) => causes.includes('contested')));
  const stranger = court.stranger();
  await enter(stranger, await visit(stranger, 'signIn', who.number));
  t.match(await standing(stranger), { step: 'done' }, 'it opens the first account still');
});

t.test('a platform that is down costs nobody his way; a passport is unknown to it', async (t) => {
  const who = newcomer('顾盼');
  const person = await atPhotos(who);
  known(who);
  const query = await visit(person, 'proofing', who.number);
  platform.fail('down');
  t.match(await prove(person, query), { status: 503, body: { code: 'PROVIDER_UNAVAILABLE' } });
  t.match(await standing(person), { step: 'photos' });
  platform.fail(undefined);
  await step(person, 'correction');
  const passport = { document: 'passport', name: 'GU PAN', number: 'E12345678' };
  t.match((await step(person, 'document', passport)).body, { step: 'photos', byUnified: false });
  const again = await visit(person, 'proofing', who.number);
  t.match(await prove(person, again), { status: 409, body: { code: 'STATE_UNFIT' } });
});

t.test('its person unlinks it, is told, and signs in by it no more', async (t) => {
  const who = newcomer('柳如是');
  known(who);
  const person = await atPhotos(who);
  await prove(person, await visit(person, 'proofing', who.number));
  await sign(person);
  const mine = (method: 'GET' | 'DELETE') =>
    person.ask<{ linkedAt?: string }>(method, '/api/v1/account/unified');
  t.match((await mine('GET')).body.linkedAt, /Z$/);
  t.strictSame((await mine('DELETE')).body, {});
  t.strictSame((await mine('GET')).body, {});
  const told = await person.ask<{ items: NoticeView[] }>('GET', '/api/v1/notices');
  t.equal(told.body.items[0]?.title, '统一身份认证账号不能再登录本平台');
  const stranger = court.stranger();
  t.equal((await enter(stranger, await visit(stranger, 'signIn', who.number))).status, 404);
  t.match(await standing(person), { step: 'done', level: 'verified' }, 'who he is stands');
  t.equal((await mine('DELETE')).status, 404);
});
