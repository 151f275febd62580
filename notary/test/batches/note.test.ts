import { existsSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  FIRST_PREV_ROOT,
  type LeafId,
  openFields,
  parseBehaviour,
  rootFromInclusion,
  toBase64Url,
  utf8,
} from '@cunzheng/domain';
import t from 'tap';
import { leavesOf, listPath } from '../../src/batches/leaf-lists.ts';
import { leafHashOf } from '../../src/batches/tree.ts';
import {
  batchesOnChain,
  COURT,
  countUpTo,
  MEMBER,
  makeStory,
  noteActs,
  openTestNotary,
  recordAct,
  transact,
} from '../support/court.ts';
import { spoil } from '../support/spoiled-ledger.ts';

const WAIT_MS = 30_000;
t.setTimeout(180_000);

t.test('a behaviour is pending at the commit, then recorded, then proven', async (t) => {
  const { notary, pool, chain } = await openTestNotary(t);
  const ids = await noteActs(pool, notary, countUpTo(5));
  const recorded = await notary.whenLeafSettled(ids[0] as LeafId, 'recorded', WAIT_MS);
  t.match(recorded, { court: COURT, seq: 1 });
  const proven = await notary.whenLeafSettled(ids[4] as LeafId, 'proven', WAIT_MS);
  t.match(proven, { state: 'proven', seq: 1, position: 4, index: 0 });
  const [batch] = await batchesOnChain(chain.ledger);
  t.match(batch, { court: COURT, seq: 1, size: 5, prevRoot: FIRST_PREV_ROOT });
  const entry = await chain.log.entry(0);
  t.equal(entry.kind, 'batch');
  t.match(await notary.health(), { ledger: 'ok', pendingLeaves: 0, provenSize: 1, alarms: [] });
});

t.test('the list of a batch lies whole in both places before it is on the ledger', async (t) => {
  const { notary, pool, chain, dir } = await openTestNotary(t, (ledger) => ({
    ...spoil(ledger, () => undefined),
    prepare: async (call) => {
      const { txId, submit } = await ledger.prepare(call);
      return {
        txId,
        submit: async () => {
          const lists = ['leaf-lists', 'leaf-copies'].map((place) =>
            join(dir, place, listPath(call.args[3] as string)),
          );
          t.same(lists.map(existsSync), [true, true]);
          return submit();
        },
      };
    },
  }));
  const ids = await noteActs(pool, notary, countUpTo(3));
  await notary.whenLeafSettled(ids[0] as LeafId, 'proven', WAIT_MS);
  const [batch] = await batchesOnChain(chain.ledger);
  for (const place of ['leaf-lists', 'leaf-copies']) {
    const bodies = leavesOf(readFileSync(join(dir, place, listPath(batch?.root ?? '')), 'utf8'));
    t.same(
      bodies.map((body) => leafHashOf(body).toString('base64url')),
      ids,
    );
    t.notOk(bodies.join().includes('number":1'), 'what is hidden is not in the list');
  }
});

t.test('nothing is noted when the caller rolls back, nor what hides nothing', async (t) => {
  const { notary, pool, chain } = await openTestNotary(t);
  const leaf = { act: 'person.read', time: '2026-11-22T06:00:00.000Z', hidden: { person: 'p' } };
  const failure = new Error('the act failed');
  const noting = { member: MEMBER, court: COURT, leaves: [leaf] };
  await t.rejects(
    transact(pool, async (tx) => {
      await notary.note(tx, noting);
      throw failure;
    }),
    failure,
  );
  const bare = { ...noting, leaves: [{ ...leaf, hidden: {} }] };
  await t.rejects(
    transact(pool, (tx) => notary.note(tx, bare)),
    { code: 'LEAF_MALFORMED' },
  );
  const [kept] = await noteActs(pool, notary, [7]);
  await notary.whenLeafSettled(kept as LeafId, 'proven', WAIT_MS);
  t.match(await batchesOnChain(chain.ledger), [{ seq: 1, size: 1 }]);
});

t.test('batches hold 4,096 leaves at most and follow each other without a gap', async (t) => {
  const { notary, pool, chain } = await openTestNotary(t);
  const ids = await noteActs(pool, notary, countUpTo(5000));
  for (const id of [ids[0], ids[4999]])
    await notary.whenLeafSettled(id as LeafId, 'proven', WAIT_MS);
  const batches = await batchesOnChain(chain.ledger);
  t.match(batches, [
    { seq: 1, size: 4096, prevRoot: FIRST_PREV_ROOT },
    { seq: 2, size: 904, prevRoot: batches[0]?.root },
  ]);
  const places = [...(await notary.leafStatuses(ids)).values()];
  const named = new Set(places.map(({ seq, position }) => `${seq}/${position}`));
  t.equal(named.size, 5000, 'each leaf has a place of its own');
});

