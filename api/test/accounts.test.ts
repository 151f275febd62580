import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ReviewLine, type ReviewView, sweepPortraits } from '@cunzheng/gateway';
import { openFaceidServer } from '@cunzheng/gateway/testing';
import t from 'tap';
import { type TestCourt, testCourt } from './support/deployment.ts';
import {
  jpeg,
  newcomer,
  photograph,
  sign,
  standing,
  step,
  untilPhotos,
  withCode,
} from './support/newcomer.ts';
import type { Person } from './support/person.ts';
import { providersFile } from './support/providers.ts';

t.setTimeout(120_000);
const faceid = await openFaceidServer();
const { url, secretId, secretKey, ruleId } = faceid;
const providers = await providersFile({ identity: { url, secretId, secretKey, ruleId } });
const withProvider = { CUNZHENG_PROVIDERS: providers.path };
const court: TestCourt = await testCourt(withProvider);
const clerk: Person = await court.person('bj-clerk');
t.teardown(async () => {
  await court.close();
  await faceid.close();
  await providers.remove();
});
t.beforeEach(() => {
  faceid.fail(undefined);
});

/** A new person at the portrait step, the register having matched. */
async function atPortrait(name: string) {
  const who = newcomer(name);
  faceid.people.push(who);
  const { person } = await withCode(court, who.mobile);
  await untilPhotos(person, who);
  await step(person, 'register');
  return { who, person };
}

const lastToken = () => faceid.begun.at(-1) as string;

/** What waits for the clerk of this person. */
async function itemOf(name: string): Promise<ReviewLine> {
  const { body } = await clerk.ask<ReviewLine[]>('GET', '/api/v1/reviews');
  return body.find((line) => line.name.startsWith(name[0] as string)) as ReviewLine;
}

t.test('somebody new is proofed by phone, paper, register and portrait', async (t) => {
  const { who, person } = await atPortrait('毕明');
  const begun = await step(person, 'portrait');
  t.match(begun.body, { way: 'provider', url: /h5\?token=/ }, 'the register matched');
  t.equal((await step(person, 'portrait/result')).body.portraitPending, true, 'not finished yet');
  faceid.finish(lastToken(), 0);
  t.match((await step(person, 'portrait/result')).body, { step: 'notice', level: 'portrayed' });
  const done = await sign(person);
  t.match(done.body, { step: 'done', level: 'verified', name: '毕明' });
  t.ok(done.body.doneAt);
  t.notMatch(done.body.number, who.number.slice(6, 14), 'masked');
  t.match((await person.ask('GET', '/api/v1/session')).body, { name: '毕明' });
});

t.test('known and new numbers get the same answer, and codes are rationed', async (t) => {
  const { mobile } = newcomer();
  const stranger = court.stranger();
  const ask = () => stranger.ask('POST', '/api/v1/session/phone', { mobile });
  const first = await ask();
  t.same(Object.keys(first.body as object), ['challengeId', 'demoCode']);
  t.match(await ask(), { status: 429, body: { code: 'TOO_MANY_REQUESTS' } });
  for (let i = 0; i < 4; i++) {
    court.advance(61_000);
    t.equal((await ask()).status, 201);
  }
  court.advance(61_000);
  t.equal((await ask()).status, 429, 'five an hour');
  const fixed = await stranger.ask('POST', '/api/v1/session/phone', { mobile: '010-12345678' });
  t.match(fixed, { status: 400, body: { code: 'INPUT_INVALID' } });
});

t.test('a code is good once, five tries long', async (t) => {
  const { person, challengeId, confirmed } = await withCode(court, newcomer().mobile);
  t.equal(confirmed.status, 200);
  const again = { challengeId, code: '000000' };
  t.match(await person.ask('POST', '/api/v1/session/phone/confirm', again), {
    body: { code: 'SIGN_IN_CODE_WRONG' },
  });
  t.match(await person.ask('POST', '/api/v1/session/phone/afresh', { challengeId }), {
    body: { code: 'SIGN_IN_CODE_WRONG' },
  });
  const other = newcomer();
  const begun = await person.ask<{ challengeId: string; demoCode: string }>(
    'POST',
    '/api/v1/session/phone',
    { mobile: other.mobile },
  );
  const { demoCode: code } = begun.body;
  const wrong = code === '111111' ? '222222' : '111111';
  for (const each of [wrong, wrong, wrong, wrong, wrong, code]) {
    const said = { challengeId: begun.body.challengeId, code: each };
    t.equal((await person.ask('POST', '/api/v1/session/phone/confirm', said)).status, 403);
  }
});

