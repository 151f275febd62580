import { createHash } from 'node:crypto';
import {
  fromBase64Url,
  type RecordId,
  recordId,
  type SeenCheckpoint,
  type Sha256,
  toBase64Url,
} from '@cunzheng/domain';
import { MAX_COMPACT_BYTES, verifyProof } from '@cunzheng/proof';
import t, { type Test } from 'tap';
import type { DemoTrust, NotaryLog, PublishedCheckpoint } from '../../src/log/index.ts';
import { buildCompactProof, buildFullProof } from '../../src/proofs/index.ts';
import {
  anyRecord,
  revokeKey,
  type ServedDocument,
  serveDocument,
} from '../support/court-records.ts';
import { FakeLedger } from '../support/fake-ledger.ts';
import { openBench, temporaryDirectory, whenProven } from '../support/log-bench.ts';

const none = { openings: () => [] };

interface Scene {
  readonly ledger: FakeLedger;
  readonly log: NotaryLog;
  readonly demo: DemoTrust;
  readonly served: ServedDocument;
}

/** A document served and signed for, after a checkpoint that the signer has seen and among other records. */
async function scene(t: Test): Promise<Scene> {
  const ledger = new FakeLedger();
  const { log, demo } = await openBench(await temporaryDirectory(t), ledger);
  t.teardown(() => log.close());
  ledger.record(...Array.from({ length: 300 }, anyRecord));
  await whenProven(log, 300);
  const seen = seenNow(log);
  const served = serveDocument(ledger.network, seen);
  ledger.record(served.clerk.record);
  ledger.record(served.document);
  ledger.record(served.service, served.litigant.record);
  ledger.record(served.receipt, anyRecord());
  await whenProven(log, 306);
  return { ledger, log, demo, served };
}

function seenNow(log: NotaryLog): SeenCheckpoint {
  const { size, root } = (log.checkpoint() as PublishedCheckpoint).checkpoint;
  return { size, root: toBase64Url(root) as Sha256 };
}

async function judge(proof: Uint8Array, demo: DemoTrust, sha256?: string) {
  const digests = sha256 === undefined ? undefined : { sha256: fromBase64Url(sha256) };
  return verifyProof({ proof, trust: demo.text, digests });
}

t.test('a full proof of every kind of record convinces the verifier', async (t) => {
  const { log, demo, ledger, served } = await scene(t);
  const revocation = revokeKey(served.litigant, '2026-11-20T01:02:03.004Z');
  ledger.record(revocation);
  await whenProven(log, 307);
  const { clerk, document, service, receipt } = served;
  for (const record of [clerk.record, document, service, receipt, revocation]) {
    const store = { openings: () => (record === receipt ? served.openings : []) };
    const proof = await buildFullProof(log, store, recordId(record));
    const result = await judge(proof, demo);
    t.equal(result.verdict, 'recorded', `${record.kind}: ${result.reason}`);
    t.equal(result.stages.find(({ id }) => id === 'persons')?.state, 'ok', record.kind);
  }
});

t.test('the proof of a receipt carries signers, openings and the checkpoint seen', async (t) => {
  const { log, demo, served } = await scene(t);
  const store = { openings: () => served.openings };
  const proof = await buildFullProof(log, store, recordId(served.receipt));
  const result = await judge(proof, demo, served.document.sha256);
  t.equal(result.signers.length, 2);
  t.same({ ...result.shown }, { caseNumber: '（2026）京0491民初1号', title: '传票' });
  t.equal(JSON.parse(Buffer.from(proof).toString()).support.length, 4);
  t.ok(JSON.parse(Buffer.from(proof).toString()).notBefore);
  t.equal(result.stages.find(({ id }) => id === 'time')?.state, 'ok');
});

t.test('the holder chooses what is shown', async (t) => {
  const { log, demo, served } = await scene(t);
  const store = { openings: () => served.openings };
  const id = recordId(served.receipt);
  for (const build of [buildFullProof, buildCompactProof]) {
    const result = await judge(await build(log, store, id, { shown: ['title'] }), demo);
    t.equal(result.verdict, 'recorded');
    t.same({ ...result.shown }, { title: '传票' });
    await t.rejects(build(log, store, id, { shown: ['name'] }), { code: 'INPUT_INVALID' });
  }
});

t.test('a compact proof convinces the verifier and is short', async (t) => {
  const { log, demo, served } = await scene(t);
  const store = { openings: () => served.openings };
  const proof = await buildCompactProof(log, store, recordId(served.receipt));
  t.ok(proof.length <= MAX_COMPACT_BYTES);
  const result = await judge(proof, demo);
  t.equal(result.verdict, 'recorded');
  t.equal(result.members.length, 3);
  t.same({ ...result.shown }, { caseNumber: '（2026）京0491民初1号', title: '传票' });
});

t.test('openings that do not fit a compact proof are left out unless asked for', async (t) => {
  const { log, served } = await scene(t);
  const id = recordId(served.receipt);
  const long = served.openings.map(
    ([salt, name]) => [salt, name, '长'.repeat(400)] as [string, string, string],
  );
  const store = { openings: () => long };
  t.ok((await buildCompactProof(log, store, id)).length < MAX_COMPACT_BYTES);
  await t.rejects(buildCompactProof(log, store, id, { shown: ['title', 'caseNumber'] }), {
    code: 'INPUT_INVALID',
  });
});

t.test('another file differs', async (t) => {
  const { log, demo, served } = await scene(t);
  const proof = await buildFullProof(log, none, recordId(served.document));
  const other = createHash('sha256').update('another').digest('base64url');
  t.equal((await judge(proof, demo, other)).verdict, 'differs');
});

t.test('a record without a checkpoint is not yet proven', async (t) => {
  const ledger = new FakeLedger();
  const { log } = await openBench(await temporaryDirectory(t), ledger, 3_600_000);
  t.teardown(() => log.close());
  const [first, second] = [anyRecord(), anyRecord()];
  const ask = (id: RecordId) => buildFullProof(log, none, id);
  await t.rejects(ask(recordId(first)), { code: 'NOT_YET_PROVEN' });
  ledger.record(first);
  await whenProven(log, 1);
  ledger.record(second);
  await t.rejects(ask(recordId(second)), { code: 'NOT_YET_PROVEN' });
  await t.rejects(buildCompactProof(log, none, recordId(second)), { code: 'NOT_YET_PROVEN' });
});

t.test('a checkpoint named with another root is not offered as not-before', async (t) => {
  const { ledger, log, demo } = await scene(t);
  const seen = { size: 300, root: toBase64Url(new Uint8Array(32)) as Sha256 };
  const served = serveDocument(ledger.network, seen);
  ledger.record(served.receipt);
  await whenProven(log, 307);
  // Its references are not on this ledger; without them no proof is built.
  await t.rejects(buildFullProof(log, none, recordId(served.receipt)), { code: 'NOT_YET_PROVEN' });
  ledger.record(served.clerk.record, served.document, served.service, served.litigant.record);
  await whenProven(log, 311);
  const proof = await buildFullProof(log, none, recordId(served.receipt));
  t.equal(JSON.parse(Buffer.from(proof).toString()).notBefore, undefined);
  t.equal((await judge(proof, demo)).reason, 'REFERENCE_DIFFERS');
});
