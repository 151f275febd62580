import type { LeafId } from '@cunzheng/domain';
import type { Pool } from '@cunzheng/gateway';
import { networkStatus, upgradeContract } from '@cunzheng/network';
import { buildFullProof, type Notary } from '@cunzheng/notary';
import t, { type Test } from 'tap';
import { fabricFor, raiseNetwork } from '../house/fabric.ts';
import { contractAt, historyMissing } from '../house/former-contract.ts';
import { eventually } from '../house/house.ts';
import { openNotaryDesk, type RecordedCase, recordCase } from '../house/network-case.ts';
import { samplePdf } from '../house/sample.ts';
import { askPython, askTypeScript, pythonMissing } from '../vectors/cases.ts';

const suite = 'test/network/upgrade';
const { programs, skip } = await fabricFor(suite);
/** The last commit whose contract knew no batches. */
const BEFORE_BATCHES = '3ed343281b526dd1dba11c28b7b8a4231378b8ee';
const COURT = '京0491';

// Bringing a network up takes a minute or more on a busy machine.
t.setTimeout(900_000);

t.test(
  'the contract before batches is upgraded to today’s',
  {
    skip: skip || historyMissing(suite, BEFORE_BATCHES),
  },
  async (t) => {
    if (programs === undefined) return;
    const network = await raiseNetwork(t, programs, { bundle: await contractAt(BEFORE_BATCHES) });
    const { desk, notary, pool } = await openNotaryDesk(t, network.layout.dir);
    const file = await samplePdf();
    const holds = async (t: Test, name: string, { receipt, openings }: RecordedCase) => {
      const store = { openings: async () => [...openings] };
      const { evidence } = desk.ledger;
      const proof = await buildFullProof(desk.log, store, receipt, { evidence });
      await agree(t, { name, proof, trust: Buffer.from(desk.trust) });
    };

    const former = await recordCase(desk, file);
    await t.test('records are taken before it; behaviours wait', async (t) => {
      await holds(t, 'before', former);
      const batch = { name: 'recordBatch', args: [COURT, '1', '1', 'r', 'p'] };
      await t.rejects(desk.ledger.submit(batch), { code: 'CALL_UNKNOWN' });
    });
    const ids = await noteLooks(notary, pool);
    t.match((await notary.leafStatuses(ids)).get(ids[0] as LeafId), { state: 'pending' });

    const { sequence } = await upgradeContract(network);
    t.equal(sequence, 2);

    await t.test('what waited is proven after it, beside new records and the old', async (t) => {
      t.match(await notary.whenLeafSettled(ids[0] as LeafId, 'proven', 120_000), { seq: 1 });
      const proof = await notary.leafProof(ids[0] as LeafId);
      await agree(t, { name: 'leaf', proof, trust: Buffer.from(desk.trust) });
      await holds(t, 'after', await recordCase(desk, file));
      await holds(t, 'before, asked for after', former);
      t.match(await notary.health(), { pendingLeaves: 0, alarms: [] });
    });

    await t.test('every member’s auditor has the same log', async (t) => {
      const sizes = async () => {
        const { members } = await networkStatus(network);
        return members.map(({ auditor }) => [auditor.up, auditor.size, auditor.alarms]);
      };
      const wanted = JSON.stringify([true, desk.log.size(), []]);
      await eventually('all auditors agree', async () =>
        (await sizes()).every((found) => JSON.stringify(found) === wanted),
      );
      t.same(desk.log.alarms(), []);
      const cosigners = desk.log
        .checkpoint()
        ?.signatures.filter(({ signature }) => signature.length === 72);
      t.ok((cosigners?.length ?? 0) >= 3, 'a quorum has cosigned what both contracts wrote');
    });
  },
);

/** Both verifiers take it, the ledger's own signatures included. */
async function agree(t: Test, question: { name: string; proof: Uint8Array; trust: Uint8Array }) {
  const answer = await askTypeScript(question);
  t.match(answer, { verdict: 'recorded', states: /log ok, courts ok.*ledger ok$/ }, question.name);
  if (pythonMissing() === false)
    t.same(askPython([question]).get(question.name), answer, `${question.name}: Python`);
}

async function noteLooks(notary: Notary, pool: Pool): Promise<LeafId[]> {
  const leaf = { act: 'person.read', time: new Date().toISOString(), hidden: { thing: 'x' } };
  const client = await pool.connect();
  try {
    await client.query('begin');
    const noted = await notary.note(client, { member: 'BjicMSP', court: COURT, leaves: [leaf] });
    await client.query('commit');
    return noted;
  } finally {
    client.release();
  }
}
