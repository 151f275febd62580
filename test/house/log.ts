import { createPublicKey, verify } from 'node:crypto';
import {
  cosignatureMessage,
  decodeCosignature,
  editionFor,
  findSignature,
  fromBase64Url,
  leafHash,
  NOTE_COSIGNATURE,
  nodeHash,
  parseCheckpoint,
  parseTrustFile,
  type SignedCheckpoint,
  type TrustFile,
  toBase64Url,
  treeRoot,
} from '@cunzheng/domain';

const TILE = 256;

async function get(url: string): Promise<Buffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

/** The newest checkpoint of a server. Throws when it has none. */
export async function readCheckpoint(url: string): Promise<SignedCheckpoint> {
  return parseCheckpoint((await get(`${url}/checkpoint`)).toString('utf8'));
}

/** The trust file of a server. */
export async function readTrust(url: string): Promise<TrustFile> {
  return parseTrustFile((await get(`${url}/api/v1/public/trust`)).toString('utf8'));
}

/** Hashes of the first `size` leaves, from the public tiles of the lowest row; at most 999 tiles. */
export async function readLeaves(url: string, size: number): Promise<Buffer[]> {
  const leaves: Buffer[] = [];
  for (let at = 0; at < size; at += TILE) {
    const width = Math.min(TILE, size - at);
    const name = String(at / TILE).padStart(3, '0');
    const path = width === TILE ? `tile/0/${name}` : `tile/0/${name}.p/${width}`;
    const bytes = await get(`${url}/${path}`);
    for (let i = 0; i < width; i++) leaves.push(bytes.subarray(32 * i, 32 * i + 32));
  }
  return leaves;
}

/** Base64url of the root over the first `size` of the leaves. */
export async function rootOver(leaves: readonly Uint8Array[], size: number): Promise<string> {
  const node = (level: number, index: number): Uint8Array =>
    level === 0
      ? (leaves[index] ?? leafHash(new Uint8Array()))
      : nodeHash(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
  return toBase64Url(await treeRoot(size, node));
}

/** Number of members of the trust file whose cosignature on the checkpoint verifies, and how many are needed. */
export function countCosigners(
  trust: TrustFile,
  note: SignedCheckpoint,
): { good: number; k: number } {
  const { members, k } = editionFor(trust, note.checkpoint.size);
  const good = members.filter(({ auditor }) => {
    const key = fromBase64Url(auditor.key);
    const line = findSignature(note, auditor.name, NOTE_COSIGNATURE, key);
    if (line === undefined) return false;
    const { time, signature } = decodeCosignature(line.signature);
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: auditor.key };
    return verify(
      null,
      cosignatureMessage(note.text, time),
      createPublicKey({ key: jwk, format: 'jwk' }),
      signature,
    );
  });
  return { good: good.length, k };
}
