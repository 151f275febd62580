import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleEntry, type ContractBundle } from '@cunzheng/network';
import { ROOT } from '../architecture/tree.ts';

/** Why a commit's contract cannot be bundled here, or false: a checkout without its history does not hold it. */
export function historyMissing(suite: string, commit: string): string | false {
  const found = spawnSync('git', ['cat-file', '-e', `${commit}:chaincode/src/index.ts`], {
    cwd: ROOT,
  });
  if (found.status === 0) return false;
  const skip = `left out: ${suite} needs the history down to ${commit}: git fetch --unshallow`;
  process.stderr.write(`${skip}\n`);
  return skip;
}

/** The contract as it stood at a commit, with the shared language of that day, as one file. */
export async function contractAt(commit: string): Promise<ContractBundle> {
  // Below the checkout, so that packages of others are found as ever.
  const dir = mkdtempSync(join(ROOT, 'node_modules', '.former-'));
  try {
    const archive = spawnSync('git', ['archive', commit, 'chaincode/src', 'domain/src'], {
      cwd: ROOT,
      maxBuffer: 2 ** 28,
    });
    const unpacked = spawnSync('tar', ['-x', '-C', dir], { input: archive.stdout });
    if (archive.status !== 0 || unpacked.status !== 0)
      throw new Error(`no contract at ${commit}: ${archive.stderr}${unpacked.stderr}`);
    const place = join(dir, 'node_modules', '@cunzheng', 'domain');
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'index.ts'), `export * from '../../../domain/src/index.ts';\n`);
    writeFileSync(
      join(place, 'package.json'),
      JSON.stringify({ name: '@cunzheng/domain', type: 'module', exports: './index.ts' }),
    );
    return await bundleEntry(join(dir, 'chaincode', 'src', 'index.ts'));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