t.test(
  'a leaf’s proof leads through the batch to the checkpoint, as far as it is shown',
  async (t) => {
    const { notary, pool, chain } = await openTestNotary(t);
    const ids = await noteActs(pool, notary, countUpTo(5));
    const id = ids[4] as LeafId;
    await notary.whenLeafSettled(id, 'proven', WAIT_MS);
    const proof = JSON.parse(Buffer.from(await notary.leafProof(id)).toString());
    const { subject, batch } = proof;
    t.match(proof, { format: 'cunzheng-leaf-proof/1', subject: { position: 4 } });
    const text = JSON.stringify(subject.leaf);
    t.same({ ...openFields(parseBehaviour(utf8(text)).sd, subject.openings) }, { number: 4 });
    const path = subject.path.map((hash: string) => Buffer.from(hash, 'base64url'));
    const root = rootFromInclusion(4, 5, leafHashOf(text), path);
    t.equal(toBase64Url(root), batch.batch.root);
    t.equal(path.length, 1, 'the last of five goes up as it is');
    const hidden = JSON.parse(Buffer.from(await notary.leafProof(id, [])).toString());
    t.same(hidden.subject.openings, []);
    await t.rejects(notary.leafProof(id, ['name']), { code: 'INPUT_INVALID' });
    await t.rejects(notary.leafProof('A'.repeat(43) as LeafId), { code: 'NOT_FOUND' });
    t.equal(chain.log.alarms().length, 0);
  },
);

t.test('a proof is made from whichever place has the list whole', async (t) => {
  const { notary, pool, chain, dir } = await openTestNotary(t);
  const [id] = (await noteActs(pool, notary, [1, 2])) as [LeafId, LeafId];
  await notary.whenLeafSettled(id, 'proven', WAIT_MS);
  const [batch] = await batchesOnChain(chain.ledger);
  const [list, copy] = ['leaf-lists', 'leaf-copies'].map((place) =>
    join(dir, place, listPath(batch?.root ?? '')),
  ) as [string, string];
  const whole = Buffer.from(await notary.leafProof(id)).toString();
  await writeFile(list, readFileSync(list, 'utf8').replace('person.read', 'person.seen'));
  t.equal(Buffer.from(await notary.leafProof(id)).toString(), whole, 'from the copy');
  await Promise.all([rm(list), rm(copy)]);
  t.equal(Buffer.from(await notary.leafProof(id)).toString(), whole, 'from the rows');
  await pool.query("update notary.leaf set body = replace(body, 'person.read', 'person.seen')");
  await t.rejects(notary.leafProof(id), { code: 'LEAF_LIST_MISSING' });
});

t.test('records and batches go side by side', async (t) => {
  const { notary, pool, scene } = await openTestNotary(t);
  const [ids, leaves] = await Promise.all([
    recordAct(pool, notary, makeStory(scene, 1)),
    noteActs(pool, notary, countUpTo(10)),
  ]);
  await notary.whenSettled(ids[2] as never, 'proven', WAIT_MS);
  await notary.whenLeafSettled(leaves[9] as LeafId, 'proven', WAIT_MS);
  t.match(await notary.health(), { pending: 0, pendingLeaves: 0, logSize: 4, alarms: [] });
});

t.test('a court that is not on the ledger yet keeps its leaves, and no other waits', async (t) => {
  const { notary, pool, chain } = await openTestNotary(t);
  const [early] = await noteActs(pool, notary, [1], '沪01');
  const [other] = await noteActs(pool, notary, [2]);
  await notary.whenLeafSettled(other as LeafId, 'proven', WAIT_MS);
  const told = async () => (await notary.health()).alarms.join();
  while (!(await told()).includes('COURT_UNKNOWN')) await new Promise((go) => setImmediate(go));
  t.match(await notary.health(), { pendingLeaves: 1 });
  const court = JSON.stringify({ code: '沪01', name: '上海市第一中级人民法院', member: MEMBER });
  await chain.ledger.submit({ name: 'proposeCourt', args: [court], as: MEMBER });
  for (const as of ['HzicMSP', 'GzicMSP'])
    await chain.ledger.submit({ name: 'approveCourt', args: [court], as });
  await notary.whenLeafSettled(early as LeafId, 'proven', WAIT_MS);
  t.match(await notary.health(), { pendingLeaves: 0, alarms: [] });
});
