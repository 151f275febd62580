import { createHash } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import {
  checkPaper,
  MAX_PAPERS,
  type Paper,
  paperEntry,
  paperLeaf,
  papersOf,
  type Sha256,
  type ShownPaper,
  type Sm3,
  showPapers,
  toBase64Url,
  toHex,
  utf8,
  utf8Text,
  verifyPaper,
} from '../../src/index.ts';

const D = 'A'.repeat(43) as string as Sha256 & Sm3;
const SALT = 'A'.repeat(22);

function hash(...parts: readonly (string | Uint8Array)[]): Buffer {
  const made = createHash('sha256');
  for (const part of parts) made.update(part);
  return made.digest();
}

function paper(number: number): Paper {
  const digest = toBase64Url(hash(`file ${number}`));
  return {
    salt: toBase64Url(hash(`salt ${number}`).subarray(0, 16)),
    name: `${number}. 民事起诉状.pdf`,
    sha256: digest as Sha256,
    sm3: digest as string as Sm3,
  };
}

function list(size: number): Paper[] {
  return Array.from({ length: size }, (_, i) => paper(i));
}

/** The root as RFC 9162 2.1.1 defines it, by splitting; written apart from the product's own. */
function rootBySplitting(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 1) return leaves[0] as Uint8Array;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return hash(
    Uint8Array.of(1),
    rootBySplitting(leaves.slice(0, k)),
    rootBySplitting(leaves.slice(k)),
  );
}

t.test('a paper’s leaf is the hash of 0, 4 and its canonical fields', async (t) => {
  const one: Paper = { name: '身份证"正面".pdf', salt: SALT, sha256: D, sm3: D };
  const text = `{"name":"身份证\\"正面\\".pdf","salt":"${SALT}","sha256":"${D}","sm3":"${D}"}`;
  t.equal(utf8Text(paperEntry(one)), `\u0004${text}`);
  t.equal(toHex(paperLeaf(one)), hash(Uint8Array.of(0, 4), utf8(text)).toString('hex'));
});

t.test('the root is that of RFC 9162 over the papers in their order', async (t) => {
  for (const size of [1, 2, 3, 5, 8, 60, 61, MAX_PAPERS]) {
    const papers = list(size);
    const root = toBase64Url(rootBySplitting(papers.map(paperLeaf)));
    t.same(await papersOf(papers), { size, root }, `${size} papers`);
  }
  const turned = await papersOf(list(3).reverse());
  t.not(turned.root, (await papersOf(list(3))).root, 'order counts');
});

t.test('every paper of a list can be shown alone, and leads to the root', async (t) => {
  const sizes = fc.integer({ min: 1, max: 70 });
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat(), async (size, chosen) => {
      const papers = list(size);
      const [shown] = await showPapers(papers, [chosen % size]);
      t.same(shown?.paper, papers[chosen % size]);
      verifyPaper(await papersOf(papers), shown as ShownPaper);
    }),
    { numRuns: 60 },
  );
});

t.test('papers are shown by rising places, each once', async (t) => {
  const shown = await showPapers(list(7), [6, 2, 6, 0]);
  t.same(
    shown.map(({ position }) => position),
    [0, 2, 6],
  );
  t.same(await showPapers(list(7), []), []);
  for (const place of [7, -1, 0.5])
    await t.rejects(showPapers(list(7), [place]), { code: 'INPUT_INVALID' });
});

t.test('a paper does not lead to the root in another’s place, name, path or list', async (t) => {
  const papers = list(6);
  const committed = await papersOf(papers);
  const [shown, beside] = (await showPapers(papers, [2, 3])) as [ShownPaper, ShownPaper];
  const lies: readonly [string, ShownPaper][] = [
    ['another place', { ...shown, position: 3 }],
    ['a place outside', { ...shown, position: 6 }],
    ['another paper', { ...shown, paper: paper(9) }],
    ['the neighbour’s path', { ...shown, path: beside.path }],
    ['another name', { ...shown, paper: { ...shown.paper, name: '判决书.pdf' } }],
    ['another SM3', { ...shown, paper: { ...shown.paper, sm3: D } }],
    ['another salt', { ...shown, paper: { ...shown.paper, salt: SALT } }],
    ['path turned', { ...shown, path: [...shown.path].reverse() }],
    ['path short', { ...shown, path: shown.path.slice(1) }],
    ['path long', { ...shown, path: [...shown.path, D] }],
  ];
  for (const [what, lie] of lies)
    t.throws(() => verifyPaper(committed, lie), { code: 'INPUT_INVALID' }, what);
  const [last] = (await showPapers(papers, [5])) as [ShownPaper];
  verifyPaper(committed, last);
  for (const size of [5, 7, 8])
    t.throws(() => verifyPaper({ ...committed, size }, last), { code: 'INPUT_INVALID' }, `${size}`);
});

t.test('a list has 1 to 500 papers', async (t) => {
  for (const size of [0, MAX_PAPERS + 1])
    await t.rejects(papersOf(list(size)), { code: 'PAPER_MALFORMED' });
});

t.test(
  'a paper has a name that can be shown, a salt and two digests, and nothing else',
  async (t) => {
    const good = paper(1);
    for (const name of ['字', '😀'.repeat(200), 'a "b" \\ c', '證據 1／2'])
      t.same(checkPaper({ ...good, name }), { ...good, name });
    for (const name of [
      '',
      '😀'.repeat(201),
      'a\nb',
      'a\u0000',
      'a\u0085',
      'a\u2028',
      '\u202efdp.exe',
    ])
      t.throws(() => checkPaper({ ...good, name }), { code: 'PAPER_MALFORMED' });
    for (const bad of [
      undefined,
      [],
      'paper',
      { ...good, name: '\ud800' },
      { ...good, name: 1 },
      { ...good, pages: 3 },
      { ...good, salt: D },
      { ...good, sm3: SALT },
      { ...good, sha256: `${'A'.repeat(42)}B` },
    ])
      t.throws(() => checkPaper(bad), { code: 'PAPER_MALFORMED' });
    await t.rejects(papersOf([good, { ...good, name: '' }]), { code: 'PAPER_MALFORMED' });
  },
);
