import { createHash } from 'node:crypto';
import { CunzhengError } from '@cunzheng/domain';
import { type Environment, run, tryRun } from './run.ts';
import { type Member, memberOf, type Topology } from './topology.ts';

/** What `Topology.isolation` holds: beginning of addresses (`10.77.3`), and of the names of interfaces. */
type Isolation = NonNullable<Topology['isolation']>;

const FIRST_ADDRESS = 11;

/**
 * The topology with every member in a net of its own, joined by a bridge: what `cut` can cut. Linux and its administrator
 * only. Which addresses, follows from the network's folder.
 */
export function isolated(topology: Topology, dir: string): Topology {
  const digest = createHash('sha256').update(dir).digest();
  const isolation: Isolation = {
    subnet: `10.${64 + (digest.readUInt8(0) % 64)}.${digest.readUInt8(1)}`,
    prefix: `cz${digest.toString('hex', 2, 4)}`,
  };
  const members = topology.members.map((member, index) => ({
    ...member,
    host: `${isolation.subnet}.${FIRST_ADDRESS + index}`,
  }));
  return { ...topology, members, isolation };
}

/** The address that a member who joins an isolated network gets. */
export function placeMember(topology: Topology, member: Member): Member {
  const { isolation, members } = topology;
  if (isolation === undefined) return member;
  return { ...member, host: `${isolation.subnet}.${FIRST_ADDRESS + members.length}` };
}

/** Name of a member's namespace; undefined in a network without them. */
export function namespaceOf({ isolation }: Topology, member: Member): string | undefined {
  return isolation === undefined ? undefined : `${isolation.prefix}-${member.folder}`;
}

/**
 * Makes what is missing: the bridge, and a namespace for each member with one cable to it. They do not outlive the
 * machine's running. Throws `NOT_SUPPORTED` where they cannot be made.
 */
export async function makeNamespaces(topology: Topology, environment: Environment): Promise<void> {
  const { isolation } = topology;
  if (isolation === undefined) return;
  const ip = ipCommand(environment);
  const bridge = `${isolation.prefix}br`;
  if (!(await ip.holds('link', 'show', bridge))) {
    await ip.must('link', 'add', bridge, 'type', 'bridge');
    await ip.must('addr', 'add', `${isolation.subnet}.1/24`, 'dev', bridge);
  }
  await ip.must('link', 'set', bridge, 'up');
  for (const member of topology.members) await makeNamespace(ip, topology, isolation, member);
}

async function makeNamespace(
  ip: IpCommand,
  topology: Topology,
  { prefix }: Isolation,
  member: Member,
): Promise<void> {
  const name = namespaceOf(topology, member) as string;
  const cable = cableOf(topology, member);
  if (await ip.holds('link', 'show', cable)) return;
  if (!(await ip.holds('netns', 'exec', name, 'true'))) await ip.must('netns', 'add', name);
  await ip.must('link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
  await ip.must('link', 'set', cable, 'master', `${prefix}br`, 'up');
  await ip.must('-n', name, 'addr', 'add', `${member.host}/24`, 'dev', 'eth0');
  await ip.must('-n', name, 'link', 'set', 'eth0', 'up');
  await ip.must('-n', name, 'link', 'set', 'lo', 'up');
}

/** Takes bridge and namespaces away. */
export async function removeNamespaces(topology: Topology, environment: Environment) {
  const { isolation } = topology;
  if (isolation === undefined) return;
  const ip = ipCommand(environment);
  for (const member of topology.members) {
    await ip.holds('link', 'del', cableOf(topology, member));
    await ip.holds('netns', 'del', namespaceOf(topology, member) as string);
  }
  await ip.holds('link', 'del', `${isolation.prefix}br`);
}

/** Pulls a member's cable, or plugs it in again. Throws `NOT_SUPPORTED` in a network without namespaces. */
export async function setCable(
  topology: Topology,
  environment: Environment,
  name: string,
  state: 'up' | 'down',
): Promise<void> {
  const member = memberOf(topology, name);
  if (topology.isolation === undefined) {
    throw new CunzhengError(
      'NOT_SUPPORTED',
      'members share one loopback interface here: make the network with npm run network:up -- --namespaces to cut one off',
    );
  }
  await ipCommand(environment).must('link', 'set', cableOf(topology, member), state);
}

function cableOf(topology: Topology, member: Member): string {
  return `${topology.isolation?.prefix}v${topology.members.indexOf(member)}`;
}

interface IpCommand {
  /** Whether it ends well. */
  holds(...args: string[]): Promise<boolean>;
  must(...args: string[]): Promise<void>;
}

function ipCommand(environment: Environment): IpCommand {
  return {
    async holds(...args) {
      return (await tryRun(environment, 'ip', args).catch(notHere)).code === 0;
    },
    async must(...args) {
      await run(environment, 'ip', args).catch((cause: Error) => {
        const text = `network namespaces need Linux, the program ip and its administrator: ${cause.message}`;
        throw new CunzhengError('NOT_SUPPORTED', text, { cause });
      });
    },
  };
}

function notHere(cause: unknown): never {
  throw new CunzhengError('NOT_SUPPORTED', 'the program ip (iproute2) is not here', { cause });
}
