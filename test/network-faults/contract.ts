import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import {
  memberOf,
  networkStatus,
  probeContracts,
  type ServiceFile,
  serviceFile,
} from '@cunzheng/network';
import type { Test } from 'tap';
import { act } from '../house/fabric.ts';
import type { Bench } from './bench.ts';
import { checkAll } from './check.ts';
import { comes } from './wait.ts';
import { startWriters } from './writers.ts';

const SOME = 24;

/** One member's contract service is down, its peer is not. */
export async function stopContract(t: Test, bench: Bench): Promise<void> {
  const { network, desk } = bench;
  const writers = startWriters(t, desk.ledger, 8);
  await act(network, 'kill', 'contract.gzic', true);
  const goal = writers.acknowledged.length + SOME;
  await comes('records go on', async () => writers.acknowledged.length >= goal);
  t.comment(`longest time without an acknowledgement ${Math.round(writers.gap)} ms`);
  const { members } = await networkStatus(network);
  t.match(members[2], { contract: { up: false } }, 'the status says which one is down');
  await act(network, 'resume', 'contract.gzic');
  await writers.stop();
  await probeContracts(network, [memberOf(network.topology, 'gzic')]);
  await checkAll(t, bench, writers);
}

/** Put after the contract: answers every `record` with other bytes than everybody else. */
const OTHERWISE = `
;(() => {
  const { createChaincode } = module.exports;
  module.exports = { createChaincode() {
    const contract = createChaincode();
    const invoke = contract.Invoke.bind(contract);
    contract.Invoke = async (stub) => {
      const answer = await invoke(stub);
      if (stub.getArgs()[0] === 'record' && answer.payload)
        answer.payload = Buffer.concat([Buffer.from(answer.payload), Buffer.from(' ')]);
      return answer;
    };
    return contract;
  } };
})();
`;

/** One member runs another contract than the one that was approved; its endorsements differ. */
export async function answerOtherwise(t: Test, bench: Bench): Promise<void> {
  const { network, desk } = bench;
  const member = memberOf(network.topology, 'hzic');
  const path = serviceFile(network.layout, member);
  const right = await readFile(path, 'utf8');
  await writeFile(path, JSON.stringify(await bent(JSON.parse(right))));
  await act(network, 'restart', 'contract.hzic');
  await probeContracts(network, [member]);
  const writers = startWriters(t, desk.ledger, 8);
  await comes('the driver says who differs', async () => isTold(bench));
  const goal = writers.acknowledged.length + SOME;
  await comes('records go on', async () => writers.acknowledged.length >= goal);
  t.comment(`longest time without an acknowledgement ${Math.round(writers.gap)} ms`);
  const bad = writers.acknowledged.filter(({ response }) => response.endsWith(' '));
  t.same(bad, [], 'its answer is nobody’s');
  await writeFile(path, right);
  await act(network, 'restart', 'contract.hzic');
  await probeContracts(network, [member]);
  await comes('all agree again', async () => !isTold(bench));
  await writers.stop();
  await checkAll(t, bench, writers);
}

function isTold({ desk }: Bench): boolean {
  const told = 'the endorser of HzicMSP answers otherwise than the others';
  return desk.ledger
    .alarms()
    .some(({ code, message }) => code === 'LEDGER_DIVERGED' && message === told);
}

/** The service file with every contract replaced by one that answers otherwise, and says so by its digest. */
async function bent(service: ServiceFile): Promise<ServiceFile> {
  const contracts = await Promise.all(
    service.contracts.map(async (contract) => {
      const code = (await readFile(contract.bundle, 'utf8')) + OTHERWISE;
      const bundle = `${contract.bundle}.bent`;
      await writeFile(bundle, code);
      return { ...contract, bundle, digest: createHash('sha256').update(code).digest('hex') };
    }),
  );
  return { ...service, contracts };
}
