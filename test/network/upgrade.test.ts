import { type LeafId, type RecordId, recordId } from '@cunzheng/domain';
import type { Pool } from '@cunzheng/gateway';
import { type Network, networkStatus, upgradeContract } from '@cunzheng/network';
import { buildFullProof, type ChosenPapers, type Notary } from '@cunzheng/notary';
import { noteCall, recordCall, someEntry, suitsOf } from '@cunzheng/notary/conformance';
import t, { type Test } from 'tap';
import { fabricFor, raiseNetwork } from '../house/fabric.ts';
import { contractAt, historyMissing } from '../house/former-contract.ts';
import { eventually } from '../house/house.ts';
import {
  type NotaryDesk,
  openNotaryDesk,
  proven,
  type RecordedCase,
  record,
  recordCase,
} from '../house/network-case.ts';
import { makeFiling } from '../house/network-filing.ts';
import { samplePdf } from '../house/sample.ts';
import { askPython, askTypeScript, type Case, pythonMissing } from '../vectors/cases.ts';

const suite = 'test/network/upgrade';
const { programs, skip } = await fabricFor(suite);
const COURT = '京0491';
const NUMBER = '（2026）京0491民初1024号';
// Bringing a network up takes a minute or more on a busy machine.
const NETWORK_MS = 900_000;

/** Something that former contracts did not know. */
interface Novelty {
  /** The last commit whose contract knew nothing of it. */
  readonly before: string;
  /** Tries it on the former contract; resolves to what becomes of it under today's. */
  tryEarly(t: Test, desk: NotaryDesk): Promise<(t: Test) => Promise<void>>;
}

const NOVELTIES: Readonly<Record<string, Novelty>> = {
  batches: {
    before: '3ed343281b526dd1dba11c28b7b8a4231378b8ee',
    tryEarly: tryBatch,
  },
  filings: {
    before: '98dd4e9f42de8e2aa939132dce8542ca5541a5e7',
    async tryEarly(t, desk) {
      const [filing, suits] = [await tryFiling(t, desk), await trySuits(t, desk)];
      return async (t) => {
        await filing(t);
        await suits(t);
      };
    },
  },
};

t.setTimeout(Object.keys(NOVELTIES).length * NETWORK_MS);

for (const [name, novelty] of Object.entries(NOVELTIES)) {
  t.test(
    `the contract before ${name} is upgraded to today’s`,
    { skip: skip || historyMissing(suite, novelty.before), timeout: NETWORK_MS },
    async (t) => {
      if (programs === undefined) return;
      const bundle = await contractAt(novelty.before);
      await upgrade(t, await raiseNetwork(t, programs, { bundle }), novelty);
    },
  );
}

async function upgrade(t: Test, network: Network, { tryEarly }: Novelty): Promise<void> {
  const opened = await openNotaryDesk(t, network.layout.dir);
  const { desk, notary } = opened;
  const file = await samplePdf();
  const former = await recordCase(desk, file);
  await t.test('records are taken before it', (t) => holds(t, opened, 'before', former));
  const whatBecomes = await tryEarly(t, opened);

  const { sequence } = await upgradeContract(network);
  t.equal(sequence, 2);

  await t.test('what it did not know is recorded after it', whatBecomes);
  await t.test('new records are proven beside the old', async (t) => {
    await holds(t, opened, 'after', await recordCase(desk, file));
    await holds(t, opened, 'before, asked for after', former);
    t.match(await notary.health(), { pending: 0, pendingLeaves: 0, alarms: [] });
  });
  await t.test('every member’s auditor has the same log', (t) => agreedUpon(t, network, opened));
}

