import { recordBytes, recordId } from '@cunzheng/domain';
import t from 'tap';
import { MAX_STATE_CALLS, parseRecordKey, recordKey } from '../../src/state/index.ts';
import {
  COURT,
  fate,
  makeDocument,
  makeLedger,
  makeReceipt,
  makeServed,
  makeService,
  makeSigner,
  outcomesOf,
  recordCall,
  submit,
  tag,
  textOf,
} from '../support/acts.ts';
import { NOW_MS } from '../support/memory-ledger.ts';

t.test('records of one call may refer to each other', async (t) => {
  const { outcomes } = await makeServed();
  t.same(
    outcomes.map(({ outcome }) => outcome),
    Array(5).fill('recorded'),
  );
});

t.test('outcomes are canonical JSON in the order of the records', async (t) => {
  const ledger = await makeLedger();
  const clerk = makeSigner('clerk');
  const unknown = makeDocument(makeSigner('clerk'));
  const result = await recordCall(ledger, [unknown, clerk.registration]);
  const [a, b] = [recordId(unknown), recordId(clerk.registration)];
  const expected = `[{"code":"KEY_UNKNOWN","id":"${a}","outcome":"refused"},{"id":"${b}","outcome":"recorded"}]`;
  t.equal(result.text, expected);
});

t.test('the value of a record is its exact bytes, and only records are leaves', async (t) => {
  const { ledger, service, litigant } = await makeServed();
  const receipt = makeReceipt(service, litigant);
  const { writes } = await recordCall(ledger, [receipt]);
  const leaves = writes.filter(([key]) => parseRecordKey(key) !== undefined);
  const text = Buffer.from(recordBytes(receipt)).toString();
  t.same(leaves, [[recordKey(recordId(receipt)), text]]);
  t.ok(writes.every(([, value]) => value !== ''));
});

t.test('no event is set', async (t) => {
  const ledger = await makeLedger();
  const result = await recordCall(ledger, [makeSigner('clerk').registration]);
  t.equal(result.event, undefined);
});

t.test('a refused record writes nothing', async (t) => {
  const { ledger, service } = await makeServed();
  const result = await recordCall(ledger, [makeReceipt(service, makeSigner('litigant'))]);
  t.same([result.status, result.writes], [200, []]);
});

t.test('a record already on the ledger writes nothing', async (t) => {
  const { ledger, clerk, document, service } = await makeServed();
  const result = await recordCall(ledger, [clerk.registration, document, service]);
  t.same(
    outcomesOf(result).map(({ outcome }) => outcome),
    ['exists', 'exists', 'exists'],
  );
  t.same(result.writes, []);
});

t.test('the same record twice in one call is recorded once', async (t) => {
  const ledger = await makeLedger();
  const { registration } = makeSigner('clerk');
  const id = recordId(registration);
  const outcomes = await submit(ledger, [registration, registration]);
  t.same(outcomes, [
    { id, outcome: 'recorded' },
    { id, outcome: 'exists' },
  ]);
});

t.test(
  'a record stays recorded when it comes again much later or after its key is revoked',
  async (t) => {
    const { ledger, document } = await makeServed();
    const earlier = { timeMs: Date.parse('2025-01-01T00:00:00.000Z') };
    t.equal(await fate(ledger, document, earlier), 'exists');
  },
);

t.test(
  'an act may lie 15 minutes after the transaction, no more, and any time before',
  async (t) => {
    const ledger = await makeLedger();
    const at = (ms: number) =>
      makeSigner('clerk', { actTime: new Date(NOW_MS + ms).toISOString() });
    const quarter = 15 * 60 * 1000;
    t.equal(await fate(ledger, at(quarter).registration), 'recorded');
    t.equal(await fate(ledger, at(quarter + 1).registration), 'ACT_TIME_IN_FUTURE');
    t.equal(await fate(ledger, at(-1000 * quarter).registration), 'recorded');
  },
);

t.test('the acting court is one that the submitting member hosts', async (t) => {
  const ledger = await makeLedger();
  const { registration } = makeSigner('clerk');
  t.equal(await fate(ledger, registration, { member: 'HzicMSP' }), 'COURT_NOT_YOURS');
  t.equal(await fate(ledger, { ...registration, court: '沪01' }), 'COURT_UNKNOWN');
  t.equal(await fate(ledger, registration), 'recorded');
});

t.test('a court only proposed is unknown', async (t) => {
  const ledger = await makeLedger();
  await ledger.call('proposeCourt', ['{"code":"沪01","member":"BjicMSP","name":"上海一中院"}']);
  const { registration } = makeSigner('clerk', { court: '沪01' });
  t.equal(await fate(ledger, registration), 'COURT_UNKNOWN');
});

