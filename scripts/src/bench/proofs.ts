import { spawnSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inclusionPathLength } from '@cunzheng/domain';
import { decodeCompact, verifyProof } from '@cunzheng/proof';
import { type Forged, forge } from '@cunzheng/proof/testing';
import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { type Measures, median, round, times } from './measure.ts';

const DATA = join(import.meta.dirname, '../../../bench-data/sigstore');
const COMMAND = join(import.meta.dirname, '../../../../proof/bin/cunzheng-verify.mjs');
/** The goals: a warm check and the size that still fits two or three printed codes. */
const GOAL_MS = 1;
const GOAL_BYTES = 1600;

/**
 * P5: checking one proof off line in Node, warm and cold, and its bytes at logs of 10, 10,000 and 1,000,000 records,
 * against @sigstore/verify on a bundle of its own. Limit of a warm check: three Ed25519 verifications by node:crypto.
 */
export async function measureProofs(): Promise<Measures> {
  const large = forge({ size: 1_000_000 });
  const [compact, full] = [await large.compactBytes(), await large.fullBytes()];
  const limit = ed25519Millis() * 3;
  const anchor = await sigstoreMillis();
  const warm = await warmMillis(large, compact);
  const cold = await coldMillis(large, compact);
  return {
    P5: timing('compact proof at 1,000,000 records, warm', warm, limit, anchor.warm),
    'P5.full': timing(
      'full proof at 1,000,000 records, warm',
      await warmMillis(large, full),
      limit,
      anchor.warm,
    ),
    'P5.cold': timing('compact proof, whole process', cold, nodeMillis(), anchor.cold),
    ...(await bytes(large, compact, full, anchor.bytes)),
  };
}

function timing(what: string, value: number, limit: number, anchor: number) {
  return {
    what: `verify ${what}; ratio: of @sigstore/verify's time`,
    value: round(value),
    unit: 'ms',
    limit: round(limit),
    anchors: { '@sigstore/verify on its own bundle': round(anchor), goal: GOAL_MS },
    ratio: round(value / anchor),
  };
}

async function bytes(
  large: Forged,
  compact: Uint8Array,
  full: Uint8Array,
  anchor: number,
): Promise<Measures> {
  const size = (what: string, value: number) => ({
    what: `${what}; ratio: of the limit`,
    value,
    unit: 'bytes',
    limit: GOAL_BYTES,
    anchors: { 'sigstore bundle': anchor },
    ratio: round(value / GOAL_BYTES),
  });
  const [ten, tenThousand] = [forge({ size: 10 }), forge({ size: 10_000 })];
  if (large.log.size !== 1_000_000) throw new TypeError('not a million');
  return {
    'P5.bytes10': size(
      'compact proof, longest path in a log of 10',
      bytesOfLongestPath(await ten.compactBytes(), 10),
    ),
    'P5.bytes10k': size(
      'compact proof, longest path in a log of 10,000',
      bytesOfLongestPath(await tenThousand.compactBytes(), 10_000),
    ),
    'P5.bytes1M': size(
      'compact proof, longest path in a log of 1,000,000',
      bytesOfLongestPath(compact, 1_000_000),
    ),
    'P5.fullBytes1M': size('full proof, log of 1,000,000', full.length),
  };
}

async function warmMillis(forged: Forged, proof: Uint8Array): Promise<number> {
  // Getters of the forge work anew at each look; the time here is the verifier's alone.
  const { trustText: trust, digests } = forged;
  const check = async () => {
    const { verdict } = await verifyProof({ proof, trust, digests });
    if (verdict !== 'unalteredSinceRecorded') throw new TypeError(verdict);
  };
  await times(200, check);
  return median(await times(400, check));
}

/** Bytes for a leaf whose path is as long as any in its log; the forge's own leaf, near the end, has a shorter one. */
function bytesOfLongestPath(compact: Uint8Array, size: number): number {
  const { path } = decodeCompact(compact);
  return compact.length + 32 * (inclusionPathLength(0, size) - path.length);
}

async function coldMillis(forged: Forged, proof: Uint8Array): Promise<number> {
  const dir = await mkdtemp(join(tmpdir(), 'cunzheng-bench-'));
  const [proofPath, filePath, trustPath] = ['proof.bin', 'document.pdf', 'trust.json'].map((name) =>
    join(dir, name),
  ) as [string, string, string];
  try {
    await writeFile(proofPath, proof);
    await writeFile(filePath, forged.file);
    await writeFile(trustPath, forged.trustText);
    return median(await times(5, () => run([COMMAND, proofPath, filePath, '--trust', trustPath])));
  } finally {
    await rm(dir, { recursive: true });
  }
}

function run(args: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new TypeError(`${args[0]} ended with ${status}: ${stderr}`);
}

/** A Node process that does nothing. */
function nodeMillis(): number {
  const start = performance.now();
  run(['-e', '0']);
  return performance.now() - start;
}

function ed25519Millis(): number {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const message = Buffer.alloc(200, 1);
  const signature = sign(null, message, privateKey);
  const key = createPublicKey(publicKey.export({ type: 'spki', format: 'pem' }));
  const start = performance.now();
  for (let i = 0; i < 2000; i++) verify(null, message, key, signature);
  return (performance.now() - start) / 2000;
}

async function sigstoreMillis(): Promise<{ warm: number; cold: number; bytes: number }> {
  const [bundleText, rootText, artifact] = await Promise.all([
    readFile(join(DATA, 'bundle.sigstore.json'), 'utf8'),
    readFile(join(DATA, 'trusted_root.json'), 'utf8'),
    readFile(join(DATA, 'a.txt')),
  ]);
  const verifier = new Verifier(toTrustMaterial(TrustedRoot.fromJSON(JSON.parse(rootText))), {
    tlogThreshold: 1,
  });
  const check = () =>
    verifier.verify(toSignedEntity(bundleFromJSON(JSON.parse(bundleText)), artifact));
  await times(20, check);
  const warm = median(await times(40, check));
  const cold = median(
    await times(3, () => run([join(import.meta.dirname, 'sigstore-once.js'), DATA])),
  );
  return { warm, cold, bytes: bundleText.length };
}
