import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { main } from '../src/cli.ts';
import { withPortsFrom } from '../src/topology.ts';
import { TOPOLOGY } from '../topology.ts';

/** Runs one command on a network's folder; answers its exit code and all that it printed. */
async function command(dir: string, ...args: string[]) {
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const environment = { PATH: '', NETWORK_DIR: dir };
  const code = await main({ args, environment, out: say, complain: say });
  return { code, text: lines.join('\n') };
}

/** A folder as a network leaves it that is down. */
function madeNetwork(t: Test): string {
  const dir = t.testdir({ logs: { 'peer.bjic.log': 'x\n', 'orderer.bjic.log': '' } });
  writeFileSync(join(dir, 'network.json'), JSON.stringify(withPortsFrom(TOPOLOGY, 20_000)));
  return dir;
}

t.test('an argument that a command does not know is refused before anything is done', async (t) => {
  const dir = madeNetwork(t);
  for (const args of [
    ['up', '--ports', '24000'],
    ['down', 'now'],
    ['status', '--jsn'],
    ['reset', '--force'],
    ['upgrade', 'bjic'],
    ['renew', 'bjic', 'hzic'],
    ['kill', 'peer.bjic', '--for-ever'],
    ['pause', 'peer.bjic', '--stay'],
    ['logs', 'peer.bjic', 'orderer.bjic'],
  ]) {
    const { code, text } = await command(dir, ...args);
    t.equal(code, 1, args.join(' '));
    t.match(text, /^INPUT_INVALID: /, args.join(' '));
  }
  t.ok(existsSync(join(dir, 'network.json')));
});

t.test('a command without the name that it needs says which names there are', async (t) => {
  const dir = madeNetwork(t);
  for (const name of ['kill', 'pause', 'restart', 'cut', 'resume']) {
    const { code, text } = await command(dir, name);
    t.equal(code, 1, name);
    t.match(text, /^NODE_UNKNOWN: .*such as (?:peer\.)?bjic/, name);
  }
});

t.test('a network that was made keeps its ports and its nets', async (t) => {
  const dir = madeNetwork(t);
  const ports = await command(dir, 'up', '--ports-from', '24000');
  t.match(ports.text, /^CONFIG_INVALID: .*made with ports from 20000/);
  const nets = await command(dir, 'up', '--namespaces');
  t.match(nets.text, /^CONFIG_INVALID: .*made without --namespaces/);
  t.match((await command(dir, 'up', '--ports-from', 'x')).text, /^INPUT_INVALID: /);
});

t.test('logs names the logs there are, and refuses any other', async (t) => {
  const dir = madeNetwork(t);
  t.match((await command(dir, 'logs')).text, /orderer\.bjic\npeer\.bjic$/);
  for (const name of ['peer.nowhere', '../network']) {
    t.match(await command(dir, 'logs', name), { code: 1, text: /^NODE_UNKNOWN: .*peer\.bjic/ });
  }
  mkdirSync(join(dir, 'empty'));
  t.match((await command(join(dir, 'empty'), 'logs')).text, /^NETWORK_DOWN: /);
});

t.test('no such command: the usage', async (t) => {
  t.match(await command(madeNetwork(t), 'stop'), { code: 2, text: /npm run network:<command>/ });
});
