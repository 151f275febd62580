import { cp, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { memberOf, networkStatus, setCable } from '@cunzheng/network';
import type { Test } from 'tap';
import { act } from '../house/fabric.ts';
import { runScrub } from '../house/programs.ts';
import { type Bench, blocksOf } from './bench.ts';
import { checkAll } from './check.ts';
import { isUp } from './cut.ts';
import { comes } from './wait.ts';
import { startWriters } from './writers.ts';

/** Stops a peer, copies what it keeps, and starts it again. */
export async function copyDisk(bench: Bench, folder: string): Promise<void> {
  const { network } = bench;
  const { data, copy } = foldersOf(bench, folder);
  await act(network, 'kill', `peer.${folder}`, true);
  await cp(data, copy, { recursive: true });
  bench.copied.set(folder, bench.desk.log.size());
  await act(network, 'resume', `peer.${folder}`);
  await comes(`peer.${folder} is back`, () => nodeIsUp(bench, folder, 'peer'));
}

function foldersOf({ network, dir }: Bench, folder: string) {
  const data = join(network.layout.member({ folder }).peer, 'data');
  return { data, copy: join(dir, `copy-${folder}`) };
}

async function nodeIsUp({ network }: Bench, folder: string, kind: 'peer' | 'auditor') {
  const place = network.topology.members.findIndex((member) => member.folder === folder);
  return (await networkStatus(network)).members[place]?.[kind].up === true;
}

/** While the peer is down, an older copy takes the place of what it kept. */
async function putBack(bench: Bench, folder: string): Promise<void> {
  const { data, copy } = foldersOf(bench, folder);
  await rm(data, { recursive: true });
  await cp(copy, data, { recursive: true });
}

/**
 * A peer's disk is put back from an older copy while its member is cut off, so that it cannot catch up: its auditor, which
 * keeps beside its key what it signed, refuses. With the cable in again the peer catches up; a person starts the auditor.
 */
export async function rollBack(t: Test, bench: Bench): Promise<void> {
  const { network, desk } = bench;
  const { topology, environment, layout } = network;
  const writers = startWriters(t, desk.ledger, 4);
  await comes('its auditor has more than the copy', async () => {
    const place = topology.members.indexOf(memberOf(topology, 'hzic'));
    const size = (await networkStatus(network)).members[place]?.auditor.size ?? 0;
    return size > (bench.copied.get('hzic') as number);
  });
  t.teardown(() => setCable(topology, environment, 'hzic', 'up'));
  await setCable(topology, environment, 'hzic', 'down');
  // Its own orderer has the blocks as well, on the near side of the cable.
  await act(network, 'kill', 'orderer.hzic', true);
  await act(network, 'kill', 'peer.hzic', true);
  await putBack(bench, 'hzic');
  await act(network, 'resume', 'peer.hzic');
  await act(network, 'restart', 'auditor.hzic');
  const log = layout.log('auditor.hzic');
  const began = performance.now();
  await comes('its auditor notices', async () =>
    (await readFile(log, 'utf8')).includes('AUDITOR_ROLLED_BACK'),
  );
  t.comment(`noticed ${Math.round(performance.now() - began)} ms after the start`);
  await act(network, 'resume', 'orderer.hzic');
  await setCable(topology, environment, 'hzic', 'up');
  await comes('peer.hzic is back', async () => isUp(bench, 'HzicMSP'));
  await comes('its alarm is in the status', async () => {
    const place = topology.members.indexOf(memberOf(topology, 'hzic'));
    const { auditor } = (await networkStatus(network)).members[place] ?? {};
    return auditor?.alarms.some((alarm) => alarm.startsWith('AUDITOR_ROLLED_BACK')) === true;
  });
  await writers.stop();
  await checkAll(t, bench, writers);
  await act(network, 'restart', 'auditor.hzic');
  await comes('its auditor cosigns again', () => cosigns(t, bench, 'hzic'));
}

/** Whether a member's auditor is among those who cosigned the newest checkpoint; writes a record if not. */
async function cosigns(t: Test, bench: Bench, folder: string): Promise<boolean> {
  const { desk } = bench;
  const name = JSON.parse(desk.trust)
    .editions.at(-1)
    .edition.members.find(({ id }: { id: string }) => id.toLowerCase().startsWith(folder))
    .auditor.name;
  if (desk.log.checkpoint()?.signatures.some((line) => line.name === name)) return true;
  const writers = startWriters(t, desk.ledger, 1);
  await comes('a record', async () => writers.acknowledged.length > 0);
  await writers.stop();
  bench.kept.push(...writers.acknowledged);
  return false;
}

/** One bit of a block on a peer's disk is changed; the scrub names member and block, and an older copy mends it. */
export async function flipByte(t: Test, bench: Bench): Promise<void> {
  const { network, dir, house, peers } = bench;
  const env = { LEDGER: 'fabric', NETWORK_DIR: dir, NODE_NO_WARNINGS: '1' };
  const before = await runScrub(house.dataDir, env);
  t.same(before.differences, [], 'before, every copy of every block is the same');
  const own = peers[2] as (typeof peers)[number];
  const height = await own.ledger.height();
  const target = (await blocksOf(own.ledger, height)).findLast(
    ({ transactions }) => transactions.length > 0,
  );
  const marker = Buffer.from(target?.transactions[0]?.txId ?? '');
  const path = join(
    network.layout.member({ folder: 'gzic' }).blocks('judicial'),
    'blockfile_000000',
  );
  await flipAt(path, (await readFile(path)).lastIndexOf(marker) + 5);
  const writers = startWriters(t, bench.desk.ledger, 2);
  const began = performance.now();
  const { intact, differences } = await runScrub(house.dataDir, env);
  t.comment(
    `scrub of ${height} blocks with four members: ${Math.round(performance.now() - began)} ms`,
  );
  t.equal(intact, false);
  t.ok(differences.length > 0);
  for (const { what, where } of differences) {
    t.equal(what, 'block');
    t.match(where, new RegExp(`^GzicMSP, .*: block ${target?.number}$`), 'names member and block');
  }
  await act(network, 'kill', 'peer.gzic', true);
  const down = await runScrub(house.dataDir, env);
  t.match(
    down.differences,
    [{ where: /^GzicMSP, .*members\/gzic\/peer/ }],
    'also while its peer is down',
  );
  await putBack(bench, 'gzic');
  await act(network, 'resume', 'peer.gzic');
  await comes('peer.gzic is back', async () => isUp(bench, 'GzicMSP'));
  await writers.stop();
  await checkAll(t, bench, writers);
  t.same((await runScrub(house.dataDir, env)).differences, [], 'and whole again');
}

async function flipAt(path: string, at: number): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, at);
    buffer[0] = (buffer[0] as number) ^ 1;
    await file.write(buffer, 0, 1, at);
  } finally {
    await file.close();
  }
}
