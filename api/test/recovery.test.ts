import { type RecoveryLine, type RecoveryOutcome, sweepRecoveries } from '@cunzheng/gateway';

import t from 'tap';
import { testCourt } from './support/deployment.ts';
import {
  jpeg,
  type Newcomer,
  newcomer,
  sign,
  step,
  untilPhotos,
  withCode,
} from './support/newcomer.ts';
import type { Person } from './support/person.ts';

t.setTimeout(120_000);
const court = await testCourt();
t.teardown(() => court.close());
const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 61_000;

type Told = RecoveryOutcome & { code?: string; needs?: string; token?: string; words?: string };
const post = (person: Person, path: string, body: object) =>
  person.ask<Told>('POST', `/api/v1/${path}`, body);
const sweep = () => sweepRecoveries(court.deployment.deps.court);

/** Somebody proofed, by a clerk who saw him, with a session. */
async function proofed(name: string): Promise<{ who: Newcomer; person: Person; id: string }> {
  const who = newcomer(name);
  const { person } = await withCode(court, who.mobile);
  await untilPhotos(person, who);
  await step(person, 'register');
  await step(person, 'portrait/review', { window: true });
  await sign(person);
  const clerk = await court.person('bj-clerk');
  const { body: lines } = await clerk.ask<{ id: string; name: string }[]>('GET', '/api/v1/reviews');
  const line = lines.find((each) => each.name.startsWith(name[0] as string));
  await clerk.ask('POST', `/api/v1/reviews/${line?.id}/decision`, {
    ...{ decision: 'approved', attended: true },
  });
  const { body } = await person.ask<{ id: string; name: string }>('GET', '/api/v1/session');
  t.equal(body.name, name);
  return { who, person, id: body.id };
}

/** A code sent to a phone and shown: it is in these hands. */
async function hold(person: Person, mobile: string, afterMs = MINUTE_MS): Promise<string> {
  court.advance(afterMs);
  const { body } = await person.ask<{ challengeId: string; demoCode: string }>(
    'POST',
    '/api/v1/session/phone',
    { mobile },
  );
  const { challengeId, demoCode: code } = body;
  t.equal((await post(person, 'recovery/code', { challengeId, code })).status, 204);
  return challengeId;
}

const signedIn = async (person: Person) =>
  (await person.ask('GET', '/api/v1/session')).status === 200;

/** Where the last notice about a recovery leads: what stands in the message. */
async function cancelLink(id: string) {
  const { rows } = await court.deployment.database.query<{ link: string }>(
    `SELECT link FROM court.notice WHERE person = $1 AND link LIKE '/recover/cancel#%'
     ORDER BY told_at DESC LIMIT 1`,
    [id],
  );
  const [recovery = '', token = ''] = (rows[0]?.link.split('#')[1] ?? '').split('.');
  return { id: recovery, token };
}

const owns = async (mobile: string) => {
  court.advance(MINUTE_MS);
  const { person, challengeId, confirmed } = await withCode(court, mobile);
  return { person, challengeId, status: confirmed.status };
};

t.test('a lawyer who changes his phone keeps his account, three days later', async (t) => {
  const { who, person, id } = await proofed('律明');
  const next = newcomer().mobile;
  const browser = court.stranger();
  const [oldChallenge, newChallenge] = [await hold(browser, who.mobile), await hold(browser, next)];
  const both = { oldChallenge, newChallenge };
  t.match(await post(browser, 'recovery/old-phone', both), {
    status: 202,
    body: { needs: 'documentEnd' },
  });
  const asked = { ...both, end: who.number.slice(-4) };
  t.match(await post(browser, 'recovery/old-phone', asked), {
    status: 200,
    body: { state: 'waiting' },
  });
  t.equal((await post(browser, 'recovery/old-phone', asked)).status, 403, 'codes are used up');
  t.ok(await signedIn(person), 'in the meantime nothing changes');
  court.advance(2 * DAY_MS);
  t.equal(await sweep(), 0, 'not yet');
  t.equal((await owns(who.mobile)).status, 202, 'the old phone still leads to the account');
  court.advance(DAY_MS);
  const before = await owns(who.mobile);
  const { body: again } = await before.person.ask<{ id: string }>(
    'POST',
    '/api/v1/session/phone/fact',
    { challengeId: before.challengeId, end: who.number.slice(-4) },
  );
  t.equal(again.id, id);
  t.equal(await sweep(), 1);
  t.notOk(await signedIn(before.person), 'sessions end when the phone changes');
  const after = await owns(next);
  t.equal(after.status, 202, 'the new phone leads to it');
  const { body: me } = await after.person.ask<{ id: string }>(
    'POST',
    '/api/v1/session/phone/fact',
    {
      ...{ challengeId: after.challengeId, end: who.number.slice(-4) },
    },
  );
  t.equal(me.id, id);
  const { rows } = await court.deployment.database.query(
    `SELECT 1 FROM court.notice WHERE person = $1 AND template = 'contactChanged'`,
    [id],
  );
  t.equal(rows.length, 1, 'told');
  const { rows: kept } = await court.deployment.database.query(
    'SELECT 1 FROM court.contact WHERE person = $1 AND retired_at IS NOT NULL',
    [id],
  );
  t.equal(kept.length, 1, 'the old number is told, too');
  court.advance(DAY_MS + MINUTE_MS);
  await sweep();
  const stranger = await owns(who.mobile);
  t.equal(stranger.status, 200, 'and then it is nobody’s: an account of its own');
});

