import { randomBytes } from 'node:crypto';
import { CunzhengError, recordId } from '@cunzheng/domain';
import type { Network } from '@cunzheng/network';
import { type LedgerBlock, SILENT_LOGGER, tellsOfLikeSuits } from '@cunzheng/notary';
import {
  makeSigner,
  makeSubmission,
  noteCall,
  type Runner,
  recordCall,
  type Scene,
  someEntry,
  suitsOf,
  testLedger,
} from '@cunzheng/notary/conformance';
import {
  connectionPath,
  type FabricLedger,
  type FabricLedgerOptions,
  openFabricLedger,
  readConnection,
} from '@cunzheng/notary/fabric';
import t from 'tap';
import { act, fabricFor, raiseNetwork } from '../house/fabric.ts';
import { eventually } from '../house/house.ts';

const { programs, skip } = await fabricFor('test/network/ledger');
const COURT = '京0491';

// Bringing a network up takes a minute or more on a busy machine.
t.setTimeout(900_000);

t.test('the driver on a network of four members', { skip, timeout: 900_000 }, async (t) => {
  if (programs === undefined) return;
  const network = await raiseNetwork(t, programs);
  const path = connectionPath(network.layout.dir);
  const options = await readConnection({ path });
  const open = (more: Partial<FabricLedgerOptions> = {}) =>
    openFabricLedger({ ...options, logger: SILENT_LOGGER, ...more });

  await t.test('keeps what the port promises', async (t) => {
    // tap's `test` has overloads that TypeScript cannot match against one signature.
    await testLedger(t as unknown as Runner, {
      open,
      court: COURT,
      supports: { driver: 'fabric', manyEndorsers: true, signedBlocks: true },
      stopOneEndorser: () => hang(network, 'peer.gzic'),
    });
  });

  await t.test('works through other members while the own peer hangs', async (t) => {
    const ledger = await open();
    t.teardown(() => ledger.close());
    const stop = new AbortController();
    const blocks = ledger.follow(await ledger.height(), stop.signal)[Symbol.asyncIterator]();
    const resume = await hang(network, 'peer.bjic');
    const result = await ledger.submit(someCall(ledger));
    t.match(await ledger.transaction(result.txId), { block: result.block, valid: true });
    t.match(await ledger.evaluate({ name: 'readMembers', args: [] }), /BjicMSP/);
    let block = await blockOf(blocks, result.block);
    t.ok(block.transactions.some(({ txId }) => txId === result.txId));
    t.match(ledger.peers()[0], { member: 'BjicMSP', up: false });
    await resume();
    const later = await ledger.submit(someCall(ledger));
    block = await blockOf(blocks, later.block);
    t.ok(block.transactions.some(({ txId }) => txId === later.txId));
    stop.abort();
  });

  await t.test('finds out by its id what became of a call it gave up', async (t) => {
    const ledger = await open({ deadlines: { submit: 1 } });
    t.teardown(() => ledger.close());
    const call = { ...someCall(ledger), nonce: randomBytes(24) };
    const { txId, submit } = await ledger.prepare(call);
    // Of four orderers three must agree.
    const resume = [await hang(network, 'orderer.gzic'), await hang(network, 'orderer.spc')];
    await t.rejects(submit(), { code: 'LEDGER_OUTCOME_UNKNOWN', details: { txId } });
    t.equal(await ledger.transaction(txId), undefined);
    for (const end of resume) await end();
    const [result, beside] = await Promise.all([settled(ledger, call), settled(ledger, call)]);
    t.equal(result.txId, txId);
    t.same(beside, result);
    t.equal(await countOf(ledger, txId), 1);
  });

  await t.test('records nothing twice when two processes submit one call', async (t) => {
    const [one, other] = await Promise.all([open(), open()]);
    t.teardown(() => Promise.all([one.close(), other.close()]));
    const call = { ...someCall(one), nonce: randomBytes(24) };
    const [a, b] = await Promise.all([settled(one, call), settled(other, call)]);
    t.same(a, b);
    t.equal(await countOf(one, a.txId), 1);
  });

  await t.test('calls in the name of each member whose gateway is here', async (t) => {
    const ledger = await open();
    t.teardown(() => ledger.close());
    const scene = { ...sceneOf(ledger), court: '浙0192' };
    const call = recordCall([makeSigner(scene, 'clerk').record]);
    t.match(await ledger.submit(call), { response: /COURT_NOT_YOURS/ });
    const { txId, block } = await ledger.submit({ ...call, as: 'HzicMSP' });
    for await (const { transactions } of ledger.follow(block)) {
      t.match(
        transactions.find((each) => each.txId === txId),
        { creator: 'HzicMSP' },
      );
      break;
    }
    await t.rejects(ledger.submit({ ...call, as: 'XMSP' }), { code: 'MEMBER_UNKNOWN' });
  });

  await t.test(
    'shows every member what one noted of like suits, and marks the block',
    async (t) => {
      const ledger = await open();
      t.teardown(() => ledger.close());
      const there = { ...sceneOf(ledger), court: '浙0192' };
      const applicant = makeSigner(there, 'litigant');
      const first = makeSubmission(there, applicant);
      const filed = recordCall([applicant.record, first]);
      const { block: before } = await ledger.submit({ ...filed, as: 'HzicMSP' });
      const entry = someEntry()(recordId(first));
      const note = noteCall([entry]);
      t.match(await ledger.submit(note), { response: /COURT_NOT_YOURS/ });
      const { block } = await ledger.submit({ ...note, as: 'HzicMSP' });
      const found = { court: '浙0192', filing: entry.filing, state: 'review' };
      for (const member of ['BjicMSP', 'GzicMSP', 'SpcMSP']) {
        const elsewhere = await open(await readConnection({ path, member }));
        t.teardown(() => elsewhere.close());
        await eventually(
          `${member} finds it`,
          async () => (await suitsOf(elsewhere, entry)).length > 0,
        );
        t.same(await suitsOf(elsewhere, entry), [{ ...found, submitted: first.actTime }], member);
      }
      const { evidence } = ledger;
      t.ok(tellsOfLikeSuits(await evidence.blockBytes(block)));
      t.notOk(tellsOfLikeSuits(await evidence.blockBytes(before)));
    },
  );

  await t.test('sees the same blocks at all members', async (t) => {
    const ledger = await open();
    t.teardown(() => ledger.close());
    await ledger.submit(someCall(ledger));
    t.same(ledger.alarms(), []);
    t.same(
      ledger.peers().map(({ member, up }) => [member, up]),
      ['BjicMSP', 'HzicMSP', 'GzicMSP', 'SpcMSP'].map((member) => [member, true]),
    );
  });

  await t.test('opens no other network than the one expected, and none that is away', async (t) => {
    const other = Buffer.alloc(32).toString('base64url') as FabricLedger['network'];
    await t.rejects(open({ network: other }), { code: 'CONFIG_INVALID' });
    await t.rejects(open({ member: 'XMSP' }), { code: 'CONFIG_INVALID' });
    const away = options.members.map((member) => ({
      ...member,
      peers: member.peers.map((peer) => ({ ...peer, address: 'localhost:1' })),
    }));
    await t.rejects(open({ members: away }), { code: 'LEDGER_UNAVAILABLE' });
  });
});