t.test('numbers of papers are checked, and steps cannot be left out', async (t) => {
  const who = newcomer();
  const { person } = await withCode(court, who.mobile);
  t.match(await step(person, 'photos'), { status: 409, body: { code: 'STATE_UNFIT' } });
  t.match(await step(person, 'rules', { version: 'older' }), { status: 409 });
  await step(person, 'rules', { version: (await standing(person)).rules.version });
  t.match(await step(person, 'kind', { kind: 'person', court: '京9999' }), {
    body: { code: 'COURT_UNKNOWN' },
  });
  await step(person, 'kind', { kind: 'person', court: '京0491' });
  const wrong = `${who.number.slice(0, 17)}${who.number.endsWith('0') ? '1' : '0'}`;
  const said = { document: 'citizenCard', name: who.name };
  t.match(await step(person, 'document', { ...said, number: wrong }), {
    status: 400,
    body: { details: { fault: 'checkDigit' } },
  });
  t.match(await step(person, 'document', { ...said, name: '<b>', number: who.number }), {
    body: { details: { field: 'name' } },
  });
  await step(person, 'document', { ...said, number: who.number });
  t.match(await step(person, 'photos'), { status: 409 }, 'no photographs yet');
  t.equal(await photograph(person, 'front', Buffer.from('%PDF-1.7')), 415);
  t.equal(await photograph(person, 'front', Buffer.alloc(9 * 1024 * 1024, 1)), 413);
  t.equal(await photograph(person, 'holding'), 409, 'of another step');
});

t.test('a mismatch can be corrected, and the third goes to a clerk', async (t) => {
  const who = newcomer('曹改');
  faceid.people.push({ ...who, name: '曹正' });
  const { person } = await withCode(court, who.mobile);
  await untilPhotos(person, who);
  t.match((await step(person, 'register')).body, {
    step: 'register',
    trouble: 'mismatch',
    triesLeft: 2,
  });
  await step(person, 'correction');
  const { number } = who;
  await step(person, 'document', { document: 'citizenCard', name: '曹正', number });
  await step(person, 'photos');
  t.match((await step(person, 'register')).body, { step: 'portrait', level: 'matched' });
});

t.test('with every provider down a clerk looks, asks again, and approves', async (t) => {
  const who = newcomer('戴援');
  faceid.fail({ answer: { status: 502 } });
  const { person } = await withCode(court, who.mobile);
  await untilPhotos(person, who);
  t.match((await step(person, 'register')).body, { step: 'portrait', trouble: 'unavailable' });
  t.match((await step(person, 'portrait')).body, { way: 'photo' });
  t.match(
    await step(person, 'portrait/review', { window: false }),
    { status: 409 },
    'no photo yet',
  );
  t.equal(await photograph(person, 'holding'), 200);
  await step(person, 'portrait/review', { window: false });
  t.match((await sign(person)).body, { step: 'review', review: { state: 'waiting' } });
  const line = await itemOf('戴援');
  t.match(line, { name: '戴*', overdue: false });
  const path = `/api/v1/reviews/${line.id}`;
  const item = (await clerk.ask<ReviewView>('GET', path)).body;
  t.match(item, { name: '戴援', number: who.number });
  t.same([...item.photos].sort(), ['back', 'front', 'holding']);
  const photo = await clerk.raw('GET', `${path}/photos/holding`);
  t.same(Buffer.from(photo.bytes), Buffer.from(jpeg('holding')));
  const foreign = await court.person('hz-clerk');
  t.equal((await foreign.ask('GET', path)).status, 404);
  t.equal((await foreign.raw('GET', `${path}/photos/holding`)).status, 404);
  const reasons = [{ field: 'front', reason: '反光，看不清姓名' }];
  const returned = { decision: 'returned', reasons };
  t.equal((await clerk.ask('POST', `${path}/decision`, returned)).status, 204);
  t.equal((await clerk.ask('POST', `${path}/decision`, returned)).status, 409, 'once');
  t.equal((await clerk.raw('GET', `${path}/photos/front`)).status, 409, 'read while it waits only');
  t.match(await standing(person), { step: 'photos', review: { state: 'returned', reasons } });
  await photograph(person, 'front', jpeg('better'));
  t.match((await step(person, 'photos')).body, { step: 'review' });
  const second = await itemOf('戴援');
  // One working day, whatever holidays come now.
  court.advance(14 * 24 * 3_600_000);
  const late = await court.person('bj-clerk');
  t.match((await late.ask<ReviewLine[]>('GET', '/api/v1/reviews')).body, [{ overdue: true }]);
  await late.ask('POST', `/api/v1/reviews/${second.id}/decision`, { decision: 'approved' });
  const back = await withCode(court, who.mobile);
  t.equal(back.confirmed.status, 202, 'a code alone opens nothing now');
  const end = { challengeId: back.challengeId, end: who.number.slice(-4) };
  t.equal((await back.person.ask('POST', '/api/v1/session/phone/fact', end)).status, 200);
  t.match(await standing(back.person), { step: 'done', level: 'verified' });
});

