import { generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalize, recordId } from '@cunzheng/domain';
import {
  bundleEntry,
  connectMember,
  demandSupervisor,
  down,
  explainGatewayError,
  growNetwork,
  type Member,
  memberOf,
  type Network,
  networkStatus,
  type Programs,
  probeContracts,
  readConnection,
  renewCertificates,
  type ServiceFile,
  serviceFile,
  up,
  upgradeContract,
} from '@cunzheng/network';
import t from 'tap';
import { ROOT } from '../architecture/tree.ts';
import { act, fabricFor, raiseNetwork } from '../house/fabric.ts';
import { eventually } from '../house/house.ts';

const { programs, skip } = await fabricFor('test/network/network');
const NEXT = join(ROOT, 'network/dist/test/fixtures/next-contract.js');
const DAY_MS = 86_400_000;

// Bringing a network up, and two joinings and upgrades, take minutes on a busy machine.
t.setTimeout(1_200_000);

type Identity = 'gateway' | 'auditor';

/** One call in the name of a member; rejects with what every peer said. */
async function call(
  { topology, layout }: Network,
  member: Member,
  way: 'submit' | 'evaluate',
  name: string,
  args: readonly string[],
  identity: Identity = 'gateway',
): Promise<unknown> {
  const { gateway, close } = await connectMember(topology, layout, member, identity);
  const contract = gateway.getNetwork(topology.channel).getContract(topology.contract);
  try {
    const answer = await contract[way](name, { arguments: [...args] });
    return JSON.parse(Buffer.from(answer).toString());
  } catch (error) {
    throw new Error(explainGatewayError(error));
  } finally {
    close();
  }
}

/** The canonical text of a key's registration, which the contract takes without more. */
function registration(court: string): string {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const now = Date.now();
  return canonicalize({
    v: 1,
    kind: 'key',
    action: 'register',
    court,
    actTime: new Date(now).toISOString(),
    suite: 'ES256',
    point: publicKey.export({ format: 'der', type: 'spki' }).subarray(-65).toString('base64url'),
    owner: randomBytes(16).toString('base64url'),
    role: 'clerk',
    purpose: 'sign',
    notBefore: new Date(now - DAY_MS).toISOString(),
    notAfter: new Date(now + DAY_MS).toISOString(),
  });
}

async function record(network: Network, member: Member): Promise<string> {
  const text = registration((member.courts[0] as { code: string }).code);
  const outcomes = await call(network, member, 'submit', 'record', [JSON.stringify([text])]);
  const id = recordId(JSON.parse(text));
  t.match(outcomes, [{ id, outcome: 'recorded' }]);
  return id;
}

async function heights(network: Network): Promise<number[]> {
  return (await networkStatus(network)).members.map(({ peer }) => peer.height);
}