t.test('a thief with the phone number alone gets to nothing by any way', async (t) => {
  const { who, person, id } = await proofed('被盗');
  const thief = court.stranger();
  const own = newcomer().mobile;
  const [oldChallenge, newChallenge] = [await hold(thief, who.mobile), await hold(thief, own)];
  const both = { oldChallenge, newChallenge };
  t.match(await post(thief, 'recovery/old-phone', both), { status: 202 }, 'asked for more');
  for (const end of ['0000', '1111', '2222', '3333', '4444']) {
    const wrong = end === who.number.slice(-4) ? '5555' : end;
    t.match(await post(thief, 'recovery/old-phone', { ...both, end: wrong }), {
      body: { code: 'SIGN_IN_FACT_WRONG' },
    });
  }
  t.match(await post(thief, 'recovery/old-phone', { ...both, end: who.number.slice(-4) }), {
    body: { code: 'SIGN_IN_LOCKED' },
  });
  t.match(
    await post(thief, 'recovery/old-phone', { ...both, oldChallenge: newChallenge, end: '0000' }),
    { status: 400 },
    'not with one phone twice',
  );
  t.equal((await post(thief, 'recovery/status', { token: 'A'.repeat(43) })).status, 410);
  const clerkless = { document: 'citizenCard', number: who.number, attended: true };
  const window = { ...clerkless, challengeId: newChallenge, code: '000000' };
  t.equal((await post(thief, 'recoveries/window', window)).status, 401);
  t.notOk(await signedIn(thief));
  t.ok(await signedIn(person), 'the owner notices nothing but the messages');
  t.equal(await sweep(), 0);
  const { rows } = await court.deployment.database.query(
    'SELECT 1 FROM court.recovery WHERE person = $1',
    [id],
  );
  t.same(rows, []);
});

t.test('a thief with phone and end of the number is stopped by a message', async (t) => {
  const { who, id } = await proofed('险失');
  const thief = court.stranger();
  const own = newcomer().mobile;
  const [oldChallenge, newChallenge] = [await hold(thief, who.mobile), await hold(thief, own)];
  const said = { oldChallenge, newChallenge, end: who.number.slice(-4) };
  t.match((await post(thief, 'recovery/old-phone', said)).body, { state: 'waiting' });
  const link = await cancelLink(id);
  const owner = court.stranger();
  const wrong = { ...link, token: `${link.token.slice(0, -1)}_` };
  t.equal((await post(owner, 'recovery/cancel', wrong)).status, 410, 'a wrong secret');
  t.equal((await post(owner, 'recovery/cancel', link)).status, 204, 'without a sign-in');
  t.equal((await post(owner, 'recovery/cancel', link)).status, 410, 'once');
  court.advance(4 * DAY_MS);
  t.equal(await sweep(), 0);
  t.equal((await owns(own)).status, 200, 'the thief’s phone opens an empty account of his own');
  t.equal((await owns(who.mobile)).status, 202);
});