t.test('a portrait that fails three times leaves a photograph, or the window', async (t) => {
  const { person } = await atPortrait('方翁');
  for (let tries = 3; tries > 0; tries--) {
    t.match((await standing(person)).triesLeft, tries);
    await step(person, 'portrait');
    faceid.finish(lastToken(), 1001);
    t.match((await step(person, 'portrait/result')).body, {
      step: 'portrait',
      trouble: 'mismatch',
    });
  }
  t.match((await step(person, 'portrait')).body, { way: 'photo' });
  await step(person, 'portrait/review', { window: true });
  await sign(person);
  const again = await court.person('bj-clerk');
  const [line] = (await again.ask<ReviewLine[]>('GET', '/api/v1/reviews')).body;
  const path = `/api/v1/reviews/${line?.id}/decision`;
  t.equal((await again.ask('POST', path, { decision: 'approved' })).status, 409, 'nobody was seen');
  const seen = { decision: 'approved', attended: true };
  t.equal((await again.ask('POST', path, seen)).status, 204);
  t.match(await standing(person), { step: 'done', level: 'verified' });
});

t.test('a refusal is told with its reason, and one may begin anew', async (t) => {
  faceid.fail({ answer: { status: 502 } });
  const who = newcomer('葛拒');
  const { person } = await withCode(court, who.mobile);
  await untilPhotos(person, who);
  await step(person, 'register');
  await photograph(person, 'holding');
  await step(person, 'portrait/review', { window: false });
  await sign(person);
  t.match(await step(person, 'correction'), { status: 409 }, 'while a clerk looks');
  const again = await court.person('bj-clerk');
  const [line] = (await again.ask<ReviewLine[]>('GET', '/api/v1/reviews')).body;
  const words = '照片与证件不是同一人';
  const refused = { decision: 'refused', words };
  await again.ask('POST', `/api/v1/reviews/${line?.id}/decision`, refused);
  t.match(await standing(person), { step: 'refused', review: { words } });
  t.match((await step(person, 'correction')).body, { step: 'document' });
});

t.test('answers that come twice, at once, or by a callback settle one thing once', async (t) => {
  const { person } = await atPortrait('胡双');
  await step(person, 'portrait');
  const reference = lastToken();
  faceid.finish(reference, 0);
  const path = '/api/v1/providers/portrait/callback';
  const stranger = court.stranger();
  const answers = await Promise.all([
    stranger.ask('POST', path, { reference }),
    stranger.ask('POST', path, { reference }),
    step(person, 'portrait/result'),
  ]);
  t.same(
    answers.map(({ status }) => status),
    [204, 204, 200],
  );
  t.match(await standing(person), { step: 'notice' });
  const { rows } = await court.deployment.database.query(
    `SELECT count(*)::int AS n FROM court.proofing_event e JOIN court.proofing p USING (person)
     WHERE event = 'portrait' AND p.notice_version IS NULL`,
  );
  t.match(rows, [{ n: 1 }]);
  t.equal((await stranger.ask('POST', path, { reference: 'made up' })).status, 204);
});

t.test('two processes that sweep at once count what a provider said once', async (t) => {
  const [failed, matched] = [await atPortrait('章再'), await atPortrait('章三')];
  const tokens: string[] = [];
  for (const { person } of [failed, matched]) {
    await step(person, 'portrait');
    tokens.push(lastToken());
  }
  faceid.finish(tokens[0] as string, 1001);
  faceid.finish(tokens[1] as string, 0);
  const { court: house } = court.deployment.deps;
  await Promise.all([sweepPortraits(house), sweepPortraits(house), sweepPortraits(house)]);
  const other = await standing(failed.person);
  t.match(
    other,
    { step: 'portrait', trouble: 'mismatch', triesLeft: 2 },
    'one try is gone, not three',
  );
  t.match(await standing(matched.person), { step: 'notice' });
  const { rows } = await court.deployment.database.query(
    `SELECT event, count(*)::int AS n FROM court.proofing_event e JOIN court.proofing p USING (person)
     WHERE event IN ('portrait', 'portraitFailed') AND p.done_at IS NULL
       AND p.person IN (SELECT person FROM court.provider_call WHERE service = 'portrait'
                        ORDER BY asked_at DESC LIMIT 2) GROUP BY event ORDER BY event`,
  );
  t.match(rows, [
    { event: 'portrait', n: 1 },
    { event: 'portraitFailed', n: 1 },
  ]);
});

