import { type FilingSubmission, type Paper, papersOf, showPapers, utf8 } from '@cunzheng/domain';
import t from 'tap';
import {
  compactOf,
  decodeCompact,
  encodeCompact,
  type FullProof,
  MAX_COMPACT_BYTES,
  verifyProof,
} from '../src/index.ts';
import { fileDigests, paperOf, Story } from './forge/index.ts';

t.setTimeout(180_000);
const SIXTY = 60;
const MILLION = 1_000_000;

function file(place: number): Uint8Array {
  return utf8(`paper ${place}`);
}

function paper(place: number): Paper {
  return paperOf(`${place + 1} 民间借贷纠纷证据材料.pdf`, file(place));
}

/** A submission of sixty papers, one of them shown, in a log of so many leaves, most of them after it. */
async function oneOfSixty(shown: number, leaves: number) {
  const story = new Story({
    ...{ start: '2026-11-23T01:00:00.000Z', document: file(0) },
    padding: 3,
  });
  const { key, placed } = story.sitting();
  const papers = Array.from({ length: SIXTY }, (_, i) => paper(i));
  const record = story.net.sign<FilingSubmission>(key, {
    ...{ v: 1, kind: 'filing', action: 'submitted', court: '京0491', caseTag: story.caseTag },
    ...{ actTime: story.net.time(), applicant: placed.record.owner, capacity: 'self' },
    ...{ papers: await papersOf(papers), key: placed.id, checkpoint: await story.seen() },
  });
  const subject = story.net.place(record);
  story.net.pad(leaves - story.net.log.size);
  const size = story.net.log.size;
  const cosigners = story.net.members.slice(0, 3);
  const { proof } = await story.draft({ subject, support: [], size, cosigners });
  const full = { ...proof, papers: await showPapers(papers, [shown]) } as unknown as FullProof;
  return { size, trust: story.trust(), full, paper: papers[shown] };
}

t.test('one paper of sixty, in a log of a million, fits a compact proof', async (t) => {
  const shown = 41;
  const { size, trust, full, paper } = await oneOfSixty(shown, MILLION);
  t.equal(size, MILLION);
  t.equal(full.subject.path.length, 20);
  const compact = compactOf(full, trust);
  const bytes = encodeCompact(compact);
  t.comment(`${bytes.length} bytes`);
  t.ok(bytes.length <= MAX_COMPACT_BYTES, `${bytes.length} bytes`);
  t.same(decodeCompact(bytes).papers, compact.papers);
  const input = { proof: bytes, trust: JSON.stringify(trust) };
  const result = await verifyProof({ ...input, digests: fileDigests(file(shown)) });
  t.equal(result.verdict, 'unalteredSinceRecorded');
  t.same(result.filePapers, [{ position: shown, paper, path: full.papers?.[0]?.path }]);
  const other = await verifyProof({ ...input, digests: fileDigests(file(7)) });
  t.match(other, { verdict: 'differs', filePapers: [] });
});

t.test('without a paper shown a compact proof is of version 1', async (t) => {
  const { trust, full } = await oneOfSixty(0, 20);
  const { papers: _, ...plain } = full;
  t.same([...encodeCompact(compactOf(plain, trust)).subarray(0, 3)], [0x43, 0x5a, 1]);
  t.same([...encodeCompact(compactOf(full, trust)).subarray(0, 3)], [0x43, 0x5a, 2]);
});
