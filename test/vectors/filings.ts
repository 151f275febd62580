import { createHash } from 'node:crypto';
import {
  type FilingRecord,
  type FilingSubmission,
  fromBase64Url,
  type Json,
  type Paper,
  papersOf,
  toBase64Url,
  utf8,
} from '@cunzheng/domain';
import {
  type CompactDraft,
  type Draft,
  type Placed,
  paperOf,
  randomTag,
  type Signer,
  Story,
  showIn,
  writeCompact,
  written,
} from '@cunzheng/proof/testing';
import { cannotDecide, differs, type Expect, recorded, unaltered } from './lies/lie.ts';

type Action = FilingRecord['action'] | 'resubmitted';

/** One case: how it is made, and what must be said to each form of it. */
export interface FilingCase {
  readonly what: string;
  readonly full?: Expect;
  readonly compact?: Expect;
  /** The record that is proven; a first submission unless said. */
  readonly act?: Action;
  /** Papers of the list; 5 unless said. */
  readonly size?: number;
  /** Places of the papers shown; none unless said. */
  readonly shown?: readonly number[];
  /** The file handed in: that of the paper at this place, or another; none unless said. */
  readonly file?: number | 'another';
  /** What the record says in place of the truth, under its signature. */
  readonly says?: Record<string, Json>;
  /** How many papers the record claims; as many as the tree has unless said. */
  readonly claimed?: number;
  /** Further fields of an act's record after it was signed. */
  readonly altered?: Record<string, Json>;
  readonly bend?: (draft: Draft, told: Told) => void | Promise<void>;
  readonly rawCompact?: (bytes: Uint8Array) => Uint8Array;
}

interface Told {
  readonly story: Story;
  readonly papers: readonly Paper[];
  /** Another filing's first submission, by the same key. */
  readonly other: Placed;
}

/** A case as it is written. */
export interface ToldFiling {
  readonly full?: Uint8Array;
  readonly compact?: Uint8Array;
  readonly trust: Uint8Array;
  readonly file?: Uint8Array;
}

const COURT = '京0491';
const NUMBER = '（2026）京0491民初1024号';
const NAMES = [
  '民事起诉状.pdf',
  '身份证"正反面"/扫描件.pdf',
  '借条😀.jpg',
  '转账记录.pdf',
  '证据清单.docx',
];

/** The file of the paper at a place. */
function fileOf(place: number): Uint8Array {
  return utf8(`%PDF-1.7\n${NAMES[place % NAMES.length]} ${place}\n%%EOF\n`);
}

function paperAt(place: number): Paper {
  return paperOf(NAMES[place % NAMES.length] as string, fileOf(place));
}

/** Tells a case: the proof in the forms that it has, the trust file, and the file that is handed in. */
export async function tellFiling(one: FilingCase): Promise<ToldFiling> {
  const story = new Story({
    start: '2026-11-23T01:00:00.000Z',
    document: Uint8Array.of(1),
    padding: 300,
  });
  const papers = Array.from({ length: one.size ?? 5 }, (_, i) => paperAt(i));
  const { draft, other } = await draftOf(one, story, papers);
  if (one.shown !== undefined) await showIn(draft, { list: papers, shown: one.shown });
  await one.bend?.(draft, { story, papers, other });
  const bytes = writeCompact(draft.compact);
  return {
    ...(one.full && { full: written(draft.proof) }),
    ...(one.compact && { compact: one.rawCompact?.(bytes) ?? bytes }),
    trust: written(draft.trust),
    ...fileFor(one),
  };
}

function fileFor({ file }: FilingCase): { file?: Uint8Array } {
  if (file === undefined) return {};
  return { file: file === 'another' ? utf8('another file') : fileOf(file) };
}

async function draftOf(one: FilingCase, story: Story, papers: readonly Paper[]) {
  const { act = 'submitted' } = one;
  const sitting = story.sitting();
  const owner = sitting.placed.record.owner;
  const submission = {
    ...{ action: 'submitted', applicant: owner, capacity: 'self' },
    papers: { ...(await papersOf(papers)), ...(one.claimed && { size: one.claimed }) },
  } as const;
  const said = act === 'submitted' ? { ...submission, ...one.says } : submission;
  const seen = { checkpoint: await story.seen() };
  const first = place(story, sitting, { ...said, ...seen }, act === 'submitted' ? one.altered : {});
  const other = place(story, sitting, { ...submission, caseTag: randomTag() });
  if (act === 'submitted') {
    const draft = await prove(story, first, [sitting.placed]);
    return { draft, other };
  }
  const filing = first.id;
  const clerk: Signer = { key: story.clerk, placed: story.clerkKey };
  const acts: Record<Exclude<Action, 'submitted'>, Record<string, Json>> = {
    resubmitted: { ...submission, filing },
    transferred: { action: 'transferred', filing, to: '浙0192' },
    returned: { action: 'returned', filing, outcome: 'correction' },
    accepted: { action: 'accepted', filing },
    docketed: { action: 'docketed', filing, number: NUMBER },
  };
  const signer = act === 'resubmitted' ? sitting : clerk;
  const later = place(story, signer, { ...acts[act], ...one.says }, one.altered);
  const support = act === 'resubmitted' ? [] : [story.clerkKey];
  return { draft: await prove(story, later, [...support, sitting.placed, first]), other };
}

