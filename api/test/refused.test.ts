import type { CaseSummary, DocumentView, Problem, ServiceView } from '@cunzheng/gateway';
import t from 'tap';
import { overInject, type TestCourt, testApp, testCourt } from './support/deployment.ts';
import { issueAndServe, Person, samplePdf } from './support/person.ts';

/** The court's clock runs an hour ahead of the ledger's here, so that the ledger refuses what it does. */
let court: TestCourt;
let ahead: Person;
let clerk: Person;
let litigant: Person;
let caseId: string;
let partyId: string;

t.before(async () => {
  court = await testCourt();
  const { deps } = court.deployment;
  // More than the contract lets an act be ahead, less than a session may rest.
  const clock = () => deps.court.clock() + 20 * 60_000;
  const app = await testApp(court.config, { ...deps, court: { ...deps.court, clock } });
  t.teardown(() => app.close());
  ahead = new Person(overInject(app));
  await ahead.signIn('bj-clerk');
  clerk = await court.person('bj-clerk');
  litigant = await court.person('zhangwei');
  const found = await clerk.ask<{ items: CaseSummary[] }>('GET', '/api/v1/cases?q=1001');
  caseId = found.body.items[0]?.id as string;
  partyId = found.body.items[0]?.parties.find(({ name }) => name === '张未')?.id as string;
});
t.teardown(() => court.close());

const settled = (id: string) => court.deployment.notary.whenSettled(id as never, 'proven', 20_000);
const problems = async () => (await clerk.ask<Problem[]>('GET', '/api/v1/problems')).body;

t.test('an issue that the ledger refused is a task, and is mended by issuing again', async (t) => {
  const draft = await ahead.upload(caseId, { pdf: await samplePdf() });
  const path = `/api/v1/documents/${draft.body.id}`;
  const refused = await ahead.sign(`${path}/signing`);
  t.equal(refused.status, 201, 'the act stands');
  t.match(await settled(refused.body.recordId), { state: 'failed', code: 'ACT_TIME_IN_FUTURE' });
  t.match(await problems(), [
    { kind: 'document', code: 'ACT_TIME_IN_FUTURE', documentId: draft.body.id },
  ]);
  const cases = await clerk.ask<{ items: CaseSummary[] }>('GET', '/api/v1/cases?q=1001');
  t.equal(cases.body.items[0]?.problems, 1);
  t.match((await clerk.ask<DocumentView>('GET', path)).body, { chain: { state: 'failed' } });

  const again = await clerk.sign(`${path}/signing`);
  t.equal(again.status, 201);
  t.match(await settled(again.body.recordId), { state: 'proven' });
  t.strictSame(await problems(), []);
});

t.test('a service that the ledger refused can be sent again', async (t) => {
  const draft = await clerk.upload(caseId, { pdf: await samplePdf() });
  await clerk.sign(`/api/v1/documents/${draft.body.id}/signing`);
  const send = (who: Person) =>
    who.ask<ServiceView[]>('POST', `/api/v1/documents/${draft.body.id}/services`, {
      recipients: [partyId],
      channel: 'platform',
    });
  const refused = (await send(ahead)).body[0] as ServiceView;
  t.match(await settled(refused.chain.recordId), { state: 'failed' });
  const again = await send(clerk);
  t.equal(again.status, 201);
  t.match(await settled(again.body[0]?.chain.recordId as string), { state: 'proven' });
  t.match(await send(clerk), { status: 409, body: { code: 'SERVICE_EXISTS' } });
  t.strictSame(await problems(), []);
});

t.test('a receipt that the ledger refused can be signed again', async (t) => {
  const { service } = await issueAndServe(clerk, { caseId, partyId });
  await litigant.ask('POST', `/api/v1/services/${service.id}/open`);
  const path = `/api/v1/services/${service.id}/signing`;
  const own = new Person(overInject(court.app));
  await own.signIn('zhangwei');
  const recipient = await signedInAhead('zhangwei');
  const refused = await recipient.sign(path, { event: 'signed' });
  t.match(await settled(refused.body.recordId), { state: 'failed' });
  const again = await own.sign(path, { event: 'signed' });
  t.equal(again.status, 201);
  t.match(await settled(again.body.recordId), { state: 'proven' });
  t.strictSame(await problems(), []);
});

async function signedInAhead(account: string): Promise<Person> {
  const { deps } = court.deployment;
  // More than the contract lets an act be ahead, less than a session may rest.
  const clock = () => deps.court.clock() + 20 * 60_000;
  const app = await testApp(court.config, { ...deps, court: { ...deps.court, clock } });
  t.teardown(() => app.close());
  const person = new Person(overInject(app));
  await person.signIn(account);
  return person;
}
