import { join } from 'node:path';
import {
  canonicalize,
  type Json,
  parseStrictJson,
  recordBytes,
  type TrustFile,
  toHex,
  utf8Text,
} from '@cunzheng/domain';
import {
  compactOf,
  decodeCompact,
  encodeCompact,
  encodeFullProof,
  type FullProof,
  joinQr,
  splitForQr,
} from '@cunzheng/proof';
import { packText } from '@cunzheng/proof/testing';
import t from 'tap';
import { readVectors, VECTORS } from './cases.ts';

const golden = readVectors(join(VECTORS, 'golden'), { verdict: 'unalteredSinceRecorded' });
const compact = golden.filter(({ name }) => name.endsWith('(compact.bin)'));
const full = golden.filter(({ name }) => name.endsWith('(proof.json)'));

t.test('a compact proof is written again as it was, at most 1,600 bytes', async (t) => {
  for (const { name, proof } of compact) {
    t.equal(toHex(encodeCompact(decodeCompact(proof))), toHex(proof), name);
    t.ok(proof.length <= 1600, `${name}: ${proof.length} bytes`);
  }
});

t.test('two packers written apart give the same bytes', async (t) => {
  for (const { name, proof } of compact) {
    const { record } = decodeCompact(proof);
    const packed = toHex(packText(utf8Text(recordBytes(record))));
    t.ok(toHex(proof).includes(packed), name);
  }
});

t.test('a full proof is written again as it was', async (t) => {
  for (const { name, proof } of full) {
    const value = parseStrictJson(utf8Text(proof)) as unknown as FullProof;
    t.equal(toHex(encodeFullProof(value)), toHex(proof), name);
    t.equal(utf8Text(proof), canonicalize(value as unknown as Json), `${name} has no white space`);
  }
});

t.test('the compact form follows from the full one', async (t) => {
  for (const { name, proof, trust } of full) {
    const value = parseStrictJson(utf8Text(proof)) as unknown as FullProof;
    const file = parseStrictJson(utf8Text(trust)) as unknown as TrustFile;
    const expected = compact.find(
      (other) => other.name === name.replace('proof.json', 'compact.bin'),
    );
    const golden = decodeCompact(expected?.proof as Uint8Array);
    const k = file.editions[value.edition - 1]?.edition.k as number;
    const cosignatures = golden.cosignatures.slice(0, k);
    const made = encodeCompact(compactOf(value, file));
    t.equal(toHex(made), toHex(encodeCompact({ ...golden, cosignatures })), name);
  }
});

t.test('QR codes give the compact proof back in any order', async (t) => {
  for (const { name, proof } of compact) {
    const parts = splitForQr(proof);
    t.ok(parts.length >= 1 && parts.length <= 3, `${name}: ${parts.length} codes`);
    const joined = joinQr([...parts].reverse());
    t.equal(joined.state === 'whole' && toHex(joined.compact), toHex(proof), name);
  }
});