function place(
  story: Story,
  signer: Signer,
  said: Record<string, Json>,
  altered: Record<string, Json> = {},
): Placed<FilingRecord> {
  const record = story.net.sign<FilingSubmission>(signer.key, {
    ...{ v: 1, kind: 'filing', court: COURT, caseTag: story.caseTag },
    ...{ actTime: story.net.time(), key: signer.placed.id },
    ...said,
  } as unknown as FilingSubmission);
  return story.net.place({ ...record, ...altered } as FilingRecord);
}

async function prove(story: Story, subject: Placed, support: readonly Placed[]): Promise<Draft> {
  const size = story.net.log.size;
  const cosigners = story.net.members.slice(0, 3);
  const sorted = [...support].sort((a, b) => a.index - b.index);
  return story.draft({ subject, support: sorted, size, cosigners });
}

type Shown = { position: number; paper: Record<string, Json>; path: string[] };
type CompactShown = NonNullable<CompactDraft['papers']>[number];

/** Bends the first paper shown, in either form. */
function bendPaper(full: (shown: Shown) => void, compact: (shown: CompactShown) => void) {
  return ({ proof, compact: draft }: Draft): void => {
    full(proof.papers?.[0] as unknown as Shown);
    compact(draft.papers?.[0] as CompactShown);
  };
}

const inRecord = (reason: string) => cannotDecide('record', reason);
const both = (expect: Expect) => ({ full: expect, compact: expect });
const notInList = both(inRecord('PAPER_DIFFERS'));
const malformed = { full: inRecord('RECORD_MALFORMED') };
const D = toBase64Url(createHash('sha256').update('nothing').digest());

function swapped(path: string[]): void {
  path.reverse();
}

const GOOD: Readonly<Record<string, FilingCase>> = {
  'submitted-no-paper-shown': {
    what: 'a submission, nothing of its papers shown',
    ...both(recorded),
  },
  'submitted-one-paper': {
    ...{ what: 'one of five papers, and its file', shown: [1], file: 1 },
    ...both(unaltered),
  },
  'submitted-two-papers': {
    ...{ what: 'two of five papers, and the file of the second', shown: [0, 4], file: 4 },
    ...both(unaltered),
  },
  'submitted-paper-without-file': {
    ...{ what: 'a paper shown, and no file', shown: [2] },
    ...both(recorded),
  },
  'one-paper-alone': { what: 'a list of one', size: 1, shown: [0], file: 0, ...both(unaltered) },
  'one-of-sixty': { what: 'one of sixty', size: 60, shown: [59], file: 59, ...both(unaltered) },
  'one-of-five-hundred': {
    ...{ what: 'one of as many as a list may have', size: 500, shown: [271], file: 271 },
    ...both(unaltered),
  },
  'all-papers': {
    ...{ what: 'all papers of a list', size: 3, shown: [0, 1, 2], file: 2 },
    full: unaltered,
  },
  resubmitted: {
    ...{ what: 'corrected papers', act: 'resubmitted', shown: [0], file: 0 },
    ...both(unaltered),
  },
  transferred: { what: 'handed on to another court', act: 'transferred', ...both(recorded) },
  returned: { what: 'sent back to be corrected', act: 'returned', ...both(recorded) },
  accepted: { what: 'taken on', act: 'accepted', ...both(recorded) },
  docketed: { what: 'under its number', act: 'docketed', ...both(recorded) },
};

