import type { KeyObject } from 'node:crypto';
import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { CunzhengError, type Edition, toBase64Url } from '@cunzheng/domain';
import { type AuditorKey, rawPublicKey, type SignedTree } from '../log/auditor.ts';
import { makeDirectory, readIfThere } from '../log/durable.ts';
import { makeKey, makeState, readKey } from '../log/key-files.ts';

const ROOT = 'root.pem';

/** Makes a member's root key, or takes the one that is there. Throws `DISK_FULL`, `DATA_DIR_UNWRITABLE`. */
export async function makeRootKey(keys: string): Promise<KeyObject> {
  await makeDirectory(keys, 0o700);
  return makeKey(join(keys, ROOT));
}

/** A member's root key; undefined where it is kept elsewhere. */
export async function readRootKey(keys: string): Promise<KeyObject | undefined> {
  const path = join(keys, ROOT);
  const pem = await readIfThere(path);
  return pem === undefined ? undefined : readKey(path, pem);
}

/**
 * Makes the key with which a member's auditor signs from an edition on. It goes on from the tree that its predecessor
 * signed last, so that the member never signs a smaller one.
 */
export async function makeAuditorKey(
  keys: string,
  edition: number,
  last?: SignedTree,
): Promise<KeyObject> {
  await makeDirectory(keys, 0o700);
  const key = await makeKey(join(keys, `auditor-${edition}.pem`));
  await makeState(statePath(keys, edition), last);
  return key;
}

function statePath(keys: string, edition: number): string {
  return join(keys, `auditor-${edition}.state`);
}

type EditionMember = Edition['members'][number];

/** The key that an edition names as a member's auditor's. Throws `CONFIG_INVALID` when it is not there. */
export async function openAuditorKey(keys: string, member: EditionMember): Promise<AuditorKey> {
  const { number, key } = await findAuditorKey(keys, member);
  return {
    member: member.id,
    name: member.auditor.name,
    key,
    statePath: statePath(keys, number),
  };
}

async function findAuditorKey(
  keys: string,
  { auditor }: EditionMember,
): Promise<{ number: number; key: KeyObject }> {
  for (const name of await readdir(keys).catch(() => [])) {
    const number = Number(/^auditor-([1-9][0-9]*)\.pem$/.exec(name)?.[1]);
    if (Number.isNaN(number)) continue;
    const path = join(keys, name);
    const key = readKey(path, await readFile(path, 'utf8'));
    if (toBase64Url(rawPublicKey(key)) === auditor.key) return { number, key };
  }
  throw new CunzhengError('CONFIG_INVALID', `${keys} has no key that the trust file names`);
}

/**
 * Puts a key where no auditor finds it any more, unless it lies there already. Resolves to the path of the file that says
 * what it signed last. Throws `CONFIG_INVALID`.
 */
export async function retireAuditorKey(keys: string, member: EditionMember): Promise<string> {
  const retired = join(keys, 'retired');
  const before = await findAuditorKey(retired, member).catch(() => undefined);
  if (before !== undefined) return statePath(keys, before.number);
  const { number } = await findAuditorKey(keys, member);
  await mkdir(retired, { recursive: true, mode: 0o700 });
  const name = `auditor-${number}.pem`;
  await rename(join(keys, name), join(retired, name));
  return statePath(keys, number);
}