t.test('a number that is proofed is not proofed a second time in silence', async (t) => {
  const { who: first, person } = await atPortrait('简一');
  await step(person, 'portrait');
  faceid.finish(lastToken(), 0);
  await step(person, 'portrait/result');
  await sign(person);
  const { person: second } = await withCode(court, newcomer().mobile);
  await untilPhotos(second, first);
  t.equal((await standing(second)).step, 'document', 'stopped there');
  const said = { document: 'citizenCard', name: first.name, number: first.number };
  t.match(await step(second, 'document', said), { status: 409, body: { code: 'IDENTITY_TAKEN' } });
  t.equal((await step(second, 'document', { ...said, contest: true })).status, 200);
  await photograph(second, 'front');
  await photograph(second, 'back');
  await step(second, 'photos');
  await step(second, 'register');
  await step(second, 'portrait');
  faceid.finish(lastToken(), 0);
  await step(second, 'portrait/result');
  t.match((await sign(second)).body, { step: 'review', contested: true });
  const again = await court.person('bj-clerk');
  const [line] = (await again.ask<ReviewLine[]>('GET', '/api/v1/reviews')).body;
  const path = `/api/v1/reviews/${line?.id}/decision`;
  t.equal((await again.ask('POST', path, { decision: 'approved' })).status, 409, 'must be seen');
  await again.ask('POST', path, { decision: 'approved', attended: true });
  t.match(await standing(second), { step: 'done' });
  t.equal((await person.ask('GET', '/api/v1/session')).status, 401, 'the other is out');
});

t.test('a thief with the phone number gets nowhere, however he knocks', async (t) => {
  const { who, person } = await atPortrait('孔失');
  await step(person, 'portrait');
  faceid.finish(lastToken(), 0);
  await step(person, 'portrait/result');
  await sign(person);
  court.advance(61_000);
  const thief = await withCode(court, who.mobile);
  t.match(thief.confirmed, { status: 202, body: { needs: 'documentEnd' } });
  for (const path of ['session', 'proofing', 'services', 'me/keys', 'proofing/photos/front']) {
    t.equal((await thief.person.raw('GET', `/api/v1/${path}`)).status, 401, path);
  }
  const { challengeId } = thief;
  const fact = (end: string) =>
    thief.person.ask('POST', '/api/v1/session/phone/fact', { challengeId, end });
  const wrong = who.number.endsWith('0000') ? '1111' : '0000';
  const tries = await Promise.all([1, 2, 3, 4, 5].map(() => fact(wrong)));
  for (const each of tries) t.match(each.body, { code: 'SIGN_IN_FACT_WRONG' });
  t.match(
    (await fact(who.number.slice(-4))).body,
    { code: 'SIGN_IN_LOCKED' },
    'even the right one',
  );
  const afresh = await thief.person.ask('POST', '/api/v1/session/phone/afresh', { challengeId });
  t.equal(afresh.status, 200, 'somebody new with an old number gets an account of his own');
  t.match(await standing(thief.person), { step: 'rules', level: 'code' });
  t.notMatch(JSON.stringify(await standing(thief.person)), /孔失/);
  t.match(await standing(person), { step: 'done', name: '孔失' }, 'the account is there');
});

t.test('neither tables nor files hold a name, number or photograph in the clear', async (t) => {
  const who = newcomer('欧阳密');
  const { person } = await withCode(court, who.mobile);
  await untilPhotos(person, who);
  const { database } = court.deployment;
  const { rows: tables } = await database.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'court'`,
  );
  for (const { name } of tables) {
    const { rows } = await database.query(`SELECT t::text AS line FROM court."${name}" t`);
    const text = JSON.stringify(rows);
    for (const secret of [who.name, who.number, who.mobile]) t.notOk(text.includes(secret), name);
  }
  const dir = join(court.config.dataDir, 'files', 'sha256');
  for (const file of await readdir(dir, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const bytes = await readFile(join(file.parentPath, file.name));
    t.notOk(bytes.includes('frontfront') || bytes.includes('JFIF'), 'sealed');
  }
});

t.test('a court that uses neither register nor portrait has its clerks look', async (t) => {
  const admin = await court.person('bj-administrator');
  const set = (name: string, value: string) =>
    admin.ask('POST', '/api/v1/settings', { court: '京0491', name, value, source: '院务会' });
  const { who, person } = await atPortrait('司空见');
  faceid.people.push(who);
  t.equal((await set('provider.portrait', 'none')).status, 201);
  t.match((await step(person, 'portrait')).body, { way: 'photo' });
  t.match(await standing(person), { portraitByMachine: false });
  t.equal((await set('provider.identityRegister', 'none')).status, 201);
  const other = newcomer('司马迟');
  faceid.people.push(other);
  const begun = await withCode(court, other.mobile);
  await untilPhotos(begun.person, other);
  const asked = faceid.requests.length;
  t.match((await step(begun.person, 'register')).body, { step: 'portrait', trouble: 'noProvider' });
  t.equal(faceid.requests.length, asked, 'nobody was asked');
  for (const name of ['provider.portrait', 'provider.identityRegister'])
    t.equal((await set(name, 'configured')).status, 201);
});
