import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { Agent, get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { editionFor, fromBase64Url, recordId, type TrustFile, toBase64 } from '@cunzheng/domain';
import { type Network, networkStatus } from '@cunzheng/network';
import {
  buildFullProof,
  type NotaryLog,
  openLog,
  remoteAuditors,
  SILENT_LOGGER,
} from '@cunzheng/notary';
import { makeSigner, recordCall } from '@cunzheng/notary/conformance';
import {
  connectionPath,
  type FabricLedger,
  openFabricLedger,
  readConnection,
} from '@cunzheng/notary/fabric';
import {
  auditorAddresses,
  memberCalled,
  readNetworkFiles,
  readNetworkTrust,
  trustCommand,
} from '@cunzheng/notary/trust';
import { verifyMisconduct, verifyProof } from '@cunzheng/proof';
import t from 'tap';
import { ROOT } from '../architecture/tree.ts';
import { act, fabricFor, raiseNetwork } from '../house/fabric.ts';
import { startLiar } from '../house/liar.ts';

const { programs, skip } = await fabricFor('test/network/auditors');
t.setTimeout(900_000);

/** A deployment of the first member as far as ledger and log go. */
interface Desk {
  readonly ledger: FabricLedger;
  readonly log: NotaryLog;
  readonly trust: TrustFile;
  readonly text: string;
  close(): Promise<void>;
}

async function openDesk(dir: string, logDir: string): Promise<Desk> {
  const path = connectionPath(dir);
  const ledger = await openFabricLedger({
    ...(await readConnection({ path })),
    logger: SILENT_LOGGER,
  });
  const { trust, text } = await readNetworkTrust(path, ledger);
  const cosigners = remoteAuditors(await auditorAddresses(path), trust);
  const log = await openLog({ ledger, dir: logDir, cosigners, trust });
  const close = async () => {
    await log.close();
    await ledger.close();
  };
  return { ledger, log, trust, text, close };
}

/** Records a key and waits until k members have cosigned it. */
async function record({ ledger, log }: Desk) {
  const scene = { network: ledger.network, court: '京0491', time: Date.now() };
  const signer = makeSigner(scene, 'clerk');
  await ledger.submit(recordCall([signer.record]));
  const id = recordId(signer.record);
  const proven = async () => {
    const place = await log.locate(id);
    return place !== undefined && place.index < (log.checkpoint()?.checkpoint.size ?? 0);
  };
  await until(proven);
  return id;
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 60_000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error('waited a minute for nothing');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function cosigners({ log }: Desk): string[] {
  const lines = log.checkpoint()?.signatures ?? [];
  return lines.filter(({ signature }) => signature.length === 72).map(({ name }) => name);
}

function newestEdition(trust: TrustFile) {
  return editionFor(trust, Number.MAX_SAFE_INTEGER);
}

async function whenUp(network: Network, folder: string): Promise<void> {
  const place = network.topology.members.findIndex((member) => member.folder === folder);
  await until(async () => (await networkStatus(network)).members[place]?.auditor.up === true);
}

t.test('auditors beside the peers of four members', { skip, timeout: 900_000 }, async (t) => {
  if (programs === undefined) return;
  const network = await raiseNetwork(t, programs);
  const { dir } = network.layout;
  const own = await mkdtemp(join(tmpdir(), 'cunzheng-desk-'));
  t.teardown(() => rm(own, { recursive: true, force: true }));
  let desk = await openDesk(dir, join(own, 'log'));
  t.teardown(() => desk.close());

  await t.test('cosign what each rebuilt from its own peer', async (t) => {
    await until(async () => {
      await record(desk);
      return cosigners(desk).length === 4;
    });
    t.same(desk.log.alarms(), []);
    const status = await networkStatus(network);
    t.same(
      status.members.map(({ auditor }) => [auditor.up, auditor.size, auditor.alarms]),
      status.members.map(() => [true, desk.log.size(), []]),
    );
  });

  await t.test('are read by an outside C2SP reader', { skip: goMissing() }, async (t) => {
    const former = desk.log.checkpoint()?.checkpoint;
    await record(desk);
    const built = join(own, 'outside-reader');
    const home = join(ROOT, 'network/tools/outside-reader');
    const made = spawnSync('go', ['build', '-o', built, '.'], { cwd: home, encoding: 'utf8' });
    t.equal(made.status, 0, made.stderr);
    const files = await readNetworkFiles(connectionPath(dir));
    for (const { id, auditor, tlsRoot } of files.members) {
      const named = newestEdition(desk.trust).members.find((member) => member.id === id)?.auditor;
      const key = toBase64(fromBase64Url(named?.key ?? ''));
      const args = ['-url', auditor.url, '-root', tlsRoot, '-name', named?.name ?? '', '-key', key];
      const known = `${former?.size}:${toBase64(former?.root ?? new Uint8Array())}`;
      const read = spawnSync(built, [...args, known], { encoding: 'utf8' });
      t.match(read.stdout, `${desk.log.origin} ${desk.log.size()} `, read.stderr);
      const lie = `${former?.size}:${toBase64(new Uint8Array(32))}`;
      t.not(spawnSync(built, [...args, lie]).status, 0);
    }
  });

  await t.test('show entries to members and to nobody else', async (t) => {
    const files = await readNetworkFiles(connectionPath(dir));
    const bjic = memberCalled(files, 'bjic');
    const hzic = memberCalled(files, 'hzic');
    const url = `${bjic.auditor.url}/tile/entries/000.p/1`;
    const ca = await readFile(bjic.tlsRoot);
    t.equal(await statusOf(url, { ca }), 403);
    const cert = await readFile(hzic.gateway?.certificate as string);
    const key = await readFile(hzic.gateway?.key as string);
    t.equal(await statusOf(url, { ca, cert, key }), 200);
  });

  await t.test('are enough with three of four, and come back', async (t) => {
    await act(network, 'kill', 'auditor.spc', true);
    await record(desk);
    t.equal(cosigners(desk).length, 3);
    t.same(desk.log.alarms(), []);
    await act(network, 'resume', 'auditor.spc');
    await whenUp(network, 'spc');
    await act(network, 'kill', 'auditor.bjic');
    await record(desk);
    await whenUp(network, 'bjic');
    await until(async () => {
      await record(desk);
      return cosigners(desk).length === 4;
    });
  });

  await t.test('get a new key by the next edition, and old proofs still verify', async (t) => {
    const id = await record(desk);
    const noOpenings = { openings: () => [] };
    const before = await buildFullProof(desk.log, noOpenings, id);
    const running = trustCommand({
      networkDir: dir,
      args: ['--replace-auditor', 'gzic'],
      say: () => {},
    });
    await t.rejects(running, { code: 'STATE_UNFIT' }, 'while its auditor runs');
    await act(network, 'kill', 'auditor.gzic', true);
    const fromSize = desk.log.size() + 2;
    const args = ['--replace-auditor', 'gzic', '--from-size', String(fromSize)];
    const out = join(own, 'trust.json');
    await trustCommand({ networkDir: dir, args: [...args, '--out', out], say: () => {} });
    for (const folder of ['bjic', 'hzic', 'gzic', 'spc'])
      await act(network, folder === 'gzic' ? 'resume' : 'restart', `auditor.${folder}`);
    for (const folder of ['bjic', 'hzic', 'gzic', 'spc']) await whenUp(network, folder);

    await desk.close();
    desk = await openDesk(dir, join(own, 'log'));
    const [first, second] = desk.trust.editions.map(({ edition }) => edition);
    const member = (edition: typeof first) => edition?.members.find((m) => m.id === 'GzicMSP');
    t.not(member(first)?.auditor.key, member(second)?.auditor.key);
    t.match(second?.retired, [{ key: member(first)?.auditor.key }]);
    t.equal(await readFile(out, 'utf8'), desk.text);

    while (desk.log.size() < fromSize) await record(desk);
    await until(async () => {
      await record(desk);
      return cosigners(desk).length === 4;
    });
    const after = await buildFullProof(desk.log, noOpenings, await record(desk));
    t.equal(JSON.parse(Buffer.from(after).toString()).edition, 2);
    for (const proof of [before, after]) {
      const { verdict, stage, reason } = await verifyProof({ proof, trust: desk.text });
      t.same(
        { verdict, stage, reason },
        { verdict: 'recorded', stage: undefined, reason: undefined },
      );
    }
  });

  await t.test('that lie are found out, and convicted by two notes', async (t) => {
    await act(network, 'kill', 'auditor.hzic', true);
    const liar = await startLiar(network, 'hzic');
    t.teardown(() => liar.stop());
    await record(desk);
    await until(() => desk.log.alarms().length > 0);
    t.match(desk.log.alarms(), [{ code: 'LOG_FORKED', message: /HzicMSP/ }]);
    await record(desk);
    t.equal(cosigners(desk).length, 3, 'the others go on');
    const folder = join(own, 'log', 'misconduct', `HzicMSP-${liar.size}`);
    const notes = await Promise.all(
      ['cosigned.note', 'shown.note'].map((name) => readFile(join(folder, name), 'utf8')),
    );
    const [a = '', b = ''] = notes;
    const result = await verifyMisconduct({ notes: [a, b], trust: desk.text });
    const convicted = [{ id: 'HzicMSP', how: 'againstQuorum' }];
    t.match(result, { verdict: 'misconduct', convicted });
    await writeFile(join(own, 'trust.json'), desk.text);
    const program = join(ROOT, 'proof/bin/cunzheng-verify.mjs');
    const files = ['cosigned.note', 'shown.note'].map((name) => join(folder, name));
    const args = ['misconduct', ...files, '--trust', join(own, 'trust.json'), '--lang', 'en'];
    const shown = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
    t.match(shown, { status: 0, stdout: /杭州互联网法院: its auditor signed another log/ });
  });
});

/** Why the outside reader cannot be built here, or false; with `REQUIRE_FABRIC=1` it must be. */
function goMissing(): string | false {
  if (process.env.REQUIRE_FABRIC === '1') return false;
  return spawnSync('go', ['version']).error === undefined
    ? false
    : 'left out: the outside reader needs Go';
}

async function statusOf(url: string, options: object): Promise<number> {
  const [response] = await once(get(url, { agent: new Agent(options) }), 'response');
  response.resume();
  return response.statusCode;
}
