import { generateKeyPairSync, sign } from 'node:crypto';
import { utf8 } from '@cunzheng/domain';
import t from 'tap';
import { nobleEd25519, verifyEd25519, webEd25519 } from '../src/crypto.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const key = Uint8Array.from(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32));
const message = utf8('message');
const signature = Uint8Array.from(sign(null, message, privateKey));
/** Order of the Ed25519 group, little-endian: added to s it gives a second form that strict verifiers refuse. */
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

function withGreaterS(): Uint8Array {
  const out = Uint8Array.from(signature);
  let s = ORDER;
  for (let i = 63; i >= 32; i--) s += BigInt(signature[i] as number) << BigInt(8 * (i - 32));
  for (let i = 32; i < 64; i++, s >>= 8n) out[i] = Number(s & 255n);
  return out;
}

t.test('every Ed25519 we use decides alike', async (t) => {
  for (const [name, verify] of Object.entries({ verifyEd25519, nobleEd25519, webEd25519 })) {
    t.equal(await verify(key, message, signature), true, name);
    t.equal(await verify(key, utf8('other'), signature), false, `${name}: another message`);
    t.equal(await verify(key, message, withGreaterS()), false, `${name}: s above the order`);
    t.equal(await verify(key.subarray(1), message, signature), false, `${name}: a short key`);
    t.equal(await verify(key, message, signature.subarray(1)), false, `${name}: a short signature`);
  }
});