t.test('who lost everything shows his document: a clerk looks, and three days pass', async (t) => {
  const { who, id } = await proofed('遗失');
  const browser = court.stranger();
  const next = newcomer().mobile;
  const said = { document: 'citizenCard', name: who.name, number: who.number };
  const begin = async (person: Person, mobile: string, more: object = {}) =>
    post(person, 'recovery/identity', {
      ...{ ...said, ...more },
      newChallenge: await hold(person, mobile),
    });
  const nobody = await begin(court.stranger(), newcomer().mobile, { number: newcomer().number });
  const begun = await begin(browser, next);
  t.same(Object.keys(nobody.body), Object.keys(begun.body), 'nobody learns who has an account');
  const { token = '' } = begun.body;
  t.match(await post(browser, 'recovery/identity/submit', { token }), { status: 409 });
  const photo = (side: string, secret = token) =>
    browser.raw('PUT', `/api/v1/recovery/identity/photos/${side}`, {
      headers: { 'content-type': 'image/jpeg', 'x-cunzheng-recovery': secret },
      body: jpeg(`recovery ${side}`),
    });
  t.equal((await photo('front', 'B'.repeat(43))).status, 410);
  t.equal((await photo('front')).status, 204);
  t.equal((await photo('holding')).status, 204);
  t.match((await post(browser, 'recovery/identity/submit', { token })).body, { state: 'review' });
  t.equal((await photo('front')).status, 410, 'nothing is exchanged afterwards');
  const clerk = await court.person('bj-clerk');
  const { body: lines } = await clerk.ask<RecoveryLine[]>('GET', '/api/v1/recoveries');
  t.match(lines, [{ name: '遗*', overdue: false }]);
  const path = `/api/v1/recoveries/${lines[0]?.id}`;
  const foreign = await court.person('hz-clerk');
  t.equal((await foreign.ask('GET', path)).status, 404);
  t.match((await clerk.ask('GET', path)).body, {
    ...{ name: who.name, before: { name: who.name, number: who.number } },
    photos: { now: ['front', 'holding'] },
  });
  const now = await clerk.raw('GET', `${path}/photos/now/holding`);
  t.same(Buffer.from(now.bytes), Buffer.from(jpeg('recovery holding')));
  t.equal((await clerk.raw('GET', `${path}/photos/before/front`)).status, 200);
  const decision = { decision: 'approved' };
  t.equal((await foreign.ask('POST', `${path}/decision`, decision)).status, 404);
  t.equal((await clerk.ask('POST', `${path}/decision`, decision)).status, 204);
  t.equal((await clerk.ask('POST', `${path}/decision`, decision)).status, 409, 'once');
  t.equal((await clerk.raw('GET', `${path}/photos/now/front`)).status, 409, 'read while it waits');
  t.match((await post(browser, 'recovery/status', { token })).body, {
    ...{ state: 'waiting', effectiveAt: /Z$/ },
  });
  court.advance(3 * DAY_MS + MINUTE_MS);
  t.equal(await sweep(), 1);
  t.match((await post(browser, 'recovery/status', { token })).body, { state: 'done' });
  const after = await owns(next);
  const { body } = await after.person.ask<{ id: string }>('POST', '/api/v1/session/phone/fact', {
    ...{ challengeId: after.challengeId, end: who.number.slice(-4) },
  });
  t.equal(body.id, id);
});

t.test('a clerk refuses another face, and the reason is there to read', async (t) => {
  const { who } = await proofed('冒认');
  const thief = court.stranger();
  const { body } = await post(thief, 'recovery/identity', {
    ...{ document: 'citizenCard', name: who.name, number: who.number },
    newChallenge: await hold(thief, newcomer().mobile),
  });
  const { token = '' } = body;
  for (const side of ['front', 'holding']) {
    await thief.raw('PUT', `/api/v1/recovery/identity/photos/${side}`, {
      headers: { 'content-type': 'image/jpeg', 'x-cunzheng-recovery': token },
      body: jpeg(`thief ${side}`),
    });
  }
  await post(thief, 'recovery/identity/submit', { token });
  const clerk = await court.person('bj-clerk');
  const { body: lines } = await clerk.ask<RecoveryLine[]>('GET', '/api/v1/recoveries');
  const path = `/api/v1/recoveries/${lines[0]?.id}/decision`;
  t.equal((await clerk.ask('POST', path, { decision: 'refused' })).status, 400, 'not silently');
  await clerk.ask('POST', path, { decision: 'refused', words: '照片不是同一个人' });
  t.match((await post(thief, 'recovery/status', { token })).body, {
    ...{ state: 'refused', words: '照片不是同一个人' },
  });
  court.advance(4 * DAY_MS);
  t.equal(await sweep(), 0);
});

t.test('at the window it takes a clerk who saw him, and no time', async (t) => {
  const { who, person, id } = await proofed('窗口');
  const clerk = await court.person('bj-clerk');
  const next = newcomer().mobile;
  court.advance(MINUTE_MS);
  const { body } = await clerk.ask<{ challengeId: string; demoCode: string }>(
    'POST',
    '/api/v1/session/phone',
    { mobile: next },
  );
  const said = { document: 'citizenCard', number: who.number, attended: true };
  const window = { ...said, challengeId: body.challengeId, code: body.demoCode };
  const judge = await court.person('bj-judge');
  t.equal((await post(judge, 'recoveries/window', window)).status, 403);
  t.equal((await post(clerk, 'recoveries/window', { ...window, attended: false })).status, 400);
  t.match((await post(clerk, 'recoveries/window', window)).body, { state: 'done' });
  t.notOk(await signedIn(person), 'his earlier sign-ins end');
  const after = await owns(next);
  t.equal(after.status, 202);
  const { rows } = await court.deployment.database.query<{ actor: string; event: string }>(
    `SELECT actor, event FROM court.proofing_event WHERE person = $1 AND event = 'phoneChanged'`,
    [id],
  );
  t.ok(rows[0]?.actor, 'the clerk stands in the person’s log');
});

