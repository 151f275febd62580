import type { ActingFor, CaseSummary, CaseView, ClaimView, Me } from '@cunzheng/gateway';
import t from 'tap';
import { testCourt } from './support/deployment.ts';
import { jpeg, newcomer, withCode } from './support/newcomer.ts';
import type { Person } from './support/person.ts';

t.setTimeout(120_000);
const court = await testCourt();
t.teardown(() => court.close());
const clerk = await court.person('bj-clerk');
const owner = await court.person('lina');
const agent = await court.person('zhangwei');

/** GB 32100 example of a credit code that is well formed. */
const CODE = '91350100M000100Y43';

const claimed = async (person: Person, body: object) =>
  person.ask<ClaimView & { code?: string }>('POST', '/api/v1/claims', body);
const photo = async (person: Person, id: string) =>
  (
    await person.raw('PUT', `/api/v1/claims/${id}/photo`, {
      headers: { 'content-type': 'image/jpeg' },
      body: jpeg('paper'),
    })
  ).status;
const decide = async (id: string, body: object, who = clerk) =>
  (await who.ask('POST', `/api/v1/claims/${id}/decision`, body)).status;
const mine = async (person: Person) =>
  (await person.ask<ActingFor[]>('GET', '/api/v1/acting-for')).body;
const firm = {
  kind: 'organisation',
  court: '京0491',
  name: '某某科技有限公司',
  code: CODE,
  legalName: '李娜然',
};
const mandate = {
  kind: 'agent',
  code: CODE,
  scope: 'general',
  from: '2026-01-01',
  to: '2099-12-31',
};

t.test('a company is registered, names an agent, and ends his mandate at once', async (t) => {
  t.equal((await claimed(agent, mandate)).status, 404, 'no such organisation yet');
  const made = await claimed(owner, firm);
  t.match(made, { status: 201, body: { state: 'draft' } });
  t.same((await clerk.ask('GET', '/api/v1/claims/waiting')).body, [], 'without its paper');
  t.equal(await photo(owner, made.body.id), 200);
  const foreign = await court.person('hz-clerk');
  t.equal(await decide(made.body.id, { decision: 'approved' }, foreign), 404);
  const [line] = (await clerk.ask<ClaimView[]>('GET', '/api/v1/claims/waiting')).body;
  t.match(line, { claimant: '李*', details: { legalName: '李**' }, overdue: false }, 'masked');
  const opened = await clerk.ask<ClaimView>('GET', `/api/v1/claims/${made.body.id}`);
  t.match(opened.body, { claimant: '李娜', details: { legalName: '李娜然' } });
  const { body: reads } = await owner.ask<{ entries: { thing: string; field: string }[] }>(
    'GET',
    '/api/v1/me/reads',
  );
  t.match(JSON.stringify(reads), '申报内容', 'the person sees who read it');
  t.equal(await decide(made.body.id, { decision: 'approved' }), 204);
  t.equal(await decide(made.body.id, { decision: 'approved' }), 409, 'once');
  t.match(await mine(owner), [{ name: '某某科技有限公司', as: 'owner' }]);
  const asked = await claimed(agent, mandate);
  t.equal(asked.status, 201);
  await photo(agent, asked.body.id);
  t.same(await mine(agent), [], 'not before a clerk looked');
  const paper = await clerk.raw('GET', `/api/v1/claims/${asked.body.id}/photo`);
  t.same(Buffer.from(paper.bytes), Buffer.from(jpeg('paper')));
  await decide(asked.body.id, { decision: 'approved' });
  t.match(await mine(agent), [{ organisation: made.body.id, as: 'agent', scope: 'general' }]);
  const stranger = await court.person('chenmo');
  t.equal((await stranger.ask('POST', `/api/v1/claims/${asked.body.id}/end`)).status, 404);
  t.equal((await owner.ask('POST', `/api/v1/claims/${asked.body.id}/end`)).status, 200);
  t.same(await mine(agent), [], 'at once');
});

