import { createECDH, createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { type KeyRegistration, type PartyTag, toBase64Url } from '@cunzheng/domain';
import { recordCall } from '../../src/conformance/index.ts';
import { type LedgerCall, openEmbeddedLedger } from '../../src/ledger/index.ts';
import { endWithParent } from './end-with-parent.ts';

const WIDTH = 64;
const ACT_TIME = '2026-03-02T02:00:00.000Z';

/** Call number `index` of a run, the same in every process: record and nonce follow from run and index. */
export function callOfRun(run: string, index: number): LedgerCall {
  const seed = createHash('sha256').update(`${run}:${index}`).digest();
  return recordCall([keyRecord(seed)], seed.subarray(0, 24));
}

function keyRecord(seed: Buffer): KeyRegistration {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(seed);
  return {
    v: 1,
    kind: 'key',
    action: 'register',
    court: '京0491',
    actTime: ACT_TIME,
    suite: 'ES256',
    point: toBase64Url(ecdh.getPublicKey()),
    owner: toBase64Url(seed.subarray(0, 16)) as PartyTag,
    role: 'clerk',
    purpose: 'sign',
    notBefore: '2026-03-02T00:00:00.000Z',
    notAfter: '2026-03-02T12:00:00.000Z',
  };
}

/** Submits without end, 64 at a time, and prints `index txId block` for each that was acknowledged. */
async function write(dir: string, run: string): Promise<void> {
  const ledger = await openEmbeddedLedger({ dir });
  let next = 0;
  const client = async () => {
    for (;;) {
      const index = next++;
      const { txId, block } = await ledger.submit(callOfRun(run, index));
      process.stdout.write(`${index} ${txId} ${block}\n`);
    }
  };
  await Promise.all(Array.from({ length: WIDTH }, client));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [dir, run] = process.argv.slice(2) as [string, string];
  endWithParent();
  await write(dir, run);
}
