import { type Inspect, type Inspection, inspectNow } from '@cunzheng/chaincode/inspect';
import { canonicalize, type Json, toBase64Url } from '@cunzheng/domain';
import t from 'tap';
import { makeDocument, makeService, makeSigner } from '../../../src/conformance/index.ts';
import { Inspector } from '../../../src/ledger/embedded/inspector.ts';

const SCENE = {
  network: toBase64Url(new Uint8Array(32)) as never,
  court: '京0491',
  time: Date.parse('2026-03-02T02:00:00.000Z'),
};

type Question = Parameters<Inspect>;

/** Documents signed by two keys; every third says something else than was signed, every fifth names the other's key. */
function makeQuestions(count: number): { questions: Question[]; expected: Inspection[] } {
  const signers = [makeSigner(SCENE, 'clerk'), makeSigner(SCENE, 'judge')] as const;
  const questions = Array.from({ length: count }, (_, i): Question => {
    const record = makeDocument(SCENE, signers[i % 2 === 0 ? 0 : 1], i + 1);
    const { point } = signers[(i % 5 === 4 ? i + 1 : i) % 2 === 0 ? 0 : 1].record;
    const altered = i % 3 === 2 ? { ...record, actTime: '2026-03-02T02:00:00.001Z' } : record;
    return [SCENE.network, canonicalize(altered as unknown as Json), point];
  });
  const expected = questions.map((_, i) => ({ signed: i % 3 !== 2 && i % 5 !== 4 }));
  return { questions, expected };
}

function inspectAll(inspector: Inspector, questions: readonly Question[]): Promise<Inspection[]> {
  return Promise.all(questions.map((question) => inspector.inspect(...question)));
}

t.test('answers as inspecting in the calling thread does, in batches and alone', async (t) => {
  const inspector = new Inspector();
  t.teardown(() => inspector.close());
  const { questions, expected } = makeQuestions(100);
  t.same(
    questions.map((question) => inspectNow(...question)),
    expected,
  );
  t.same(await inspectAll(inspector, questions), expected);
  for (let i = 0; i < 6; i++) {
    t.same(await inspectAll(inspector, questions.slice(i, i + 1)), [expected[i]]);
  }
});

t.test('what is no record, or has no signature to check, comes back as that', async (t) => {
  const inspector = new Inspector();
  t.teardown(() => inspector.close());
  const { network } = SCENE;
  const signer = makeSigner(SCENE, 'clerk');
  const document = makeDocument(SCENE, signer, 1);
  const text = canonicalize(document as unknown as Json);
  const service = makeService(SCENE, document, document.caseTag as never);
  const off = toBase64Url(Uint8Array.from({ length: 65 }, (_, i) => (i === 0 ? 4 : 1)));
  const cases: [Question, Inspection][] = [
    [[network, 'no JSON', undefined], { refusal: 'RECORD_MALFORMED' }],
    [[network, ` ${text}`, signer.record.point], { refusal: 'RECORD_MALFORMED' }],
    [[network, 'x'.repeat(9000), undefined], { refusal: 'RECORD_TOO_LARGE' }],
    [[network, canonicalize(service as unknown as Json), undefined], {}],
    [[network, text, undefined], {}],
    [[network, text, off], { signed: false }],
    [[network, text, 'no point'], { signed: false }],
    [[network, text, signer.record.point], { signed: true }],
    [
      [toBase64Url(new Uint8Array(32).fill(1)) as never, text, signer.record.point],
      { signed: false },
    ],
  ];
  const expected = cases.map(([, inspection]) => inspection);
  const questions = cases.map(([question]) => question);
  t.same(await inspectAll(inspector, questions), expected);
  t.same(
    questions.map((question) => inspectNow(...question)),
    expected,
  );
});

t.test('goes on in the calling thread when its own is lost', async (t) => {
  const programs = ['throw new Error("lost")', 'process.exit(0)', 'import "nothing"'];
  for (const program of programs) {
    const inspector = new Inspector(new URL(`data:text/javascript,${encodeURIComponent(program)}`));
    const { questions, expected } = makeQuestions(40);
    t.same(await inspectAll(inspector, questions), expected, program);
    t.same(await inspectAll(inspector, questions), expected, 'and afterwards');
    await inspector.close();
  }
});

t.test('answers everything when it is closed, and leaves no thread', async (t) => {
  const inspector = new Inspector();
  const { questions, expected } = makeQuestions(70);
  const answers = inspectAll(inspector, questions);
  await inspector.close();
  t.same(await answers, expected);
  t.same(await inspectAll(inspector, questions), expected);
  await inspector.close();
});
