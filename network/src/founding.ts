import { CunzhengError, canonicalize, quorum } from '@cunzheng/domain';
import { readNetworkId } from './block.ts';
import { connectMember, explainGatewayError } from './gateway.ts';
import type { Network } from './network.ts';
import type { Member } from './topology.ts';
import { until } from './wait.ts';

/**
 * Seeds the contract with the network's members, then has the courts of each proposed by its host and approved by
 * others until they are in effect, each in the name of its own gateway. What is there already is not done again.
 */
export async function foundRegistry(network: Network): Promise<void> {
  const { members } = network.topology;
  const first = members[0] as Member;
  const registered = await readRegistry(network, first);
  if (registered.members.length === 0) {
    const networkId = await readNetworkId(network.layout.genesis);
    const seed = members.map(({ id, name }) => ({ id, name }));
    await vote(network, first, 'init', canonicalize({ networkId, members: seed }));
  }
  await registerCourts(network, members);
}

/** Courts of these members that the registry lacks. */
export async function registerCourts(network: Network, hosts: readonly Member[]): Promise<void> {
  const first = network.topology.members[0] as Member;
  const known = new Set((await readRegistry(network, first)).courts);
  const courts = hosts
    .flatMap((host) => host.courts.map((court) => ({ ...court, member: host.id })))
    .filter(({ code }) => !known.has(code));
  for (const court of courts) {
    const host = hosts.find(({ id }) => id === court.member) as Member;
    await elect(network, host, 'Court', canonicalize({ ...court }));
  }
}

/** Has the members vote one into the contract's registry. */
export async function registerMember(network: Network, member: Member): Promise<void> {
  const voters = network.topology.members.filter(({ id }) => id !== member.id);
  const proposer = voters[0] as Member;
  const registered = await readRegistry(network, proposer);
  if (registered.members.includes(member.id)) return;
  const { id, name } = member;
  await elect(network, proposer, 'Member', canonicalize({ id, name }));
}

/** The proposer first, then others until k have approved. */
async function elect(
  network: Network,
  proposer: Member,
  subject: 'Court' | 'Member',
  content: string,
): Promise<void> {
  const known = (await readRegistry(network, proposer)).members;
  const others = network.topology.members.filter(
    ({ id }) => id !== proposer.id && known.includes(id),
  );
  const voters = [proposer, ...others].slice(0, quorum(known.length));
  for (const [turn, member] of voters.entries()) {
    await vote(network, member, `${turn === 0 ? 'propose' : 'approve'}${subject}`, content);
  }
}

/** Submits one call in the name of a member's gateway. A peer a block behind is waited for by asking again. */
async function vote(
  { topology, layout }: Network,
  member: Member,
  call: string,
  content: string,
): Promise<void> {
  const { gateway, close } = await connectMember(topology, layout, member, 'gateway');
  const contract = gateway.getNetwork(topology.channel).getContract(topology.contract);
  try {
    await until(
      async () => {
        try {
          return await contract.submit(call, { arguments: [content] });
        } catch (error) {
          const text = explainGatewayError(error);
          if (/_EXISTS: /.test(text)) return new Uint8Array();
          throw new Error(text, { cause: error });
        }
      },
      { timeoutMs: 60_000, intervalMs: 500, what: `${call} by ${member.folder}` },
    );
  } finally {
    close();
  }
}

interface Registry {
  readonly members: readonly string[];
  readonly courts: readonly string[];
}

/** The registry as a member's own contract service tells it. */
export async function readRegistry(network: Network, member: Member): Promise<Registry> {
  const members = await ask<{ members: { id: string }[] }>(network, member, 'readMembers');
  const courts = await ask<{ courts: { code: string }[] }>(network, member, 'readCourts');
  return {
    members: members.members.map(({ id }) => id),
    courts: courts.courts.map(({ code }) => code),
  };
}

/**
 * Waits until each of these members' own contract service answers through its own peer. A service that runs with a
 * package id its peer does not know looks healthy and answers nothing: throws `CONTRACT_SILENT`, naming it.
 */
export async function probeContracts(network: Network, members: readonly Member[]): Promise<void> {
  await Promise.all(
    members.map(async (member) => {
      try {
        await until(() => ask(network, member, 'readMembers'), {
          timeoutMs: 30_000,
          what: `the contract of ${member.folder}`,
        });
      } catch (cause) {
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new CunzhengError('CONTRACT_SILENT', why, { cause });
      }
    }),
  );
}

/**
 * Waits until each of these members' gateways finds endorsers enough: a peer that was started again hears of the others
 * only some seconds later, and refuses until then. Endorses an empty call and submits nothing.
 */
export async function probeEndorsement(
  network: Network,
  members: readonly Member[],
): Promise<void> {
  await Promise.all(
    members.map((member) =>
      until(() => endorseNothing(network, member), {
        timeoutMs: 60_000,
        what: `endorsement through ${member.folder}`,
      }),
    ),
  );
}

async function endorseNothing({ topology, layout }: Network, member: Member): Promise<true> {
  const { gateway, close } = await connectMember(topology, layout, member, 'gateway');
  try {
    const contract = gateway.getNetwork(topology.channel).getContract(topology.contract);
    await contract.newProposal('record', { arguments: ['[]'] }).endorse();
    return true;
  } catch (error) {
    throw new Error(explainGatewayError(error), { cause: error });
  } finally {
    close();
  }
}

/** Whether a member's contract service answers now. */
export function probeOnce(network: Network, member: Member): Promise<boolean> {
  return ask(network, member, 'readMembers').then(
    () => true,
    () => false,
  );
}

async function ask<Value>(network: Network, member: Member, call: string): Promise<Value> {
  const { topology, layout } = network;
  const { gateway, close } = await connectMember(topology, layout, member, 'gateway');
  try {
    const contract = gateway.getNetwork(topology.channel).getContract(topology.contract);
    const answer = await contract.evaluate(call, { endorsingOrganizations: [member.id] });
    return JSON.parse(Buffer.from(answer).toString()) as Value;
  } catch (error) {
    throw new Error(explainGatewayError(error), { cause: error });
  } finally {
    close();
  }
}