const PAPERS: Readonly<Record<string, FilingCase>> = {
  'another-file': {
    what: 'another file than the paper',
    shown: [1],
    file: 'another',
    ...both(differs),
  },
  'file-of-a-paper-not-shown': {
    ...{ what: 'the file of a paper that the proof does not show', shown: [1], file: 2 },
    ...both(differs),
  },
  'file-and-no-paper': {
    ...{ what: 'a file, and no paper shown to compare', file: 1 },
    ...both(cannotDecide('document', 'NO_DIGEST')),
  },
  'file-of-an-acceptance': {
    ...{ what: 'a file is given, and an acceptance names none', act: 'accepted', file: 1 },
    ...both(cannotDecide('document', 'NO_DIGEST')),
  },
  'paper-not-in-the-list': {
    ...{ what: 'a paper made up for the file', shown: [1], file: 'another', ...notInList },
    bend: bendPaper(
      ({ paper }) => {
        paper.sha256 = toBase64Url(createHash('sha256').update('another file').digest());
        paper.sm3 = toBase64Url(createHash('sm3').update('another file').digest());
      },
      (shown) => {
        shown.sha256 = createHash('sha256').update('another file').digest();
        shown.sm3 = createHash('sm3').update('another file').digest();
      },
    ),
  },
  'paper-renamed': {
    ...{ what: 'a paper under another name', shown: [1], file: 1, ...notInList },
    bend: bendPaper(
      ({ paper }) => {
        paper.name = '判决书.pdf';
      },
      (shown) => {
        shown.name = utf8('判决书.pdf');
      },
    ),
  },
  'paper-of-another-sm3': {
    ...{ what: 'a paper with another SM3', shown: [1], ...notInList },
    bend: bendPaper(
      ({ paper }) => {
        paper.sm3 = D;
      },
      (shown) => {
        shown.sm3 = fromBase64Url(D);
      },
    ),
  },
  'paper-of-another-salt': {
    ...{ what: 'a paper with another salt', shown: [1], ...notInList },
    bend: bendPaper(
      ({ paper }) => {
        paper.salt = 'A'.repeat(22);
      },
      (shown) => {
        shown.salt = new Uint8Array(16);
      },
    ),
  },
  'path-swapped': {
    ...{ what: 'the path from the other end', shown: [1], ...notInList },
    bend: bendPaper(
      ({ path }) => swapped(path),
      ({ path }) => path.reverse(),
    ),
  },
  'path-of-the-neighbour': {
    ...{ what: 'the path of the paper beside', shown: [1, 2], ...notInList },
    bend: ({ proof, compact }) => {
      const [one, two] = proof.papers as unknown as Shown[];
      (one as Shown).path = (two as Shown).path;
      const [first, second] = compact.papers as CompactShown[];
      (first as CompactShown).path = (second as CompactShown).path;
    },
  },
  'path-short': {
    ...{ what: 'the path lacks its end', shown: [1], ...notInList },
    bend: bendPaper(
      ({ path }) => path.pop(),
      ({ path }) => path.pop(),
    ),
  },
  'path-long': {
    ...{ what: 'the path goes on', shown: [1], ...notInList },
    bend: bendPaper(
      ({ path }) => path.push(D),
      ({ path }) => path.push(fromBase64Url(D)),
    ),
  },
  'place-of-another': {
    ...{ what: 'the place of the paper beside', shown: [1], ...notInList },
    bend: bendPaper(
      (shown) => {
        shown.position = 0;
      },
      (shown) => {
        shown.position = 0;
      },
    ),
  },
  'place-outside-the-list': {
    ...{ what: 'a place that the list has not', shown: [4], ...notInList },
    bend: bendPaper(
      (shown) => {
        shown.position = 5;
      },
      (shown) => {
        shown.position = 5;
      },
    ),
  },
  'size-lied-about': {
    ...{ what: 'the record claims a longer list than the tree has', shown: [4], ...notInList },
    claimed: 6,
  },
  'path-without-its-beginning': {
    ...{ what: 'the path lacks its beginning', shown: [1], ...notInList },
    bend: bendPaper(
      ({ path }) => path.splice(0, 1),
      ({ path }) => path.splice(0, 1),
    ),
  },
  'record-with-another-list': {
    ...{ what: 'the list of the record changed afterwards', shown: [1] },
    full: inRecord('PAPER_DIFFERS'),
    bend: ({ proof }) => {
      proof.subject.record.papers = { size: 5, root: D };
    },
  },
  'record-with-another-size': {
    ...{ what: 'the size of the list changed afterwards, where the path fits', shown: [0] },
    full: cannotDecide('log', 'PATH_DIFFERS'),
    bend: ({ proof }) => {
      const { root } = proof.subject.record.papers as { root: string };
      proof.subject.record.papers = { size: 6, root };
    },
  },
  'papers-not-rising': {
    ...{ what: 'two papers in another order', shown: [1, 2] },
    ...{ full: inRecord('PAPER_DIFFERS'), compact: inRecord('PROOF_MALFORMED') },
    bend: ({ proof, compact }) => {
      proof.papers?.reverse();
      compact.papers?.reverse();
    },
  },
  'paper-twice': {
    ...{ what: 'one paper twice', shown: [1] },
    ...{ full: inRecord('PAPER_DIFFERS'), compact: inRecord('PROOF_MALFORMED') },
    bend: ({ proof, compact }) => {
      proof.papers?.push(proof.papers[0] as Json);
      compact.papers?.push(compact.papers[0] as CompactShown);
    },
  },
  'no-papers': {
    ...{ what: 'an empty list of papers shown', shown: [] },
    ...{ full: inRecord('PAPER_DIFFERS'), compact: inRecord('PROOF_MALFORMED') },
  },
  'papers-no-list': {
    ...{ what: 'papers that are no list', shown: [1], full: inRecord('PAPER_DIFFERS') },
    bend: ({ proof }) => {
      proof.papers = { ...(proof.papers?.[0] as object) } as never;
    },
  },
  'paper-with-a-field-more': {
    ...{ what: 'a paper with its pages', shown: [1], full: inRecord('PAPER_DIFFERS') },
    bend: ({ proof }) => {
      Object.assign((proof.papers as unknown as Shown[])[0]?.paper ?? {}, { pages: 3 });
    },
  },
  'shown-with-a-field-more': {
    ...{ what: 'more than place, paper and path', shown: [1], full: inRecord('PAPER_DIFFERS') },
    bend: ({ proof }) => {
      Object.assign(proof.papers?.[0] as object, { size: 5 });
    },
  },
  'place-as-text': {
    ...{ what: 'a place that is no number', shown: [1], full: inRecord('PAPER_DIFFERS') },
    bend: ({ proof }) => {
      Object.assign(proof.papers?.[0] as object, { position: '1' });
    },
  },
  'place-below-zero': {
    ...{ what: 'a place before the first', shown: [0], full: inRecord('PAPER_DIFFERS') },
    bend: ({ proof }) => {
      Object.assign(proof.papers?.[0] as object, { position: -1 });
    },
  },
  'papers-of-an-acceptance': {
    ...{ what: 'papers shown of a record that commits to none', act: 'accepted', shown: [1] },
    ...notInList,
  },
  'papers-of-the-first-submission': {
    ...{
      what: 'a docketing that shows papers of the filing',
      act: 'docketed',
      shown: [1],
      file: 1,
    },
    ...notInList,
  },
  'compact-papers-in-version-1': {
    ...{ what: 'papers after a proof of version 1', shown: [1] },
    compact: inRecord('PROOF_MALFORMED'),
    rawCompact: (bytes) => Uint8Array.from(bytes, (byte, i) => (i === 2 ? 1 : byte)),
  },
  'compact-version-2-without-papers': {
    what: 'version 2, and no list of papers',
    compact: inRecord('PROOF_MALFORMED'),
    rawCompact: (bytes) => Uint8Array.from(bytes, (byte, i) => (i === 2 ? 2 : byte)),
  },
  'compact-papers-truncated': {
    ...{ what: 'the last byte of the papers lacks', shown: [1] },
    compact: inRecord('PROOF_MALFORMED'),
    rawCompact: (bytes) => bytes.subarray(0, -1),
  },
  'compact-papers-and-more': {
    ...{ what: 'a byte after the papers', shown: [1] },
    compact: inRecord('PROOF_MALFORMED'),
    rawCompact: (bytes) => Buffer.concat([bytes, Uint8Array.of(0)]),
  },
  'compact-name-not-utf-8': {
    ...{ what: 'a name that is no text', shown: [1], compact: inRecord('PROOF_MALFORMED') },
    bend: bendPaper(
      () => undefined,
      (shown) => {
        shown.name = Uint8Array.of(0xff, 0xfe);
      },
    ),
  },
};