t.test('the window is open to who was knocked for too often, and shuts every door', async (t) => {
  const { who, person: thief, id } = await proofed('门窗');
  const { database } = court.deployment;
  const { body: pass } = await thief.ask<{ code: string }>('POST', '/api/v1/helping/codes', {});
  const helper = await court.person('lina');
  const taken = await helper.ask<{ id: string }>('POST', '/api/v1/helping', { code: pass.code });
  const helped = `/api/v1/helping/${taken.body.id}/services`;
  t.equal((await helper.ask('GET', helped)).status, 200, 'a helper of the thief’s reads along');
  await database.query(
    `INSERT INTO court.passkey (id, person, name, public_key, counter, transports, made_at)
     VALUES ('thief', $1, 'his own', 'key', 0, '', now())`,
    [id],
  );
  const next = newcomer().mobile;
  const paper = { document: 'citizenCard', name: '门窗', number: who.number };
  for (const status of [201, 201, 201, 429]) {
    const newChallenge = await hold(thief, next);
    t.equal((await post(thief, 'recovery/identity', { ...paper, newChallenge })).status, status);
  }
  court.advance(60 * MINUTE_MS);
  const clerk = await court.person('bj-clerk');
  const { body } = await clerk.ask<{ challengeId: string; demoCode: string }>(
    'POST',
    '/api/v1/session/phone',
    { mobile: next },
  );
  const seen = { document: 'citizenCard', number: who.number, attended: true };
  const window = { ...seen, challengeId: body.challengeId, code: body.demoCode };
  t.match((await post(clerk, 'recoveries/window', window)).body, { state: 'done' });
  t.notOk(await signedIn(thief), 'no session');
  const { rows } = await database.query('SELECT 1 FROM court.passkey WHERE person = $1', [id]);
  t.same(rows, [], 'no passkey');
  const back = await court.person('lina');
  t.equal((await back.ask('GET', helped)).status, 410, 'no helper');
});

t.test('many recoveries asked for at once are three', async (t) => {
  const { who, person } = await proofed('齐声');
  const paper = { document: 'citizenCard', name: '齐声', number: who.number };
  const held: string[] = [];
  for (let i = 0; i < 6; i++) held.push(await hold(person, newcomer().mobile, 0));
  const asked = await Promise.all(
    held.map((newChallenge) => post(person, 'recovery/identity', { ...paper, newChallenge })),
  );
  const statuses = asked.map(({ status }) => status).sort();
  t.strictSame(statuses, [201, 201, 201, 429, 429, 429]);
});

t.test('one recovery that cannot be settled keeps no other waiting', async (t) => {
  const due = async (name: string) => {
    const { who } = await proofed(name);
    const next = newcomer().mobile;
    const browser = court.stranger();
    const both = {
      oldChallenge: await hold(browser, who.mobile),
      newChallenge: await hold(browser, next),
    };
    await post(browser, 'recovery/old-phone', { ...both, end: who.number.slice(-4) });
    return next;
  };
  const [broken, whole] = [await due('坏一'), await due('好二')];
  const { database } = court.deployment;
  await database.query(
    `UPDATE court.recovery SET mobile_sealed = 'broken' WHERE id =
       (SELECT id FROM court.recovery WHERE state = 'waiting' ORDER BY asked_at LIMIT 1)`,
  );
  court.advance(3 * DAY_MS + MINUTE_MS);
  await t.rejects(sweep(), 'the sweep says so');
  t.equal((await owns(whole)).status, 202, 'the other has his account');
  t.equal((await owns(broken)).status, 200, 'and this one waits');
  await database.query(`UPDATE court.recovery SET state = 'cancelled' WHERE state = 'waiting'`);
});

t.test('an account without an identity changes its phone with both codes at once', async (t) => {
  const [from, to] = [newcomer().mobile, newcomer().mobile];
  const { person } = await withCode(court, from);
  const browser = court.stranger();
  const both = { oldChallenge: await hold(browser, from), newChallenge: await hold(browser, to) };
  t.match((await post(browser, 'recovery/old-phone', both)).body, { state: 'done' });
  t.notOk(await signedIn(person));
  t.equal((await owns(to)).status, 200);
});