t.test('a network of four members', { skip, timeout: 1_200_000 }, async (t) => {
  let network = await raiseNetwork(t, programs as Programs);
  const [bjic, hzic, gzic, spc] = network.topology.members as [Member, Member, Member, Member];
  const kept: string[] = [];

  await t.test('is up as its status says', async (t) => {
    const status = await networkStatus(network);
    t.equal(status.channel, 'judicial');
    t.same(
      status.members.map(({ id, courts }) => [id, courts]),
      network.topology.members.map(({ id, courts }) => [id, courts.map(({ code }) => code)]),
    );
    for (const { id, peer, orderer, ca, contract } of status.members) {
      t.ok(peer.up && orderer.up && ca.up && contract.up, id);
      t.equal(peer.height, status.members[0]?.peer.height, id);
    }
    t.equal(status.members.filter(({ orderer }) => orderer.leader).length, 1);
    const spcs = status.certificates.filter(({ member }) => member === 'SpcMSP');
    const names = ['gateway', 'orderer', 'orderer TLS', 'CA', 'CA server TLS', 'TLS CA'];
    t.same(
      names.filter((name) => !spcs.some((found) => found.name === name)),
      [],
    );
  });

  await t.test('has its members and courts in the contract, voted by three each', async (t) => {
    const { courts, proposals } = (await call(network, spc, 'evaluate', 'readCourts', [])) as {
      courts: { code: string; member: string }[];
      proposals: unknown[];
    };
    t.same(courts.map(({ code }) => code).sort(), ['京0491', '最高法', '浙0192', '粤0192'].sort());
    t.same(proposals, []);
    const connection = await readConnection(network.layout);
    t.match(await call(network, spc, 'evaluate', 'readMembers', []), {
      networkId: connection?.networkId,
    });
  });

  await t.test('records through one gateway what every member then reads', async (t) => {
    const id = await record(network, bjic);
    kept.push(id);
    for (const member of network.topology.members) {
      t.match(
        await call(network, member, 'evaluate', 'readKey', [id]),
        { registration: {} },
        member.id,
      );
    }
  });

  await t.test('takes nothing from a client that is no gateway', async (t) => {
    const text = JSON.stringify([registration('京0491')]);
    await t.rejects(call(network, bjic, 'submit', 'record', [text], 'auditor'), {
      message: /GATEWAY_ROLE_MISSING/,
    });
    t.match(await call(network, bjic, 'evaluate', 'readMembers', [], 'auditor'), { members: [] });
  });

  await t.test(
    'goes on without its leader within ten seconds, and the leader comes back',
    async (t) => {
      const { members } = await networkStatus(network);
      const leader = members.findIndex(({ orderer }) => orderer.leader);
      const name = `orderer.${network.topology.members[leader]?.folder}`;
      await act(network, 'kill', name);
      const began = performance.now();
      kept.push(await record(network, hzic));
      t.comment(
        `first record ${((performance.now() - began) / 1000).toFixed(1)} s after ${name} was killed`,
      );
      kept.push(await record(network, gzic));
      await probeContracts(network, network.topology.members);
    },
  );

  await t.test(
    'names the member whose contract runs under a name its peer does not know',
    async (t) => {
      const path = serviceFile(network.layout, spc);
      const right = await readFile(path, 'utf8');
      const service = JSON.parse(right) as ServiceFile;
      const contracts = service.contracts.map((contract) => ({
        ...contract,
        packageId: 'cunzheng:0',
      }));
      await writeFile(path, JSON.stringify({ ...service, contracts }));
      await act(network, 'restart', 'contract.spc');
      await t.rejects(probeContracts(network, [bjic, spc]), {
        code: 'CONTRACT_SILENT',
        message: /spc/,
      });
      await writeFile(path, right);
      await act(network, 'restart', 'contract.spc');
      await probeContracts(network, [spc]);
    },
  );

  await t.test('takes the next contract, keeps every record, and knows a fifth kind', async (t) => {
    const consent = canonicalize({
      v: 1,
      kind: 'consent',
      court: '京0491',
      actTime: new Date().toISOString(),
    });
    const args = [JSON.stringify([consent])];
    t.match(await call(network, bjic, 'submit', 'record', args), [
      { outcome: 'refused', code: 'RECORD_MALFORMED' },
    ]);
    const { sequence } = await upgradeContract(network, await bundleEntry(NEXT));
    t.equal(sequence, 2);
    t.match(await call(network, bjic, 'submit', 'record', args), [{ outcome: 'recorded' }]);
    for (const id of kept) t.ok(await call(network, gzic, 'evaluate', 'readKey', [id]), id);
    kept.push(await record(network, spc));
  });

  await t.test('renews a member’s certificates for the same keys', async (t) => {
    const own = network.layout.member(hzic);
    const paths = [own.tls('orderer').certificate, own.identityPair('peer').certificate];
    const read = async (path: string) => new X509Certificate(await readFile(path));
    const before = await Promise.all(paths.map(read));
    await renewCertificates(network, 'hzic');
    const after = await Promise.all(paths.map(read));
    for (const [i, former] of before.entries()) {
      t.not(after[i]?.serialNumber, former.serialNumber);
      t.ok(after[i]?.publicKey.equals(former.publicKey));
    }
    const builds = join(own.peer, 'data/externalbuilder/builds');
    const build = (await readdir(builds)).find((name) => name.startsWith('cunzheng_2+')) ?? '';
    const path = join(builds, build, 'release/chaincode/server/connection.json');
    const { client_cert } = JSON.parse(await readFile(path, 'utf8')) as { client_cert: string };
    t.equal(client_cert, await readFile(own.tls('contract-client').certificate, 'utf8'));
    kept.push(await record(network, hzic));
  });

  await t.test('is down when told, and up again with everything, configured anew', async (t) => {
    const before = await heights(network);
    t.ok(await down(network.layout));
    t.same(await heights(network), [0, 0, 0, 0]);
    for (const { folder } of network.topology.members) {
      const { peer, orderer } = network.layout.member({ folder });
      await writeFile(join(peer, 'core.yaml'), '{}');
      await writeFile(join(orderer, 'orderer.yaml'), '{}');
    }
    network = await up({ ...network, dir: network.layout.dir });
    t.same(await heights(network), before);
    for (const id of kept) t.ok(await call(network, spc, 'evaluate', 'readKey', [id]), id);
  });

  await t.test('is taken up after its supervisor was lost', async () => {
    const { pid } = JSON.parse(await readFile(network.layout.supervisor, 'utf8')) as {
      pid: number;
    };
    process.kill(pid, 'SIGKILL');
    const isMissed = () =>
      demandSupervisor(network.layout).then(
        () => false,
        ({ code }) => code === 'NETWORK_DOWN',
      );
    await eventually('the lost supervisor is missed', isMissed);
    network = await up({ ...network, dir: network.layout.dir });
    kept.push(await record(network, bjic));
  });

  await t.test('takes a fifth member in while it runs', async (t) => {
    const { topology } = network;
    const shfy: Member = {
      id: 'ShfyMSP',
      folder: 'shfy',
      name: '上海金融法院',
      courts: [{ code: '沪74', name: '上海金融法院' }],
      ports: bjic.ports + 20 * topology.members.length,
    };
    network = await growNetwork(network, { ...topology, members: [...topology.members, shfy] });
    const status = await networkStatus(network);
    t.match(status.members[4], {
      id: 'ShfyMSP',
      peer: { up: true },
      orderer: { up: true },
      contract: { up: true },
    });
    kept.push(await record(network, memberOf(network.topology, 'shfy')));
    for (const id of kept) {
      t.ok(
        await call(network, memberOf(network.topology, 'shfy'), 'evaluate', 'readKey', [id]),
        id,
      );
    }
    t.equal((await readConnection(network.layout))?.members.length, 5);
  });
});
