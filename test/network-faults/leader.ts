import { recordId } from '@cunzheng/domain';
import { networkStatus, nodeName, orderThrough } from '@cunzheng/network';
import { makeSigner, recordCall } from '@cunzheng/notary/conformance';
import type { Test } from 'tap';
import { act } from '../house/fabric.ts';
import { type Bench, stopwatch } from './bench.ts';
import { checkAll } from './check.ts';
import { comes } from './wait.ts';
import { startWriters } from './writers.ts';

const CLIENTS = 64;
/** Acknowledgements of so many rounds show that it goes on. */
const ROUNDS = 2;

/** The leading orderer is killed while 64 clients write, comes back, and alone is handed transactions. */
export async function killLeader(t: Test, bench: Bench): Promise<void> {
  const { network, desk } = bench;
  const writers = startWriters(t, desk.ledger, CLIENTS);
  const more = async () => {
    const goal = writers.acknowledged.length + ROUNDS * CLIENTS;
    await comes('clients go on', async () => writers.acknowledged.length >= goal);
  };
  const lap = stopwatch(t);
  await more();
  lap('clients at work');
  const leader = await leaderOf(bench);
  writers.gap = 0;
  await act(network, 'kill', nodeName('orderer', leader));
  await more();
  await writers.stop();
  t.comment(
    `leader of ${leader.id} killed: nothing acknowledged for ${Math.round(writers.gap)} ms`,
  );
  await comes('the killed one is back', async () => {
    const { members } = await networkStatus(network);
    const place = network.topology.members.indexOf(leader);
    return members[place]?.orderer.up === true && members[place].orderer.height >= height(members);
  });
  lap('killed one back');
  const caller = network.topology.members[0] as typeof leader;
  for (let turn = 0; turn < 3; turn++) {
    const scene = { network: desk.ledger.network, court: '京0491', time: Date.now() };
    const { record } = makeSigner(scene, 'clerk');
    const call = recordCall([record]);
    const txId = await orderThrough(network, caller, leader, call);
    await comes(
      'a transaction handed to it alone is in a block',
      async () => (await desk.ledger.transaction(txId))?.valid === true,
    );
    const { response } = (await desk.ledger.transaction(txId)) as { response: string };
    bench.kept.push({ id: recordId(record), txId, response });
  }
  lap('through it alone');
  await checkAll(t, bench, writers);
}

async function leaderOf({ network }: Bench) {
  let place = -1;
  await comes('somebody leads', async () => {
    const { members } = await networkStatus(network);
    place = members.findIndex(({ orderer }) => orderer.leader);
    return place >= 0;
  });
  return network.topology.members[place] as (typeof network.topology.members)[number];
}

/** Most orderers are as far or farther. */
function height(members: readonly { readonly orderer: { readonly height: number } }[]): number {
  const heights = members.map(({ orderer }) => orderer.height).sort((a, b) => a - b);
  return (heights[1] as number) - 1;
}