/** A name that no paper may have, though the tree holds it. */
function named(what: string, name: string): FilingCase {
  return {
    ...{ what, shown: [0], size: 1, ...notInList },
    bend: bendPaper(
      ({ paper }) => {
        paper.name = name;
      },
      (shown) => {
        shown.name = utf8(name);
      },
    ),
  };
}

const NAMED: Readonly<Record<string, FilingCase>> = {
  'name-empty': named('a paper without a name', ''),
  'name-of-201': named('a name of 201 characters', 'a'.repeat(201)),
  'name-with-a-line-feed': named('a name of two lines', '起诉状.pdf\n已核验'),
  'name-written-backwards': named('a name that turns the direction of writing', '\u202efdp.exe'),
};

/** A record of another shape. */
function shaped(what: string, act: Action, altered: Record<string, Json>): FilingCase {
  return { what, act, altered, ...malformed };
}

const RECORDS: Readonly<Record<string, FilingCase>> = {
  'list-of-none': shaped('a list of no papers', 'submitted', { papers: { size: 0, root: D } }),
  'list-of-501': shaped('a list of 501 papers', 'submitted', { papers: { size: 501, root: D } }),
  'list-with-names': shaped('a list that tells its names', 'submitted', {
    papers: { size: 5, root: D, names: ['借条'] },
  }),
  'capacity-of-a-receipt': shaped('filed by a 代收人', 'submitted', { capacity: 'substitute' }),
  'attended-false': shaped('attended, and not', 'submitted', { attended: false }),
  'action-unknown': shaped('an act nobody has defined', 'accepted', { action: 'forgotten' }),
  'action-of-a-key': shaped('an act of another kind', 'accepted', { action: 'revoke' }),
  'outcome-unknown': shaped('sent back as lost', 'returned', { outcome: 'lost' }),
  'acceptance-with-papers': shaped('an acceptance with papers', 'accepted', {
    papers: { size: 1, root: D },
  }),
  'transfer-to-nowhere': shaped('handed on to no court', 'transferred', { to: '北京互联网法院' }),
  'number-of-half-width': shaped('brackets of half width', 'docketed', {
    number: '(2026)京0491民初1号',
  }),
  'number-with-a-suffix': shaped('a number with a suffix', 'docketed', { number: `${NUMBER}之一` }),
  'number-of-a-document': shaped('the number of a document', 'docketed', {
    number: '京0491-2026-000001',
  }),
  'number-from-before-2016': shaped('a number of the old form', 'docketed', {
    number: '（2015）海民初字第5号',
  }),
};

