import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { findPrograms, fits, PROGRAM_NAMES, parseVersion } from '../src/programs.ts';

/** A folder of programs that say of themselves that they are these versions. */
function folder(t: { teardown(end: () => void): void }, fabric: string, ca: string): string {
  const dir = mkdtempSync(join(tmpdir(), 'cunzheng-bin-'));
  t.teardown(() => rmSync(dir, { recursive: true }));
  for (const name of PROGRAM_NAMES) {
    const version = name.startsWith('fabric-ca') ? ca : fabric;
    writeFileSync(join(dir, name), `#!/bin/sh\necho ${name}:\necho " Version: ${version}"\n`);
    chmodSync(join(dir, name), 0o755);
  }
  return dir;
}

const environment = { PATH: '' };

t.test('versions are read from what Fabric programs print', async (t) => {
  t.same(parseVersion('peer:\n Version: v3.1.5\n Commit SHA: x'), [3, 1, 5]);
  t.same(parseVersion('fabric-ca-server:\n Version: 1.5.21\n Go version: go1.26'), [1, 5, 21]);
  t.equal(parseVersion('Version: latest'), undefined);
});

t.test('a version fits from the pin on, within its minor version', async (t) => {
  t.ok(fits([3, 1, 5], [3, 1, 5]));
  t.ok(fits([3, 1, 9], [3, 1, 5]));
  t.notOk(fits([3, 1, 4], [3, 1, 5]));
  t.notOk(fits([3, 2, 0], [3, 1, 5]));
  t.notOk(fits([2, 5, 16], [3, 1, 5]));
});

t.test('FABRIC_BIN comes before what was built, and that before PATH', async (t) => {
  const [official, built, path] = [
    folder(t, 'v3.1.6', 'v1.5.22'),
    folder(t, 'v3.1.5', 'v1.5.21'),
    folder(t, 'v3.1.5', 'v1.5.21'),
  ];
  const found = await findPrograms({ fabricBin: official, built, environment: { PATH: path } });
  t.equal(found.peer, join(official, 'peer'));
  t.equal((await findPrograms({ built, environment: { PATH: path } })).peer, join(built, 'peer'));
  const absent = join(built, 'absent');
  const last = await findPrograms({ built: absent, environment: { PATH: path } });
  t.equal(last.peer, join(path, 'peer'));
});

t.test(
  'a folder with other versions is passed over, and named when there is no better',
  async (t) => {
    const old = folder(t, 'v2.5.16', 'v1.5.21');
    const built = folder(t, 'v3.1.5', 'v1.5.21');
    const found = await findPrograms({ fabricBin: old, built, environment });
    t.equal(found.orderer, join(built, 'orderer'));
    await t.rejects(findPrograms({ fabricBin: old, built: join(old, 'absent'), environment }), {
      code: 'FABRIC_MISSING',
      message: /is version 2\.5\.16.*npm run network:tools.*FABRIC_BIN/s,
    });
  },
);

t.test('a folder that lacks one program says which', async (t) => {
  const dir = folder(t, 'v3.1.5', 'v1.5.21');
  rmSync(join(dir, 'osnadmin'));
  await t.rejects(findPrograms({ fabricBin: dir, built: join(dir, 'absent'), environment }), {
    code: 'FABRIC_MISSING',
    message: /lacks osnadmin/,
  });
  mkdirSync(join(dir, 'osnadmin'));
});