t.test('a mandate begins and ends by itself', async (t) => {
  const today = new Date(Date.now() + 8 * 3_600_000);
  const day = (days: number) =>
    new Date(today.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  const later = await claimed(agent, { ...mandate, from: day(2), to: day(3) });
  await photo(agent, later.body.id);
  await decide(later.body.id, { decision: 'approved' });
  t.same(await mine(agent), []);
  const past = { ...mandate, from: day(-3), to: day(-1) };
  t.equal((await claimed(agent, past)).status, 400);
  t.equal((await claimed(agent, { ...mandate, from: day(3), to: day(2) })).status, 400);
  t.equal((await claimed(agent, { ...mandate, from: '2026-02-30' })).status, 400);
  court.advance(2 * 86_400_000);
  const again = await court.person('zhangwei');
  t.match(await mine(again), [{ as: 'agent' }]);
  court.advance(2 * 86_400_000);
  const after = await court.person('zhangwei');
  t.same(await mine(after), []);
  const { body } = await after.ask<ClaimView[]>('GET', '/api/v1/claims');
  t.ok(body.some(({ state }) => state === 'expired'));
});

t.test(
  'numbers are checked, a second account under one is not approved, a refusal has a reason',
  async (t) => {
    const [clerkNow, other] = [await court.person('bj-clerk'), await court.person('wangyan')];
    t.match(await claimed(other, { ...firm, code: CODE.replace(/3$/, '4') }), {
      status: 400,
      body: { details: { fault: 'checkDigit' } },
    });
    const lawyer = { kind: 'lawyer', court: '京0491', firm: '某某律师事务所' };
    t.equal((await claimed(other, { ...lawyer, licence: '123' })).status, 400);
    const second = await claimed(other, firm);
    await photo(other, second.body.id);
    t.equal(await decide(second.body.id, { decision: 'approved' }, clerkNow), 409);
    t.equal(await decide(second.body.id, { decision: 'refused' }, clerkNow), 400);
    const refused = { decision: 'refused', words: '该单位已有账号' };
    t.equal(await decide(second.body.id, refused, clerkNow), 204);
    const good = await claimed(other, { ...lawyer, licence: '11101201010123456' });
    await photo(other, good.body.id);
    t.equal(await decide(good.body.id, { decision: 'approved' }, clerkNow), 204);
    const { body } = await other.ask<ClaimView[]>('GET', '/api/v1/claims');
    t.match(
      body.find(({ kind }) => kind === 'lawyer'),
      { state: 'approved' },
    );
    t.match(
      body.find(({ state }) => state === 'refused'),
      { words: '该单位已有账号' },
    );
  },
);

t.test('who is not proofed claims nothing', async (t) => {
  const { person } = await withCode(court, newcomer().mobile);
  t.match(await claimed(person, firm), {
    status: 403,
    body: { code: 'IDENTITY_LEVEL_LOW', details: { needed: 'verified', has: 'code' } },
  });
});

t.test('a lawyer whose licence was approved shows it, masked, as long as it holds', async (t) => {
  const [lawyer, foreign] = [await court.person('zhangwei'), await court.person('hz-clerk')];
  const approve = async (person: Person, licence: string, to?: string) => {
    const said = { kind: 'lawyer', court: '浙0192', firm: '某某律师事务所', licence };
    const made = await claimed(person, { ...said, ...(to === undefined ? {} : { to }) });
    t.equal(made.status, 201);
    await photo(person, made.body.id);
    t.equal(await decide(made.body.id, { decision: 'approved' }, foreign), 204);
  };
  const meOf = async (person: Person) => (await person.ask<Me>('GET', '/api/v1/session')).body;
  t.notOk('lawyer' in (await meOf(lawyer)), 'no badge without a licence');
  const day = (days: number) =>
    new Date(court.deployment.deps.clock() + days * 86_400_000 + 8 * 3_600_000)
      .toISOString()
      .slice(0, 10);
  const past = { kind: 'lawyer', court: '浙0192', firm: '某', licence: '13301201110654321' };
  t.equal((await claimed(lawyer, { ...past, to: day(-1) })).status, 400, 'over already');
  await approve(lawyer, '13301201110654321', day(30));
  const badge = {
    ...{ firm: '某某律师事务所', licence: '13301************', from: day(0), to: day(30) },
    court: { code: '浙0192' },
  };
  t.match((await meOf(lawyer)).lawyer, badge);
  t.notMatch(JSON.stringify(await meOf(lawyer)), /110654321/);
  const now = await court.person('bj-clerk');
  const caseOf = async () => {
    const found = await now.ask<{ items: CaseSummary[] }>('GET', '/api/v1/cases?q=1001');
    const { id } = found.body.items[0] as CaseSummary;
    return (await now.ask<CaseView>('GET', `/api/v1/cases/${id}`)).body.parties;
  };
  const parties = await caseOf();
  t.match(
    parties.find(({ name }) => name === '张未'),
    { lawyer: badge },
    'also where another court approved it',
  );
  t.ok(
    parties.some((each) => !('lawyer' in each)),
    'and nobody else has one',
  );
  court.advance(31 * 86_400_000);
  const later = await court.person('zhangwei');
  t.notOk('lawyer' in (await meOf(later)), 'it ends by itself');
});