t.test('a malformed record is refused beside good ones', async (t) => {
  const ledger = await makeLedger();
  const { registration } = makeSigner('clerk');
  const good = textOf(registration);
  const texts = [
    'not JSON',
    '{}',
    JSON.stringify({ ...registration, kind: 'verdict' }),
    ` ${textOf(makeSigner('clerk').registration)}`,
    textOf(makeSigner('clerk').registration).replace('{', '{"extra":1,'),
    good.replace('"v":1', '"v":1,"v":1'),
    good.replace('"v":1', '"v":1.0'),
    good.replace('"v":1', '"v":1e0'),
    good.replace('"v":1', '"v":null'),
    good.replace('"sign"', '"si\\u0067n"'),
    good.replace('"v":1', '"v":1,"__proto__":{}'),
    `\uFEFF${good}`,
    `${good}\n`,
    `"${'x'.repeat(8192)}"`,
    '',
    good,
  ];
  const result = await ledger.call('record', [JSON.stringify(texts)]);
  t.same(
    outcomesOf(result).map(({ code, outcome }) => code ?? outcome),
    [...Array(13).fill('RECORD_MALFORMED'), 'RECORD_TOO_LARGE', 'RECORD_MALFORMED', 'recorded'],
  );
});

t.test('an argument that is no array of texts fails the call', async (t) => {
  const ledger = await makeLedger();
  for (const argument of ['', 'x', '{}', '"a"', '[1]', '[["a"]]', 'null', '[null]']) {
    const result = await ledger.call('record', [argument]);
    t.equal(result.status, 500, argument);
    t.match(result.text, /^INPUT_INVALID: /, argument);
    t.same(result.writes, []);
  }
});

t.test('an empty array is answered with one', async (t) => {
  const ledger = await makeLedger();
  t.equal((await ledger.call('record', ['[]'])).text, '[]');
});

t.test('more records than state calls fail the call', async (t) => {
  const ledger = await makeLedger();
  const result = await ledger.call('record', [JSON.stringify(Array(MAX_STATE_CALLS + 1).fill(''))]);
  t.match(result, { status: 500, text: /^STATE_CALLS_EXCEEDED: / });
});

/** Services of one document that fit into a call but for what every call reads: one read and two writes each. */
const SERVICES = Math.floor(MAX_STATE_CALLS / 3);

t.test('once the state calls are used up the rest is left for another call', async (t) => {
  const { ledger, document } = await makeServed();
  const services = Array.from({ length: SERVICES + 15 }, () =>
    makeService(document, { recipient: tag() }),
  );
  const result = await recordCall(ledger, services);
  const outcomes = outcomesOf(result);
  const recorded = outcomes.filter(({ outcome }) => outcome === 'recorded').length;
  t.ok(result.reads.length + result.writes.length <= MAX_STATE_CALLS);
  t.ok(recorded > SERVICES - 6 && recorded < services.length);
  t.ok(outcomes.slice(0, recorded).every(({ outcome }) => outcome === 'recorded'));
  t.ok(outcomes.slice(recorded).every(({ code }) => code === 'STATE_CALLS_EXCEEDED'));
  const rest = await submit(ledger, services.slice(recorded));
  t.ok(rest.every(({ outcome }) => outcome === 'recorded'));
});

t.test(
  'what fits after the first record left over is left over too, for it may refer to it',
  async (t) => {
    const { ledger, document, service } = await makeServed();
    const services = Array.from({ length: SERVICES }, () =>
      makeService(document, { recipient: tag() }),
    );
    const outcomes = await submit(ledger, [...services, service]);
    t.equal(outcomes.at(-1)?.code, 'STATE_CALLS_EXCEEDED');
  },
);

t.test('writing needs the gateway attribute in the certificate', async (t) => {
  const ledger = await makeLedger();
  const { registration } = makeSigner('clerk');
  for (const certificate of ['auditor', 'plain', 'not a certificate']) {
    const result = await recordCall(ledger, [registration], { certificate });
    t.match(result, { status: 500, text: /^GATEWAY_ROLE_MISSING: / }, certificate);
  }
  t.equal(await fate(ledger, registration, { certificate: 'gateway' }), 'recorded');
});

t.test('a submitter of no member fails the call', async (t) => {
  const ledger = await makeLedger();
  const result = await recordCall(ledger, [], { member: 'StrangerMSP' });
  t.match(result, { status: 500, text: /^MEMBER_UNKNOWN: / });
});

t.test('refused signatures do not disturb the records around them', async (t) => {
  const { ledger, clerk } = await makeServed();
  const documents = Array.from({ length: 24 }, () => makeDocument(clerk));
  const forged = documents.map((document, i) =>
    i % 3 === 0 ? { ...document, number: `${COURT}-2025-${String(i).padStart(6, '0')}` } : document,
  );
  const outcomes = await submit(ledger, forged);
  t.same(
    outcomes.map(({ code, outcome }) => code ?? outcome),
    forged.map((_, i) => (i % 3 === 0 ? 'SIGNATURE_INVALID' : 'recorded')),
  );
});
