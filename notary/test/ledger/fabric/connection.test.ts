import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { connectionPath, readConnection } from '../../../src/ledger/fabric/index.ts';

const good = {
  format: 'cunzheng-connection/1',
  channel: 'judicial',
  contract: 'cunzheng',
  networkId: 'A'.repeat(43),
  members: [
    { id: 'BjicMSP', peer: 'localhost:1', tlsRoot: 'bjic/tls.pem' },
    {
      id: 'HzicMSP',
      peer: ['localhost:2', 'localhost:3'],
      tlsRoot: 'hzic/tls.pem',
      gateway: { certificate: 'hzic/gateway.pem', key: 'hzic/gateway.key' },
    },
  ],
};

async function folder(t: Test, file: unknown): Promise<string> {
  const dir = t.testdir({
    bjic: { 'tls.pem': 'root b' },
    hzic: { 'tls.pem': 'root h', 'gateway.pem': 'certificate h', 'gateway.key': 'key h' },
  });
  await mkdir(dir, { recursive: true });
  await writeFile(connectionPath(dir), typeof file === 'string' ? file : JSON.stringify(file));
  return connectionPath(dir);
}

t.test('a connection file is read with all files that it names', async (t) => {
  const path = await folder(t, good);
  const options = await readConnection({ path });
  t.match(options, { channel: 'judicial', contract: 'cunzheng', member: 'HzicMSP' });
  t.equal(options.network, 'A'.repeat(43));
  const [b, h] = options.members;
  t.equal(b?.gateway, undefined);
  t.strictSame(
    h?.peers.map(({ address, tlsRoot }) => [address, String(tlsRoot)]),
    [
      ['localhost:2', 'root h'],
      ['localhost:3', 'root h'],
    ],
  );
  t.equal(String(h?.gateway?.key), 'key h');
  t.equal((await readConnection({ path, member: 'BjicMSP' })).member, 'BjicMSP');
});

t.test('what is wrong with a connection is named', async (t) => {
  const refused = async (file: unknown, message: RegExp, member?: string) => {
    const path = await folder(t, file);
    await t.rejects(readConnection({ path, member }), { code: 'CONFIG_INVALID', message });
  };
  await refused('{', /not JSON/);
  await refused({ ...good, format: 'x' }, /format/);
  await refused({ ...good, networkId: undefined }, /networkId/);
  await refused({ ...good, members: undefined }, /members/);
  await refused({ ...good, members: [{ id: 'BjicMSP', peer: [], tlsRoot: '' }] }, /a member needs/);
  await refused(good, /no member SpcMSP/, 'SpcMSP');
  await refused({ ...good, members: [good.members[0]] }, /no member with a gateway/);
  const gone = { ...good.members[0], tlsRoot: 'gone.pem' };
  await refused({ ...good, members: [gone] }, /gone\.pem cannot be read \(ENOENT\)/);
  await t.rejects(readConnection({ path: join(t.testdirName, 'none.json') }), {
    code: 'CONFIG_INVALID',
  });
});
