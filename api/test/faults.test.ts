import { fromBase64Url } from '@cunzheng/domain';
import { ACT_LIFE_MS, type CaseSummary, MAX_OPEN_ACTS, type Signing } from '@cunzheng/gateway';
import t from 'tap';
import { type DatabaseWire, databaseWire } from './support/database-wire.ts';
import { overInject, type TestCourt, testApp, testCourt } from './support/deployment.ts';
import { issueAndServe, newKey, Person, samplePdf } from './support/person.ts';

let court: TestCourt;
let wire: DatabaseWire;
let clerk: Person;
let litigant: Person;
let caseId: string;
let partyId: string;

t.setTimeout(300_000);
t.before(async () => {
  court = await testCourt({}, async (url) => {
    wire = await databaseWire(url);
    return wire.url;
  });
  clerk = await court.person('bj-clerk');
  litigant = await court.person('zhangwei');
  const found = await clerk.ask<{ items: CaseSummary[] }>('GET', '/api/v1/cases?q=1001');
  caseId = found.body.items[0]?.id as string;
  partyId = found.body.items[0]?.parties.find(({ name }) => name === '张未')?.id as string;
});
t.teardown(async () => {
  await court.close();
  await wire.cut();
});

/** Issues and serves a document, and waits for the issue to be proven. */
async function proven() {
  const { document } = await issueAndServe(clerk, { caseId, partyId });
  return court.deployment.notary.whenSettled(document.chain?.recordId as never, 'proven', 20_000);
}

t.test(
  'with the database gone it says so in both languages, and goes on when it is back',
  async (t) => {
    await proven(); // so that the log has a checkpoint to show
    await wire.cut();
    for (const language of ['zh-CN', 'en']) {
      const headers = { 'accept-language': language };
      const answer = await clerk.ask('GET', '/api/v1/cases', undefined, headers);
      t.match(answer, { status: 503, body: { code: 'DATABASE_UNAVAILABLE' } });
      t.equal(answer.headers.get('retry-after'), '2');
    }
    const stranger = court.stranger();
    t.match(await stranger.ask('GET', '/health/ready'), {
      status: 503,
      body: { database: 'down' },
    });
    t.equal((await stranger.ask('GET', '/health/live')).status, 200);
    t.equal((await stranger.ask('GET', '/checkpoint')).status, 200, 'the log needs no database');
    await wire.mend();
    t.equal((await clerk.ask('GET', '/api/v1/cases')).status, 200);
    t.equal((await proven()).state, 'proven', 'what is done afterwards goes on chain');
  },
);

t.test('with the disk full an upload is refused, and neither row nor number is used', async (t) => {
  const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  const { deps } = court.deployment;
  const files = { ...deps.court.files, put: () => Promise.reject(full) };
  const app = await testApp(court.config, { ...deps, court: { ...deps.court, files } });
  t.teardown(() => app.close());
  const other = new Person(overInject(app));
  await other.signIn('bj-clerk');
  const before = await court.census();
  const answer = await other.upload(caseId, { pdf: await samplePdf() });
  t.match(answer, { status: 507, body: { code: 'DISK_FULL' } });
  t.equal(await court.census(), before);
});

t.test(
  'a person has so many acts open at a time; what is signed or has lapsed makes room',
  async (t) => {
    const { service } = await issueAndServe(clerk, { caseId, partyId });
    await litigant.ask('POST', `/api/v1/services/${service.id}/open`);
    const path = `/api/v1/services/${service.id}/signing`;
    const key = await newKey();
    const prepare = (language = 'zh-CN') =>
      litigant.ask<Signing & { code: string; message: string }>(
        'POST',
        path,
        { point: key.point, event: 'signed' },
        { 'accept-language': language },
      );
    court.advance(ACT_LIFE_MS);
    const begun = await Promise.all(Array.from({ length: MAX_OPEN_ACTS + 3 }, () => prepare()));
    const taken = begun.filter(({ status }) => status === 201);
    t.equal(taken.length, MAX_OPEN_ACTS, 'also when all are begun at once');
    const before = await court.census();
    t.match(await prepare(), {
      status: 429,
      body: { code: 'SIGNING_TOO_MANY', message: /十分钟/, details: { max: MAX_OPEN_ACTS } },
    });
    t.match(await prepare('en'), { body: { message: /ten minutes/ } });
    t.equal(await court.census(), before);
    t.equal(
      (await clerk.sign(`/api/v1/documents/${service.documentId}/signing`)).status,
      409,
      'others go on',
    );
    const [first] = taken;
    const { actId, message } = (first as NonNullable<typeof first>).body;
    const signature = await key.sign(fromBase64Url(message));
    const done = await litigant.ask('POST', `/api/v1/acts/${actId}/signature`, { signature });
    t.equal(done.status, 201);
    const objecting = { point: key.point, event: 'objected' };
    t.equal((await litigant.ask('POST', path, objecting)).status, 201, 'one was signed');
    t.equal((await litigant.ask('POST', path, objecting)).status, 429);
    court.advance(ACT_LIFE_MS);
    t.equal((await litigant.ask('POST', path, objecting)).status, 201, 'the others have lapsed');
  },
);