/** Behaviours that are noted before it wait for it. */
async function tryBatch(t: Test, { desk, notary, pool }: NotaryDesk) {
  const batch = { name: 'recordBatch', args: [COURT, '1', '1', 'r', 'p'] };
  await t.rejects(desk.ledger.submit(batch), { code: 'CALL_UNKNOWN' });
  const [id] = (await noteLooks(notary, pool)) as [LeafId];
  t.match((await notary.leafStatuses([id])).get(id), { state: 'pending' });
  return async (t: Test) => {
    t.match(await notary.whenLeafSettled(id, 'proven', 120_000), { seq: 1 });
    const proof = await notary.leafProof(id);
    await agree(t, { name: 'leaf', proof, trust: Buffer.from(desk.trust) });
  };
}

/** A filing signed under keys that were recorded before it is refused before, and goes its whole way after. */
async function tryFiling(t: Test, { desk }: NotaryDesk) {
  const { ledger, log } = desk;
  const filing = await makeFiling(ledger.network, NUMBER);
  await record(ledger, filing.keys);
  const { response } = await ledger.submit(recordCall([filing.first]));
  t.match(JSON.parse(response), [{ outcome: 'refused', code: 'RECORD_MALFORMED' }]);
  return async (t: Test) => {
    for (const each of [filing.first, ...filing.later]) await record(ledger, [each]);
    const second = filing.act({ action: 'docketed', number: NUMBER.replace('1024', '1025') });
    t.match((await ledger.submit(recordCall([second]))).response, /FILING_NOT_AT_TURN/);
    const { papers: list, file } = filing;
    const papers = { list, shown: [list.length - 1] };
    for (const each of [filing.first, ...filing.later]) {
      const id = recordId(each);
      await proven(log, id);
      await agree(t, await question(desk, { name: each.action, id }));
    }
    const again = { name: 'again, with a paper', id: recordId(filing.again), papers };
    await agree(t, { ...(await question(desk, again)), file });
  };
}

/** Nothing is noted of a filing before it; after, a docketed one is noted and found, with its number. */
async function trySuits(t: Test, { desk: { ledger } }: NotaryDesk) {
  const number = NUMBER.replace('1024', '1025');
  const { keys, first, later } = await makeFiling(ledger.network, number);
  const id = recordId(first);
  const entry = someEntry()(id);
  await t.rejects(ledger.submit(noteCall([entry])), { code: 'CALL_UNKNOWN' });
  return async (t: Test) => {
    await record(ledger, keys);
    for (const each of [first, ...later]) await record(ledger, [each]);
    t.match(await ledger.submit(noteCall([entry])), { response: '[{"outcome":"recorded"}]' });
    t.same(await suitsOf(ledger, entry), [
      { court: COURT, state: 'docketed', filing: id, submitted: first.actTime, number },
    ]);
  };
}

/** What is asked of a verifier about a record, with all that the ledger shows of it. */
interface Asked {
  readonly name: string;
  readonly id: RecordId;
  readonly openings?: RecordedCase['openings'];
  readonly papers?: ChosenPapers;
}

async function question(
  { log, ledger, trust }: NotaryDesk['desk'],
  { name, id, openings = [], papers }: Asked,
): Promise<Case> {
  const store = { openings: async () => [...openings] };
  const { evidence } = ledger;
  const proof = await buildFullProof(log, store, id, { evidence, papers });
  return { name, proof, trust: Buffer.from(trust) };
}

async function holds(
  t: Test,
  { desk }: NotaryDesk,
  name: string,
  { receipt, openings }: RecordedCase,
): Promise<void> {
  await agree(t, await question(desk, { name, id: receipt, openings }));
}

/** Both verifiers take it, the ledger's own signatures included, and its file where there is one. */
async function agree(t: Test, question: Case) {
  const answer = await askTypeScript(question);
  const verdict = question.file === undefined ? 'recorded' : 'unalteredSinceRecorded';
  t.match(answer, { verdict, states: /log ok, courts ok.*ledger ok$/ }, question.name);
  if (pythonMissing() === false)
    t.same(askPython([question]).get(question.name), answer, `${question.name}: Python`);
}

async function agreedUpon(t: Test, network: Network, { desk }: NotaryDesk): Promise<void> {
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