const badSignature = { full: cannotDecide('persons', 'SIGNATURE_INVALID') };
const badReference = { full: cannotDecide('persons', 'REFERENCE_DIFFERS') };

/** Names another filing than its own, and brings that one. */
async function toOther({ proof }: Draft, { story, other }: Told): Promise<void> {
  const { index, block, txTime, record } = other;
  const entry = { index, block, txTime, record: structuredClone(record) as never, openings: [] };
  const path = (await story.net.log.path(index, story.net.log.size)).map(toBase64Url);
  proof.support = proof.support.filter(({ record }) => record.kind === 'key');
  proof.support.push({ ...entry, path });
  proof.support.sort((a, b) => a.index - b.index);
}

const PERSONS: Readonly<Record<string, FilingCase>> = {
  'list-changed-after-signing': {
    ...{
      what: 'another list than the applicant signed',
      altered: { papers: { size: 5, root: D } },
    },
    ...badSignature,
  },
  'capacity-changed-after-signing': {
    ...{ what: 'filed by an agent, says the ledger', altered: { capacity: 'agent' } },
    ...badSignature,
  },
  'outcome-changed-after-signing': {
    ...{ what: 'signed as a correction', act: 'returned', altered: { outcome: 'refused' } },
    ...badSignature,
  },
  'number-changed-after-signing': {
    what: 'signed for another number',
    ...{ act: 'docketed', altered: { number: '（2026）京0491民初1号' } },
    ...badSignature,
  },
  'transfer-changed-after-signing': {
    ...{ what: 'signed for another court', act: 'transferred', altered: { to: '粤0192' } },
    ...badSignature,
  },
  'resubmitted-by-another': {
    what: 'corrected papers of another applicant than the first',
    ...{ act: 'resubmitted', says: { applicant: 'A'.repeat(22) } },
    ...badReference,
  },
  'filing-of-another-case': {
    what: 'an acceptance in another case than the filing',
    ...{ act: 'accepted', says: { caseTag: 'A'.repeat(22) } },
    ...badReference,
  },
  'filing-unreferred': {
    ...{ what: 'another filing beside the own', act: 'accepted', bend: toOther },
    full: cannotDecide('persons', 'SUPPORT_UNREFERRED'),
  },
  'filing-not-shown': {
    what: 'the first submission is left out, which nothing needs',
    ...{ act: 'docketed', full: recorded },
    bend: ({ proof }) => {
      proof.support = proof.support.filter(({ record }) => record.role === 'clerk');
    },
  },
};

/** Every case, by the name of its folder. */
export const FILING_CASES: Readonly<Record<string, FilingCase>> = {
  ...GOOD,
  ...PAPERS,
  ...NAMED,
  ...RECORDS,
  ...PERSONS,
};
