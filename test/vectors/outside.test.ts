import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  canonicalize,
  decodeCosignature,
  findSignature,
  fromBase64,
  fromHex,
  isLowS,
  type Json,
  NOTE_ED25519,
  noteKeyHash,
  parseCheckpoint,
  parseStrictJson,
  toHex,
  utf8,
  verifyConsistency,
  verifyInclusion,
} from '@cunzheng/domain';
import { verifyEd25519, verifyEs256 } from '@cunzheng/proof';
import t from 'tap';
import { PYTHON, pythonMissing, VECTORS } from './cases.ts';

const FOLDER = join(VECTORS, 'outside');

function read(name: string) {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));
}

interface MerkleCase {
  readonly name: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}
interface InclusionCase extends MerkleCase {
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly root: string;
  readonly leafHash: string;
}
interface ConsistencyCase extends MerkleCase {
  readonly size1: number;
  readonly size2: number;
  readonly root1: string;
  readonly root2: string;
}
interface SignatureCase {
  readonly key: string;
  readonly tcId: number;
  readonly comment: string;
  readonly msg: string;
  readonly sig: string;
  readonly result: 'valid' | 'invalid' | 'acceptable';
}

const merkle: { inclusion: InclusionCase[]; consistency: ConsistencyCase[] } = read('merkle');
const pairs: { name: string; input: string; output: string }[] = read('json-canonicalization');
const ecdsa = casesOf('wycheproof-ecdsa-p256-sha256-p1363');
const eddsa = casesOf('wycheproof-ed25519');

function casesOf(name: string): SignatureCase[] {
  const { groups } = read(name) as {
    groups: { key: string; tests: Omit<SignatureCase, 'key'>[] }[];
  };
  return groups.flatMap(({ key, tests }) => tests.map((test) => ({ key, ...test })));
}

function holds(verify: () => void): boolean {
  try {
    verify();
    return true;
  } catch {
    return false;
  }
}

const bytes = (text: string) => Buffer.from(text, 'base64');
const hashes = (proof: readonly string[] | null) => (proof ?? []).map(bytes);

/** What we want of each case: the source's answer, save where we are stricter on purpose (SOURCES.md). */
const wanted = {
  inclusion: merkle.inclusion.map(({ wantErr }) => !wantErr),
  consistency: merkle.consistency.map(({ wantErr, size1 }) => !wantErr && size1 > 0),
  es256: ecdsa.map(({ result, sig }) => result === 'valid' && isLowS(fromHex(sig))),
  ed25519: eddsa.map(({ result }) => result === 'valid'),
  canonical: pairs.map(() => null as string | null),
};

t.test('inclusion proofs of transparency-dev/merkle', async (t) => {
  t.equal(merkle.inclusion.length, 98);
  for (const [
    i,
    { name, leafIdx, treeSize, leafHash, proof, root },
  ] of merkle.inclusion.entries()) {
    const held = holds(() =>
      verifyInclusion(leafIdx, treeSize, bytes(leafHash), hashes(proof), bytes(root)),
    );
    t.equal(held, wanted.inclusion[i], name);
  }
});

t.test('consistency proofs of transparency-dev/merkle', async (t) => {
  t.equal(merkle.consistency.length, 98);
  for (const [i, { name, size1, size2, root1, root2, proof }] of merkle.consistency.entries()) {
    const held = holds(() =>
      verifyConsistency(size1, size2, hashes(proof), bytes(root1), bytes(root2)),
    );
    t.equal(held, wanted.consistency[i], name);
  }
});

t.test('ES256 by Wycheproof, high s refused', async (t) => {
  t.equal(ecdsa.length, 262);
  for (const [i, { key, msg, sig, tcId, comment }] of ecdsa.entries()) {
    t.equal(
      await verifyEs256(fromHex(key), fromHex(msg), fromHex(sig)),
      wanted.es256[i],
      `${tcId}: ${comment}`,
    );
  }
});

t.test('Ed25519 by Wycheproof', async (t) => {
  t.equal(eddsa.length, 151);
  for (const [i, { key, msg, sig, tcId, comment }] of eddsa.entries()) {
    t.equal(
      await verifyEd25519(fromHex(key), fromHex(msg), fromHex(sig)),
      wanted.ed25519[i],
      `${tcId}: ${comment}`,
    );
  }
});

t.test(
  'every JSON pair of cyberphone/json-canonicalization lies outside our subset and is refused',
  async (t) => {
    for (const { name, input } of pairs)
      t.throws(() => parseStrictJson(input), { code: 'INPUT_INVALID' }, name);
  },
);

/** The pairs' strings and members that our subset has, put under names that it allows: what is left of them must come out alike. */
t.test('strings of the pairs are written as RFC 8785 writes them', async (t) => {
  for (const name of ['french', 'unicode', 'weird']) {
    const { input, output } = pairs.find((pair) => pair.name === name) as (typeof pairs)[number];
    for (const [key, value] of Object.entries(JSON.parse(input) as Record<string, Json>)) {
      t.ok(output.includes(canonicalize(value)), `${name}: a value of the output`);
      t.ok(output.includes(`${canonicalize(key)}:`), `${name}: a key of the output`);
    }
  }
});

t.test('the example of C2SP signed-note verifies', async (t) => {
  const { note } = read('c2sp');
  const [name, keyHash, key] = note.verifierKey.split('+') as [string, string, string];
  const publicKey = fromBase64(key).subarray(1);
  t.equal(toHex(noteKeyHash(name, NOTE_ED25519, publicKey)), keyHash);
  const signature = fromBase64(note.line.split(' ')[2]).subarray(4);
  t.ok(await verifyEd25519(publicKey, utf8(note.text), signature));
});

t.test('the example of C2SP tlog-cosignature is read', async (t) => {
  const note = parseCheckpoint(read('c2sp').checkpoint);
  t.match(note.checkpoint, { origin: 'example.com/behind-the-sofa', size: 20852163 });
  t.same(
    note.signatures.map(({ name }) => name),
    ['example.com/behind-the-sofa', 'witness.example.com/w1'],
  );
  const cosignature = decodeCosignature(note.signatures[1]?.signature as Uint8Array);
  t.equal(cosignature.time, 1679315147);
  t.equal(
    findSignature(note, 'witness.example.com/w1', NOTE_ED25519, new Uint8Array(32)),
    undefined,
  );
});

t.test(
  'the Python verifier agrees on the outside vectors',
  { skip: pythonMissing() },
  async (t) => {
    const script = join(VECTORS, '../independent/outside.py');
    const { stdout, stderr, status } = spawnSync(PYTHON, ['-B', script, FOLDER], {
      encoding: 'utf8',
    });
    t.equal(status, 0, stderr);
    t.same(JSON.parse(stdout), wanted);
  },
);
