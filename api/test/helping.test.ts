import type { HelpingView, ProofingView } from '@cunzheng/gateway';
import t from 'tap';
import { testCourt } from './support/deployment.ts';
import { jpeg, newcomer, photograph, standing, step, withCode } from './support/newcomer.ts';
import type { Person } from './support/person.ts';

t.setTimeout(120_000);
const court = await testCourt();
t.teardown(() => court.close());

const codeOf = async (person: Person) =>
  (await person.ask<{ code: string }>('POST', '/api/v1/helping/codes', {})).body.code;
const take = (helper: Person, code: string) =>
  helper.ask<{ id: string; code?: string }>('POST', '/api/v1/helping', { code });
const listed = async (person: Person) =>
  (await person.ask<HelpingView[]>('GET', '/api/v1/helping')).body;

/** A step of the registration, done by the helper. */
const as = (helper: Person, pass: string) => ({
  do: async (path: string, body: object) =>
    helper.raw('POST', `/api/v1/proofing/${path}`, {
      headers: { 'content-type': 'application/json', 'x-cunzheng-helping': pass },
      body: Buffer.from(JSON.stringify(body)),
    }),
  standing: async (): Promise<ProofingView> =>
    JSON.parse(
      Buffer.from(
        (await helper.raw('GET', '/api/v1/proofing', { headers: { 'x-cunzheng-helping': pass } }))
          .bytes,
      ).toString(),
    ),
});

t.test('a granddaughter fills in what she is let, and never signs', async (t) => {
  const who = newcomer('祖父');
  const { person: old } = await withCode(court, who.mobile);
  const helper = await court.person('lina');
  const code = await codeOf(old);
  t.match(code, /^[0-9]{4} [0-9]{4}$/);
  const { body } = await take(helper, code);
  t.equal((await take(helper, code)).status, 410, 'once');
  const her = as(helper, body.id);
  const { rules, notice } = await her.standing();
  t.equal((await her.do('rules', { version: rules.version })).status, 200);
  await her.do('kind', { kind: 'person', court: '京0491' });
  const { name, number } = who;
  await her.do('document', { document: 'citizenCard', name, number });
  t.match(await her.standing(), { step: 'photos', name: '祖父' });
  t.not((await standing(helper)).name, '祖父', 'her own account is another');
  const photo = await helper.raw('PUT', '/api/v1/proofing/photos/front', {
    headers: { 'content-type': 'image/jpeg', 'x-cunzheng-helping': body.id },
    body: jpeg('front'),
  });
  t.equal(photo.status, 200);
  const shown = await helper.raw('GET', `/api/v1/proofing/photos/front?helping=${body.id}`);
  t.equal(shown.status, 200, 'she sees what she took');
  await photograph(old, 'back');
  await her.do('photos', {});
  await her.do('register', {});
  await her.do('portrait/review', { window: true });
  const signed = { version: notice.version, sha256: notice.sha256 };
  t.equal((await her.do('notice', signed)).status, 403, 'he signs himself');
  t.equal((await helper.ask('GET', `/api/v1/helping/${body.id}/services`)).status, 200);
  t.match((await step(old, 'notice', signed)).body, { step: 'review' });
  const [seen] = await listed(old);
  t.match(seen, { iHelp: false, open: true, name: /./ });
  t.same(
    seen?.acts.map(({ event }) => event),
    [
      'helperCame',
      'rules',
      'kind',
      'document',
      'photo',
      'photos',
      'register',
      'portrait',
      'inboxRead',
    ],
    'every act with her name, and nothing else',
  );
  t.match(await listed(helper), [{ iHelp: true, open: true }]);
});

t.test('the person ends it at once, and it ends by itself', async (t) => {
  const { person: old } = await withCode(court, newcomer().mobile);
  const helper = await court.person('zhangwei');
  const first = (await take(helper, await codeOf(old))).body.id;
  const stranger = await court.person('chenmo');
  t.equal((await stranger.ask('POST', `/api/v1/helping/${first}/end`)).status, 404);
  t.equal((await as(stranger, first).do('rules', { version: 'x' })).status, 410, 'not his pass');
  t.equal((await old.ask('POST', `/api/v1/helping/${first}/end`)).status, 204);
  t.equal((await as(helper, first).do('rules', { version: 'x' })).status, 410, 'at once');
  t.equal((await old.ask('POST', `/api/v1/helping/${first}/end`)).status, 409);
  const second = (await take(helper, await codeOf(old))).body.id;
  t.equal((await as(helper, second).do('rules', { version: 'x' })).status, 409, 'he may again');
  for (let i = 0; i < 5; i++) {
    court.advance(25 * 60_000);
    await listed(helper);
  }
  t.equal((await as(helper, second).do('rules', { version: 'x' })).status, 410, 'by itself');
  t.match(await listed(helper), [{ open: false }, { open: false }]);
});

t.test('codes run out, are replaced, and cannot be guessed', async (t) => {
  const { person: old } = await withCode(court, newcomer().mobile);
  const helper = await court.person('zhangwei');
  const replaced = await codeOf(old);
  const late = await codeOf(old);
  t.equal((await take(helper, replaced)).status, 410, 'the newer one counts');
  court.advance(11 * 60_000);
  t.equal((await take(helper, late)).status, 410, 'ten minutes');
  t.equal((await take(old, await codeOf(old))).status, 403, 'nobody helps himself, or unproofed');
  const guesser = await court.person('chenmo');
  for (let i = 0; i < 8; i++) t.equal((await take(guesser, `0000000${i}`)).status, 410);
  t.match(await take(guesser, '00000009'), { status: 429, body: { code: 'SIGN_IN_WAIT' } });
});

t.test('a clerk makes the code for who calls the hotline', async (t) => {
  const who = newcomer();
  const { person: old } = await withCode(court, who.mobile);
  const clerk = await court.person('bj-clerk');
  const path = '/api/v1/helping/codes-for';
  t.equal((await clerk.ask('POST', path, { mobile: '13911112222' })).status, 404);
  const judge = await court.person('bj-judge');
  t.equal((await judge.ask('POST', path, { mobile: who.mobile })).status, 403);
  const { body } = await clerk.ask<{ code: string }>('POST', path, { mobile: who.mobile });
  const helper = await court.person('lina');
  t.equal((await take(helper, body.code)).status, 201);
  t.match(await listed(old), [{ iHelp: false, open: true }]);
});
