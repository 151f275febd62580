import { FIRST_PREV_ROOT, type LeafId, sha256Text, utf8 } from '@cunzheng/domain';
import type { Pool } from '@cunzheng/gateway';
import type { Notary } from '@cunzheng/notary';
import t from 'tap';
import { fabricFor, raiseNetwork } from '../house/fabric.ts';
import { openNotaryDesk } from '../house/network-case.ts';
import { askPython, askTypeScript, pythonMissing } from '../vectors/cases.ts';

const { programs, skip } = await fabricFor('test/network/behaviours');
const COURT = '京0491';
const LEAVES = 5000;
const PATIENCE_MS = 120_000;

// Bringing a network up takes a minute or more on a busy machine.
t.setTimeout(900_000);

t.test('behaviours on a network of four members', { skip, timeout: 900_000 }, async (t) => {
  if (programs === undefined) return;
  const network = await raiseNetwork(t, programs);
  const { desk, notary, pool } = await openNotaryDesk(t, network.layout.dir);
  const ids = await note(notary, pool, LEAVES);
  const last = ids[LEAVES - 1] as LeafId;

  await t.test('are proven, each in one batch, numbered without a gap', async (t) => {
    t.match(await notary.whenLeafSettled(ids[0] as LeafId, 'proven', PATIENCE_MS), { seq: 1 });
    t.match(await notary.whenLeafSettled(last, 'proven', PATIENCE_MS), { seq: 2 });
    const states = [...(await notary.leafStatuses(ids)).values()];
    t.equal(states.filter(({ state }) => state === 'proven').length, LEAVES);
    t.match(await notary.health(), { pendingLeaves: 0, alarms: [] });
  });

  await t.test('have proofs that show the ledger to both verifiers', async (t) => {
    const proof = await notary.leafProof(last);
    const question = { name: 'real', proof, trust: Buffer.from(desk.trust) };
    const answer = await askTypeScript(question);
    t.match(answer, { verdict: 'recorded', states: /log ok, courts ok.*ledger ok$/ });
    if (pythonMissing() === false) t.same(askPython([question]).get('real'), answer);
  });

  await t.test('cannot leave a gap, nor go under another member’s court', async (t) => {
    const root = sha256Text(utf8('another'));
    const submit = (...args: string[]) => desk.ledger.submit({ name: 'recordBatch', args });
    const [next, other] = ['4', '浙0192'];
    await t.rejects(submit(COURT, next, '1', root, root), { code: 'BATCH_OUT_OF_SEQUENCE' });
    await t.rejects(submit(COURT, '2', '1', root, root), { code: 'BATCH_EXISTS' });
    await t.rejects(submit(COURT, '3', '1', root, root), { code: 'BATCH_ROOT_DIFFERS' });
    await t.rejects(submit(other, '1', '1', root, FIRST_PREV_ROOT), { code: 'COURT_NOT_YOURS' });
  });
});

/** Notes so many behaviours at once. */
async function note(notary: Notary, pool: Pool, count: number): Promise<LeafId[]> {
  const leaves = Array.from({ length: count }, (_, i) => ({
    act: 'person.read',
    time: new Date().toISOString(),
    hidden: { number: i },
  }));
  const client = await pool.connect();
  try {
    await client.query('begin');
    const ids = await notary.note(client, { member: 'BjicMSP', court: COURT, leaves });
    await client.query('commit');
    return ids;
  } finally {
    client.release();
  }
}
