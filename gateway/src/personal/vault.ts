import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { CunzhengError, demand, fromBase64Url, toBase64Url } from '@cunzheng/domain';

const VERSION = '1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Keys of one deployment, each 32 bytes in base64url; `current` names the one that seals. */
export interface VaultKeys {
  readonly current: string;
  readonly keys: Readonly<Record<string, string>>;
  /** Makes the digests by which a sealed value is found; it stays when keys change. */
  readonly index: string;
}

/**
 * Seals what names or describes a person before it is written to SQL (个人信息保护法 51: 加密), so that a copy of the
 * database tells nothing. AES-256-GCM; `place` (such as `contact.mobile/<row id>`) is bound to the value, so that a
 * sealed value moved to another row does not open.
 */
export interface Vault {
  /** `1.<key id>.<base64url of nonce, ciphertext, tag>`. */
  seal(text: string, place: string): string;
  /** Throws `SEAL_KEY_MISSING` for a key that is not among ours, `SEAL_BROKEN` for what was altered or moved. */
  open(sealed: string, place: string): string;
  /** The same for whole files. */
  sealBytes(bytes: Uint8Array, place: string): Uint8Array;
  openBytes(sealed: Uint8Array, place: string): Uint8Array;
  /** Equal for equal texts of one kind and for nobody without the key: numbers are too few to be hashed openly. */
  digest(kind: string, text: string): string;
  /** Whether the value is sealed with another key than the current one. */
  isStale(sealed: string): boolean;
}

/** A vault over these keys. Throws `CONFIG_INVALID` for keys that are not 32 bytes, or a current one that is not there. */
export function openVault(keys: VaultKeys): Vault {
  return openLiveVault(() => keys);
}

/** As `openVault`, over keys that may change: they are asked for at every use, and the same object means no change. */
export function openLiveVault(keysNow: () => VaultKeys): Vault {
  let seen = keysNow();
  let vault = vaultOver(seen);
  const now = () => {
    const keys = keysNow();
    if (keys !== seen) {
      vault = vaultOver(keys);
      seen = keys;
    }
    return vault;
  };
  return {
    seal: (text, place) => now().seal(text, place),
    open: (sealed, place) => now().open(sealed, place),
    sealBytes: (bytes, place) => now().sealBytes(bytes, place),
    openBytes: (sealed, place) => now().openBytes(sealed, place),
    digest: (kind, text) => now().digest(kind, text),
    isStale: (sealed) => now().isStale(sealed),
  };
}

function vaultOver(keys: VaultKeys): Vault {
  const held = new Map(Object.entries(keys.keys).map(([id, key]) => [id, keyOf(key)]));
  const current = held.get(keys.current);
  demand(current !== undefined, 'CONFIG_INVALID', 'the current key of personal data is not there');
  const index = keyOf(keys.index);
  const keyNamed = (id: string): KeyObject => {
    const key = held.get(id);
    if (key === undefined) throw new CunzhengError('SEAL_KEY_MISSING', `no key ${id}`);
    return key;
  };
  return {
    seal: (text, place) =>
      `${VERSION}.${keys.current}.${toBase64Url(encrypt(current, Buffer.from(text, 'utf8'), place))}`,
    open: (sealed, place) => {
      const { id, body } = partsOf(sealed);
      return Buffer.from(decrypt(keyNamed(id), fromBase64Url(body), place)).toString('utf8');
    },
    sealBytes: (bytes, place) => {
      const head = Buffer.from(`${VERSION}.${keys.current}.`, 'latin1');
      return Buffer.concat([head, encrypt(current, bytes, place)]);
    },
    openBytes: (sealed, place) => {
      const { id, at } = headOf(sealed);
      return decrypt(keyNamed(id), sealed.subarray(at), place);
    },
    digest: (kind, text) =>
      createHmac('sha256', index).update(kind).update('\0').update(text).digest('base64url'),
    isStale: (sealed) => partsOf(sealed).id !== keys.current,
  };
}

/** New keys, for a deployment that has none. */
export function makeVaultKeys(id: string): VaultKeys {
  const fresh = () => toBase64Url(randomBytes(32));
  return { current: id, keys: { [id]: fresh() }, index: fresh() };
}

/** The keys with one more, which seals from now on; the others still open. */
export function withNewKey(keys: VaultKeys, id: string): VaultKeys {
  demand(keys.keys[id] === undefined, 'INPUT_INVALID', 'a key of that name is there');
  return { ...keys, current: id, keys: { ...keys.keys, ...makeVaultKeys(id).keys } };
}

/** The keys without one that nothing is sealed with any more. */
export function withoutKey(keys: VaultKeys, id: string): VaultKeys {
  demand(id !== keys.current, 'INPUT_INVALID', 'the current key stays');
  const { [id]: _gone, ...left } = keys.keys;
  return { ...keys, keys: left };
}

/** The keys that a text holds, as it is kept in a file. Throws `CONFIG_INVALID`. */
export function parseVaultKeys(text: string): VaultKeys {
  const read = readJson(text) as Partial<VaultKeys> | null;
  const { current, keys, index } = read ?? {};
  const whole =
    typeof current === 'string' && typeof index === 'string' && typeof keys === 'object';
  if (!whole || keys === null || !Object.keys(keys).every(isKeyId)) {
    throw new CunzhengError('CONFIG_INVALID', 'the keys of personal data cannot be read');
  }
  openVault({ current, keys, index });
  return { current, keys, index };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Key ids stand between dots. */
function isKeyId(id: string): boolean {
  return /^[A-Za-z0-9-]{1,32}$/.test(id);
}

function keyOf(text: unknown): KeyObject {
  const bytes = typeof text === 'string' ? Buffer.from(text, 'base64url') : Buffer.alloc(0);
  demand(bytes.length === 32, 'CONFIG_INVALID', 'a key of personal data is not 32 bytes');
  return createSecretKey(bytes);
}

/** One key seals more values than random nonces are safe for under one GCM key, so each place has a key of its own. */
function keyAt(key: KeyObject, place: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `cunzheng-personal-v1\0${place}`, 32));
}

function encrypt(key: KeyObject, bytes: Uint8Array, place: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyAt(key, place), nonce);
  const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([nonce, body, cipher.getAuthTag()]);
}

function decrypt(key: KeyObject, sealed: Uint8Array, place: string): Buffer {
  demand(sealed.length >= NONCE_BYTES + TAG_BYTES, 'SEAL_BROKEN', 'too short');
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const end = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', keyAt(key, place), nonce);
  decipher.setAuthTag(sealed.subarray(end));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, end)), decipher.final()]);
  } catch (cause) {
    throw new CunzhengError('SEAL_BROKEN', 'altered, or of another place', { cause });
  }
}

function partsOf(sealed: string): { id: string; body: string } {
  const [version, id, body, more] = sealed.split('.');
  if (version !== VERSION || id === undefined || body === undefined || more !== undefined) {
    throw new CunzhengError('SEAL_BROKEN', 'not a sealed value');
  }
  return { id, body };
}

/** Longest head: version, key id, two dots. */
const MAX_HEAD_BYTES = 1 + 1 + 32 + 1;

function headOf(sealed: Uint8Array): { id: string; at: number } {
  const head = Buffer.from(sealed.subarray(0, MAX_HEAD_BYTES)).toString('latin1');
  const found = /^1\.([A-Za-z0-9-]{1,32})\./.exec(head);
  if (found === null) throw new CunzhengError('SEAL_BROKEN', 'not a sealed file');
  return { id: found[1] as string, at: found[0].length };
}