t.test('a clock set back makes a prepared act refuse itself, and nothing changes', async (t) => {
  const { service } = await issueAndServe(clerk, { caseId, partyId });
  await litigant.ask('POST', `/api/v1/services/${service.id}/open`);
  const key = await newKey();
  // More than the contract lets an act be ahead, less than a session may rest.
  court.advance(20 * 60_000);
  const act = await litigant.ask<Signing>('POST', `/api/v1/services/${service.id}/signing`, {
    point: key.point,
    event: 'signed',
  });
  court.advance(-20 * 60_000);
  const signature = await key.sign(fromBase64Url(act.body.message));
  const path = `/api/v1/acts/${act.body.actId}/signature`;
  t.match(await litigant.ask('POST', path, { signature }), {
    status: 409,
    body: { code: 'ACT_TIME_IN_FUTURE' },
  });
  const signed = await litigant.sign(`/api/v1/services/${service.id}/signing`, { event: 'signed' });
  t.equal(signed.status, 201, 'prepared again under the clock as it is now, it is done');
  const id = signed.body.recordId as never;
  t.match(await court.deployment.notary.whenSettled(id, 'proven', 20_000), { state: 'proven' });
});

t.test(
  'callers behind a trusted proxy are counted one by one, others as who they are',
  async (t) => {
    const asks = (trustedProxies: string[]) => {
      const limited = { ...court.config, rateLimit: 20, trustedProxies };
      return testApp(limited, court.deployment.deps).then((app) => {
        t.teardown(() => app.close());
        // Requests that are injected come from 127.0.0.1.
        return async (forwarded: string) => {
          const url = `/api/v1/public/digests/${'0'.repeat(64)}`;
          const headers = { 'x-forwarded-for': forwarded };
          return (await app.inject({ url, headers })).statusCode;
        };
      });
    };
    const statuses = async (ask: (forwarded: string) => Promise<number>, callers: string[]) => {
      const out: number[] = [];
      for (const caller of callers) out.push(await ask(caller));
      return out;
    };
    const callers = ['203.0.113.1', '203.0.113.2', '203.0.113.1', '203.0.113.2', '203.0.113.1'];
    t.strictSame(
      await statuses(await asks(['127.0.0.1']), callers),
      [200, 200, 200, 200, 429],
      'two each, the third of one is refused',
    );
    t.strictSame(await statuses(await asks([]), callers), [200, 200, 429, 429, 429]);
    t.strictSame(await statuses(await asks(['10.0.0.1']), callers), [200, 200, 429, 429, 429]);
    const forged = [
      '198.51.100.1, 203.0.113.9',
      '198.51.100.2, 203.0.113.9',
      '198.51.100.3, 203.0.113.9',
    ];
    t.strictSame(
      await statuses(await asks(['127.0.0.1']), forged),
      [200, 200, 429],
      'what a caller himself put before the proxy’s entry is not believed',
    );
  },
);

t.test('look-ups are limited more strictly than the rest', async (t) => {
  const limited = { ...court.config, rateLimit: 20 };
  const app = await testApp(limited, court.deployment.deps);
  t.teardown(() => app.close());
  const stranger = new Person(overInject(app));
  const look = () => stranger.ask('GET', `/api/v1/public/digests/${'0'.repeat(64)}`);
  t.equal((await look()).status, 200);
  t.equal((await look()).status, 200);
  const third = await look();
  t.match(third, { status: 429, body: { code: 'TOO_MANY_REQUESTS' } });
  t.ok(third.headers.get('retry-after'));
  t.equal((await stranger.ask('GET', '/api/v1/limits')).status, 200);
});
