import { spawnSync } from 'node:child_process';
import t from 'tap';

const NOTARY = new URL('../../../src/index.js', import.meta.url).href;
const STATE = import.meta.resolve('@cunzheng/chaincode/state');

/** Runs a program and gives what it printed and how it ended. */
function run(program: string) {
  const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
  });
  return { status, stdout };
}

t.test('a fault ends a process that has loaded the notary', async (t) => {
  for (const fault of [
    'setImmediate(() => { throw new Error(); })',
    'Promise.reject(new Error())',
  ]) {
    const program = `await import('${NOTARY}'); setTimeout(() => {}, 60_000); ${fault};`;
    t.equal(run(program).status, 1, fault);
  }
});

t.test('what readers need of the contract loads no fabric-shim', async (t) => {
  const program = `
    import { createRequire } from 'node:module';
    await import('${STATE}');
    const loaded = Object.keys(createRequire('${STATE}').cache);
    console.log(loaded.filter((path) => path.includes('fabric-shim')).length);`;
  t.same(run(program), { status: 0, stdout: '0\n' });
});
