import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { editionMessage, fromBase64Url, type TrustFile } from '@cunzheng/domain';

/** Edition 1 is signed by all its members, each next by k of the one before it. */
export function editionsAreSigned(trust: TrustFile): boolean {
  return trust.editions.every(({ edition, signatures }, i) => {
    const before = trust.editions[i - 1]?.edition;
    const signers = before ?? edition;
    const good = signatures.filter(({ member, signature }) => {
      const key = signers.members.find(({ id }) => id === member)?.rootKey;
      return (
        key !== undefined && verifiesEd25519(key, editionMessage(edition), fromBase64Url(signature))
      );
    });
    const needed = before?.k ?? edition.members.length;
    const distinct = new Set(good.map(({ member }) => member)).size;
    return good.length === signatures.length && distinct === good.length && distinct >= needed;
  });
}

const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');
const publicKeys = new Map<string, KeyObject>();

/** An Ed25519 signature under a public key of 32 bytes in base64url. */
export function verifiesEd25519(key: string, message: Uint8Array, signature: Uint8Array): boolean {
  let publicKey = publicKeys.get(key);
  if (publicKey === undefined) {
    const spki = Buffer.concat([SPKI_HEAD, fromBase64Url(key)]);
    publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    publicKeys.set(key, publicKey);
  }
  return verify(null, message, publicKey, signature);
}
