import { execFileSync } from 'node:child_process';
import { chmod, cp, lstat, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { isRoot, serverAccount } from '../../src/postgres/account.ts';
import {
  type Distribution,
  installedDistribution,
  linkLibraries,
  usablePrograms,
} from '../../src/postgres/programs.ts';

const installed = await installedDistribution();
const account = await serverAccount('/nowhere');
const silent = { info() {}, warn() {}, error() {} };

async function folder(t: Test): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'cz-programs-'));
  await chmod(made, 0o755);
  t.teardown(async () => {
    await chmod(made, 0o755);
    await rm(made, { recursive: true, force: true });
  });
  return made;
}

/** The distribution as npm leaves it when it runs no scripts. */
async function withoutLinks(t: Test): Promise<Distribution> {
  const copy = join(await folder(t), 'native');
  await cp(installed.folder, copy, { recursive: true, verbatimSymlinks: true });
  for (const link of await links(copy)) await rm(link, { force: true });
  return { folder: copy, version: installed.version };
}

async function links(root: string): Promise<string[]> {
  const text = await readFile(join(root, 'pg-symlinks.json'), 'utf8');
  return JSON.parse(text).map(({ target }: { target: string }) =>
    join(root, target.replace(/^native\//, '')),
  );
}

t.test('missing links are made where npm put the programs', async (t) => {
  const bare = await withoutLinks(t);
  const programs = await usablePrograms(bare, await folder(t), account, silent);
  t.equal(programs.postgres, join(bare.folder, 'bin/postgres'));
  for (const link of await links(bare.folder)) t.ok((await lstat(link)).isSymbolicLink());
  t.match(execFileSync(programs.postgres, ['--version'], { encoding: 'utf8' }), /PostgreSQL\) 18/);
  await linkLibraries(bare.folder);
});

t.test(
  'programs in a folder that cannot be written are copied, and the log says so',
  { skip: isRoot() ? 'root may write everywhere' : false },
  async (t) => {
    const bare = await withoutLinks(t);
    await chmod(join(bare.folder, 'lib'), 0o555);
    await chmod(join(bare.folder, 'share'), 0o555);
    t.teardown(() => chmod(join(bare.folder, 'lib'), 0o755));
    t.teardown(() => chmod(join(bare.folder, 'share'), 0o755));
    const home = await folder(t);
    const said: object[] = [];
    const logger = { ...silent, warn: (fields: object) => said.push(fields) };
    const programs = await usablePrograms(bare, home, account, logger);
    t.match(said, [{ obstacle: /read-only/ }]);
    t.match(
      execFileSync(programs.postgres, ['--version'], { encoding: 'utf8' }),
      /PostgreSQL\) 18/,
    );
  },
);

t.test(
  'programs that the user may not reach are copied once',
  { skip: isRoot() ? false : 'not root' },
  async (t) => {
    const bare = await withoutLinks(t);
    await chmod(join(bare.folder, '..'), 0o700);
    const home = await folder(t);
    const said: object[] = [];
    const logger = { ...silent, warn: (fields: object) => said.push(fields) };
    const programs = await usablePrograms(bare, home, account, logger);
    await usablePrograms(bare, home, account, logger);
    t.equal(programs.postgres, join(home, `program-${bare.version}`, 'bin/postgres'));
    t.match(said, [{ obstacle: /may not enter/ }]);
    const version = execFileSync(programs.postgres, ['--version'], {
      encoding: 'utf8',
      ...account,
    });
    t.match(version, /PostgreSQL\) 18/);
  },
);
