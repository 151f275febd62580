import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { CunzhengError } from '@cunzheng/domain';
import { formatSignedTree, type SignedTree } from './auditor.ts';
import { readIfThere, writeDurably } from './durable.ts';

/** Makes an Ed25519 key in a file that its owner alone can read, or takes the one that is there. Throws `DISK_FULL`, `DATA_DIR_UNWRITABLE`. */
export async function makeKey(path: string): Promise<KeyObject> {
  const stored = await readIfThere(path);
  if (stored !== undefined) return readKey(path, stored);
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  await writeDurably([{ path, bytes: pem }], { mode: 0o600 });
  return privateKey;
}

/** Says what the key has signed last, by default nothing, unless that is known. */
export async function makeState(
  path: string,
  last: SignedTree = { size: 0, root: new Uint8Array(32) },
): Promise<void> {
  if ((await readIfThere(path)) !== undefined) return;
  await writeDurably([{ path, bytes: formatSignedTree(last) }], { mode: 0o600 });
}

/** Throws `CONFIG_INVALID` for what is no private key. */
export function readKey(path: string, pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw new CunzhengError('CONFIG_INVALID', `${path} is not a private key`, { cause });
  }
}
