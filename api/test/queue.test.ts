import type {
  CaseSummary,
  Queue,
  QueueCounts,
  ServiceView,
  UnservedDocument,
} from '@cunzheng/gateway';
import { QUEUES } from '@cunzheng/gateway';
import t from 'tap';
import { type TestCourt, testCourt } from './support/deployment.ts';
import { type Person, samplePdf } from './support/person.ts';

interface CasePage {
  readonly items: readonly CaseSummary[];
  readonly total: number;
  readonly counts: QueueCounts;
}

let court: TestCourt;
let clerk: Person;
let litigant: Person;
let found: CaseSummary;

t.before(async () => {
  court = await testCourt();
  clerk = await court.person('bj-clerk');
  litigant = await court.person('zhangwei');
  const page = await clerk.ask<CasePage>('GET', '/api/v1/cases?q=1001');
  found = page.body.items[0] as CaseSummary;
});
t.teardown(() => court.close());

const party = (name: string) => found.parties.find((each) => each.name === name)?.id as string;

/** The queues in which the case stands, with what it says is to do; the counts must agree. */
async function standing(): Promise<{ queues: Queue[]; todo: CaseSummary['todo'] | undefined }> {
  const queues: Queue[] = [];
  let todo: CaseSummary['todo'] | undefined;
  for (const queue of QUEUES) {
    const { body } = await clerk.ask<CasePage>('GET', `/api/v1/cases?q=1001&queue=${queue}`);
    t.equal(body.total, body.counts[queue], `${queue}: total and count agree`);
    t.equal(body.items.length, body.total);
    if (body.items.length > 0) queues.push(queue);
    todo ??= body.items[0]?.todo;
  }
  return { queues, todo };
}

async function draft(): Promise<string> {
  const { body } = await clerk.upload(found.id, { pdf: await samplePdf() });
  return body.id;
}

async function issue(): Promise<string> {
  const id = await draft();
  t.equal((await clerk.sign(`/api/v1/documents/${id}/signing`)).status, 201);
  return id;
}

async function send(documentId: string, recipient: string): Promise<string> {
  const body = { recipients: [recipient], channel: 'platform' };
  const path = `/api/v1/documents/${documentId}/services`;
  const sent = await clerk.ask<ServiceView[]>('POST', path, body);
  t.equal(sent.status, 201);
  return sent.body[0]?.id as string;
}

/** Lists, opens and answers a service as its recipient. */
async function answer(serviceId: string, said: Record<string, unknown>): Promise<void> {
  await litigant.ask('GET', '/api/v1/services');
  await litigant.ask('POST', `/api/v1/services/${serviceId}/open`);
  t.equal((await litigant.sign(`/api/v1/services/${serviceId}/signing`, said)).status, 201);
}

async function unserved(): Promise<UnservedDocument[]> {
  const { body } = await clerk.ask<UnservedDocument[]>('GET', '/api/v1/unserved');
  return body.filter(({ caseId }) => caseId === found.id);
}

const nothing = { drafts: 0, unserved: 0, contested: 0 };

t.test('a case goes through the queues as its documents do', async (t) => {
  t.strictSame(await standing(), { queues: ['now'], todo: nothing }, 'no document yet');
  const id = await draft();
  t.strictSame(await standing(), { queues: ['now'], todo: { ...nothing, drafts: 1 } }, 'a draft');
  t.strictSame(await unserved(), [], 'a draft cannot be served');
  await clerk.sign(`/api/v1/documents/${id}/signing`);
  const todo = { ...nothing, unserved: 1 };
  t.strictSame(await standing(), { queues: ['now'], todo }, 'issued, and sent to nobody');
  t.match(await unserved(), [{ id, parties: [{ served: false }, { served: false }] }]);

  const service = await send(id, party('张未'));
  t.strictSame(await standing(), { queues: ['waiting'], todo: nothing }, 'sent');
  const left = (await unserved()).flatMap(({ parties }) => parties.filter((each) => !each.served));
  t.strictSame(
    left.map(({ name }) => name),
    ['李娜然'],
    'the other party can still be served',
  );
  await answer(service, { event: 'signed' });
  t.strictSame(await standing(), { queues: ['done'], todo: nothing }, 'signed for');
});

t.test('an objection is the court’s turn until it has issued something since', async (t) => {
  const service = await send(await issue(), party('张未'));
  await answer(service, { event: 'objected', reason: '住址有误' });
  const todo = { ...nothing, contested: 1 };
  t.strictSame(await standing(), { queues: ['now'], todo });
  const corrected = await send(await issue(), party('张未'));
  t.strictSame(await standing(), { queues: ['waiting'], todo: nothing }, 'a new document was sent');
  await answer(corrected, { event: 'signed' });
  t.strictSame(await standing(), { queues: ['done'], todo: nothing });
});

t.test('without a queue all cases are listed, and the counts add up', async (t) => {
  const { body } = await clerk.ask<CasePage>('GET', '/api/v1/cases');
  t.equal(body.total, body.counts.now + body.counts.waiting + body.counts.done);
  t.ok(body.counts.now > 0 && body.counts.done > 0);
  t.equal((await clerk.ask('GET', '/api/v1/cases?queue=other')).status, 400);
});
