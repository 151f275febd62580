import fc from 'fast-check';
import t from 'tap';
import {
  canonicalize,
  type Edition,
  editionFor,
  editionMessage,
  type Json,
  parseTrustFile,
  quorum,
  sha256Text,
  type TrustFile,
  toBase64Url,
  trustFingerprint,
  utf8,
  utf8Text,
} from '../../src/index.ts';

const NETWORK = `${'N'.repeat(42)}A`;
const ORIGIN = `cunzheng/judicial/${NETWORK}`;
const key = (seed: number) => toBase64Url(new Uint8Array(32).fill(seed));
const SIGNATURE = { member: 'M0', signature: toBase64Url(new Uint8Array(64)) };

function edition(number: number, fromSize: number, count = 4): Edition {
  return {
    edition: number,
    origin: ORIGIN,
    fromSize,
    custody: 'demo',
    k: quorum(count),
    members: Array.from({ length: count }, (_, i) => ({
      id: `M${i}`,
      name: `法院${i}`,
      courts: [{ code: `京0${100 + i}`, name: `法院${i}` }],
      auditor: { name: `auditor-${i}`, key: key(i) },
      rootKey: key(100 + i),
      mspRoots: [],
    })),
    chaincode: [],
    retired: [],
  };
}

function file(...editions: Edition[]): TrustFile {
  return {
    format: 'cunzheng-trust/1',
    network: NETWORK,
    editions: editions.map((each) => ({ edition: each, signatures: [SIGNATURE] })),
  };
}

const text = (trust: unknown) => canonicalize(trust as Json);

t.test('the quorum outvotes what may lie together with what may be away', async (t) => {
  const expected = { 1: 1, 2: 2, 3: 2, 4: 3, 5: 4, 6: 4, 7: 5, 10: 7, 13: 9 };
  for (const [n, k] of Object.entries(expected)) t.equal(quorum(Number(n)), k, `of ${n}`);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 255 }), (n) => {
      const f = Math.floor((n - 1) / 3);
      // Two quorums share a member that is honest, and the honest alone make one.
      return 2 * quorum(n) - n > f && quorum(n) <= n - f;
    }),
  );
});

t.test('a trust file is read as it was written', async (t) => {
  const trust = file(edition(1, 0), edition(2, 10), edition(3, 500, 7));
  t.same(parseTrustFile(text(trust)), trust);
});

t.test('a file whose content contradicts itself is refused', async (t) => {
  const bad: Record<string, (trust: TrustFile) => unknown> = {
    'k too low': ({ editions: [first] }) => Object.assign(first?.edition as object, { k: 2 }),
    'k too high': ({ editions: [first] }) => Object.assign(first?.edition as object, { k: 4 }),
    'first edition later': ({ editions: [first] }) =>
      Object.assign(first?.edition as object, { fromSize: 1 }),
    'number skipped': ({ editions: [, second] }) =>
      Object.assign(second?.edition as object, { edition: 3 }),
    'sizes not rising': ({ editions: [, second] }) =>
      Object.assign(second?.edition as object, { fromSize: 0 }),
    'origin of another network': (trust) => Object.assign(trust, { network: key(9) }),
    'origin changes': ({ editions: [, second] }) =>
      Object.assign(second?.edition as object, { origin: ORIGIN.replace('judicial', 'other') }),
    'member twice': ({ editions: [first] }) =>
      Object.assign(first?.edition.members[1] as object, { id: 'M0' }),
    'root key twice': ({ editions: [first] }) =>
      Object.assign(first?.edition.members[1] as object, { rootKey: key(100) }),
    'auditor key twice': ({ editions: [first] }) =>
      Object.assign(first?.edition.members[1]?.auditor as object, { key: key(0) }),
    'auditor name twice': ({ editions: [first] }) =>
      Object.assign(first?.edition.members[1]?.auditor as object, { name: 'auditor-0' }),
    'court twice': ({ editions: [first] }) =>
      Object.assign(first?.edition.members[1]?.courts[0] as object, { code: '京0100' }),
    'unknown field': (trust) => Object.assign(trust, { note: 1 }),
    'unknown field of a member': ({ editions: [first] }) =>
      Object.assign(first?.edition.members[0] as object, { note: 1 }),
    'unknown format': (trust) => Object.assign(trust, { format: 'cunzheng-trust/2' }),
    'no edition': (trust) => Object.assign(trust, { editions: [] }),
    'no signature': ({ editions: [first] }) => Object.assign(first as object, { signatures: [] }),
    'signature with stray bits': ({ editions: [first] }) =>
      Object.assign(first?.signatures[0] as object, { signature: `${'A'.repeat(85)}B` }),
    'key of 31 bytes': ({ editions: [first] }) =>
      Object.assign(first?.edition.members[0] as object, {
        rootKey: toBase64Url(new Uint8Array(31)),
      }),
  };
  for (const [what, spoil] of Object.entries(bad)) {
    const trust = structuredClone(file(edition(1, 0), edition(2, 10)));
    spoil(trust);
    t.throws(() => parseTrustFile(text(trust)), { code: 'INPUT_INVALID' }, what);
  }
  t.throws(() => parseTrustFile('{}'), { code: 'INPUT_INVALID' });
  t.throws(() => parseTrustFile(`${text(file(edition(1, 0)))}x`), { code: 'INPUT_INVALID' });
});

t.test(
  'a checkpoint is judged by the edition with the greatest fromSize up to its size',
  async (t) => {
    const trust = file(edition(1, 0), edition(2, 10), edition(3, 500));
    for (const [size, number] of [
      [0, 1],
      [9, 1],
      [10, 2],
      [499, 2],
      [500, 3],
      [2 ** 53 - 1, 3],
    ] as const) {
      t.equal(editionFor(trust, size).edition, number, `size ${size}`);
    }
  },
);

t.test('root keys sign the prefix, a zero byte and the canonical edition', async (t) => {
  t.equal(utf8Text(editionMessage(edition(1, 0))), `cunzheng-trust-v1\0${text(edition(1, 0))}`);
});

t.test('the fingerprint is that of edition 1 and outlives later ones', async (t) => {
  const expected = sha256Text(utf8(text(edition(1, 0))));
  t.equal(trustFingerprint(file(edition(1, 0))), expected);
  t.equal(trustFingerprint(file(edition(1, 0), edition(2, 10))), expected);
});
