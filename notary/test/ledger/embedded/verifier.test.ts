import { verifyNow } from '@cunzheng/chaincode/es256';
import { isLowS, signingMessage, toBase64Url } from '@cunzheng/domain';
import fc from 'fast-check';
import t from 'tap';
import { makeDocument, makeSigner } from '../../../src/conformance/index.ts';
import {
  decodeBatch,
  encodeBatch,
  type SignatureCheck,
} from '../../../src/ledger/embedded/signature-batch.ts';
import { Verifier } from '../../../src/ledger/embedded/verifier.ts';

const SCENE = {
  network: toBase64Url(new Uint8Array(32)) as never,
  court: '京0491',
  time: Date.parse('2026-03-02T02:00:00.000Z'),
};

/** Signatures by several keys; every third is of another message, every fifth by another key. */
function makeChecks(count: number): { checks: SignatureCheck[]; expected: boolean[] } {
  const signers = [makeSigner(SCENE, 'clerk'), makeSigner(SCENE, 'judge')] as const;
  const checks = Array.from({ length: count }, (_, i) => {
    const record = makeDocument(SCENE, signers[i % 2 === 0 ? 0 : 1], i + 1);
    const { point } = signers[(i % 5 === 4 ? i + 1 : i) % 2 === 0 ? 0 : 1].record;
    const signed = i % 3 === 2 ? { ...record, actTime: '2026-03-02T02:00:00.001Z' } : record;
    const message = signingMessage(SCENE.network, signed);
    return { point, message, signature: Buffer.from(record.signature, 'base64url') };
  });
  return { checks, expected: checks.map((_, i) => i % 3 !== 2 && i % 5 !== 4) };
}

function verifyAll(verifier: Verifier, checks: readonly SignatureCheck[]): Promise<boolean[]> {
  return Promise.all(
    checks.map(({ point, message, signature }) => verifier.verify(point, message, signature)),
  );
}

t.test('answers as verifying in the calling thread does, in batches and alone', async (t) => {
  const verifier = new Verifier();
  t.teardown(() => verifier.close());
  const { checks, expected } = makeChecks(100);
  t.ok(checks.every(({ signature }) => isLowS(signature)));
  t.same(
    checks.map(({ point, message, signature }) => verifyNow(point, message, signature)),
    expected,
  );
  t.same(await verifyAll(verifier, checks), expected);
  for (let i = 0; i < 6; i++) {
    t.same(await verifyAll(verifier, checks.slice(i, i + 1)), [expected[i]]);
  }
});

t.test('a point off the curve signs nothing', async (t) => {
  const verifier = new Verifier();
  t.teardown(() => verifier.close());
  const { checks } = makeChecks(2);
  const off = toBase64Url(Uint8Array.from({ length: 65 }, (_, i) => (i === 0 ? 4 : 1)));
  t.same(
    await verifyAll(
      verifier,
      checks.map((check) => ({ ...check, point: off })),
    ),
    [false, false],
  );
});

t.test('what has no place in a batch is refused to who asked', async (t) => {
  const verifier = new Verifier();
  t.teardown(() => verifier.close());
  const { checks, expected } = makeChecks(1);
  const { point, message, signature } = checks[0] as SignatureCheck;
  await t.rejects(verifier.verify('', message, signature), TypeError);
  await t.rejects(verifier.verify(point, message, signature.subarray(1)), TypeError);
  t.same(await verifyAll(verifier, checks), expected);
});

t.test('goes on in the calling thread when its own is lost', async (t) => {
  const programs = ['throw new Error("lost")', 'process.exit(0)', 'import "nothing"'];
  for (const program of programs) {
    const verifier = new Verifier(new URL(`data:text/javascript,${encodeURIComponent(program)}`));
    const { checks, expected } = makeChecks(40);
    t.same(await verifyAll(verifier, checks), expected, program);
    t.same(await verifyAll(verifier, checks), expected, 'and afterwards');
    await verifier.close();
  }
});

t.test('answers everything when it is closed, and leaves no thread', async (t) => {
  const verifier = new Verifier();
  const { checks, expected } = makeChecks(70);
  const answers = verifyAll(verifier, checks);
  await verifier.close();
  t.same(await answers, expected);
  t.same(await verifyAll(verifier, checks), expected);
  await verifier.close();
});

t.test('a batch gives back what was put in', async (t) => {
  const check = fc.record({
    point: fc.uint8Array({ minLength: 65, maxLength: 65 }).map(toBase64Url),
    message: fc.uint8Array({ maxLength: 600 }),
    signature: fc.uint8Array({ minLength: 64, maxLength: 64 }),
  });
  fc.assert(
    fc.property(fc.array(check), (checks) => {
      const plain = decodeBatch(encodeBatch(checks)).map(({ point, message, signature }) => ({
        point,
        message: Uint8Array.from(message),
        signature: Uint8Array.from(signature),
      }));
      t.same(plain, checks);
    }),
    { numRuns: 50 },
  );
});