/** Reads on up to a block. */
async function blockOf(blocks: AsyncIterator<LedgerBlock>, number: number): Promise<LedgerBlock> {
  for (;;) {
    const block: LedgerBlock = (await blocks.next()).value;
    if (block.number === number) return block;
  }
}

/** Stops a node in the middle of its work; returns what lets it go on. */
async function hang(network: Network, node: string): Promise<() => Promise<void>> {
  await act(network, 'pause', node);
  return () => act(network, 'resume', node);
}

function sceneOf(ledger: FabricLedger): Scene {
  return { network: ledger.network, court: COURT, time: Date.now() };
}

function someCall(ledger: FabricLedger) {
  return recordCall([makeSigner(sceneOf(ledger), 'clerk').record]);
}

/** As the outbox does it: the same call under the same nonce until its outcome is known. */
async function settled(ledger: FabricLedger, call: ReturnType<typeof someCall>) {
  for (;;) {
    try {
      return await ledger.submit(call);
    } catch (error) {
      const unknown = error instanceof CunzhengError && error.code === 'LEDGER_OUTCOME_UNKNOWN';
      if (!unknown) throw error;
    }
  }
}

/** How many valid transactions of this id stand on the ledger. */
async function countOf(ledger: FabricLedger, id: string): Promise<number> {
  const last = (await ledger.height()) - 1;
  let count = 0;
  for await (const { number, transactions } of ledger.follow(0)) {
    count += transactions.filter(({ txId, valid }) => txId === id && valid).length;
    if (number >= last) break;
  }
  return count;
}
