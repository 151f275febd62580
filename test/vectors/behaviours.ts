import {
  type Batch,
  type Behaviour,
  batchBytes,
  batchNumber,
  behaviourBytes,
  behaviourEntry,
  FIRST_PREV_ROOT,
  fromBase64Url,
  inclusionPath,
  type Json,
  leafHash,
  makeBehaviour,
  nodeHash,
  type Opening,
  recordBytes,
  type Sha256,
  toBase64Url,
  treeRoot,
} from '@cunzheng/domain';
import type { LedgerEvidence } from '@cunzheng/proof';
import {
  ForgedFabric,
  MEMBER_IDS,
  type Placed,
  randomTag,
  Story,
  transaction,
} from '@cunzheng/proof/testing';
import { cannotDecide, type Expect, recorded } from './lies/lie.ts';

/** A proof of a behaviour before it is written, free to be bent. */
export interface BehaviourDraft {
  format: string;
  network: string;
  edition: number;
  subject: { position: number; leaf: Record<string, Json>; path: string[]; openings: Json[] };
  batch: {
    index: number;
    block: number;
    txTime: number;
    batch: Record<string, Json>;
    path: string[];
  };
  checkpoint: string;
  ledger?: LedgerEvidence;
}

/** What a case is made of; the members of a batch are named by their number. */
interface Telling {
  /** Leaves of the batch. */
  readonly size?: number;
  readonly position?: number;
  /** Number of the batch among its court's. */
  readonly seq?: number;
  /** What the batch says in place of the truth, when it is put on the ledger. */
  readonly says?: (truth: Batch) => Record<string, Json>;
  /** Bytes that are hashed for a leaf; honest ones unless given. */
  readonly entryOf?: (bytes: Uint8Array) => Uint8Array;
  /** Root over the leaf hashes; honest unless given. */
  readonly rootOf?: (leaves: readonly Uint8Array[]) => Promise<Uint8Array> | Uint8Array;
  /** First byte of the batch's entry in the log. */
  readonly kind?: 1 | 2 | 3;
  /** Another leaf in place of the one that is proven. */
  readonly leaf?: (leaf: Behaviour, story: Story) => Record<string, Json>;
  readonly cosigners?: number;
  /** What the ledger shows is in the proof; the key and value that the transaction wrote. */
  readonly written?: (batch: Batch) => { key: string; value: Uint8Array };
}

/** One case: how it is made and what must be said. */
export interface BehaviourCase extends Telling {
  readonly what: string;
  readonly expect: Expect;
  readonly bend?: (draft: BehaviourDraft, told: Told) => void | Promise<void>;
  readonly raw?: (text: string) => string;
  /** The file handed in. */
  readonly file?: Uint8Array;
}

interface Told {
  readonly story: Story;
  readonly leaves: readonly Uint8Array[];
  readonly placed: Placed;
}

const COURT = '京0491';
const OTHER_COURT = '浙0192';

/** Tells a case: the proof as it is written, and the trust file. */
export async function tellBehaviour(
  one: BehaviourCase,
): Promise<{ proof: Uint8Array; trust: Uint8Array }> {
  const fabric = one.written === undefined ? undefined : new ForgedFabric(MEMBER_IDS);
  const story = new Story({
    start: '2026-11-22T01:00:00.000Z',
    document: Uint8Array.of(1),
    ...(fabric ? { fabric, padding: 20 } : {}),
  });
  const { draft, told } = await draftOf(one, story, fabric);
  await one.bend?.(draft, told);
  const text = JSON.stringify(draft);
  return {
    proof: Buffer.from(one.raw?.(text) ?? text),
    trust: Buffer.from(JSON.stringify(story.trust())),
  };
}

async function draftOf(one: BehaviourCase, story: Story, fabric: ForgedFabric | undefined) {
  const { size = 5, position = 3, seq = 1, entryOf = behaviourEntry, rootOf = rootOver } = one;
  const made = Array.from({ length: size }, (_, i) => behaviour(story, i));
  const own = made[position] as (typeof made)[number];
  const leaf = one.leaf?.(own.behaviour, story) ?? { ...own.behaviour };
  const leaves = made.map(({ behaviour }, i) =>
    leafHash(entryOf(i === position ? recordBytes(leaf as never) : behaviourBytes(behaviour))),
  );
  const truth: Batch = {
    ...{ v: 1, court: COURT, seq, size },
    root: toBase64Url(await rootOf(leaves)) as Sha256,
    prevRoot: seq === 1 ? FIRST_PREV_ROOT : (toBase64Url(leaves[0] as Uint8Array) as Sha256),
  };
  const batch = (one.says?.(truth) ?? truth) as Batch;
  const placed = story.net.place(batch as never, [], one.kind ?? 2);
  story.net.fill(fabric ? 2 : 21);
  const end = story.net.log.size;
  const draft: BehaviourDraft = {
    format: 'cunzheng-leaf-proof/1',
    network: story.network,
    edition: 1,
    subject: {
      position,
      leaf,
      path: (await pathOver(leaves, position)).map(toBase64Url),
      openings: [...own.openings] as unknown as Json[],
    },
    batch: {
      ...{ index: placed.index, block: placed.block, txTime: placed.txTime },
      batch: { ...batch },
      path: (await story.net.log.path(placed.index, end)).map(toBase64Url),
    },
    checkpoint: await story.note(end, story.net.members.slice(0, one.cosigners ?? 3)),
  };
  if (fabric !== undefined && one.written !== undefined)
    draft.ledger = evidenceOf(fabric, placed, one.written(batch));
  return { draft, told: { story, leaves, placed } };
}

function behaviour(
  story: Story,
  number: number,
): { behaviour: Behaviour; openings: readonly Opening[] } {
  const said = { court: COURT, time: story.net.time(number), act: 'person.read' } as const;
  const hidden = { person: randomTag(), reader: `书记员 ${number}`, fields: ['mobile', 'name'] };
  return makeBehaviour(said, hidden, () => randomTag());
}

function evidenceOf(
  fabric: ForgedFabric,
  placed: Placed,
  { key, value }: { key: string; value: Uint8Array },
): LedgerEvidence {
  const call = {
    ...{ channel: fabric.channel, contract: 'cunzheng', time: placed.txTime },
    creator: fabric.organisation(0).gateway,
    endorsers: fabric.peers(0, 1, 2),
    writes: [{ key, value }],
  };
  return fabric.evidence(fabric.block(placed.block, [transaction(call)]));
}

/** Hashes of complete subtrees, as they are asked for. */
function nodesOver(leaves: readonly Uint8Array[]) {
  const read = (level: number, index: number): Uint8Array =>
    level === 0
      ? (leaves[index] as Uint8Array)
      : nodeHash(read(level - 1, 2 * index), read(level - 1, 2 * index + 1));
  return read;
}

function rootOver(leaves: readonly Uint8Array[]): Promise<Uint8Array> {
  return treeRoot(leaves.length, nodesOver(leaves));
}

function pathOver(leaves: readonly Uint8Array[], index: number): Promise<Uint8Array[]> {
  return inclusionPath(index, leaves.length, nodesOver(leaves));
}

/** A tree that doubles what is left over at the end of a row. */
function doublingRoot(leaves: readonly Uint8Array[]): Uint8Array {
  let row = [...leaves];
  while (row.length > 1) {
    if (row.length % 2 === 1) row.push(row.at(-1) as Uint8Array);
    row = pairs(row).map(([left, right]) => nodeHash(left, right));
  }
  return row[0] as Uint8Array;
}

/** A tree that sorts each pair, turned so that one of our four leaves' pairs changes places. */
function sortingRoot(leaves: readonly Uint8Array[]): Uint8Array {
  let row = [...leaves];
  while (row.length > 1)
    row = pairs(row).map(([left, right]) =>
      // Against the order in which they stand: an honest tree of the same leaves is never the same.
      nodeHash(right, left),
    );
  return row[0] as Uint8Array;
}

function pairs(row: readonly Uint8Array[]): [Uint8Array, Uint8Array][] {
  return row.flatMap((left, i) =>
    i % 2 === 0 ? [[left, row[i + 1] as Uint8Array] as [Uint8Array, Uint8Array]] : [],
  );
}

function batchWrite(batch: Batch) {
  const key = `\u0000B\u0000${batch.court}\u0000${batchNumber(batch.seq)}\u0000`;
  return { key, value: batchBytes(batch) };
}

function flip(text: string): string {
  const bytes = fromBase64Url(text);
  bytes[5] = (bytes[5] as number) ^ 1;
  return toBase64Url(bytes);
}

const inRecord = (reason: string) => cannotDecide('record', reason);
const inLog = (reason: string) => cannotDecide('log', reason);

/** A receipt as it would stand on the ledger. */
function aRecord(_: Behaviour, story: Story): Record<string, Json> {
  return { ...story.issued.record } as unknown as Record<string, Json>;
}

const GOOD: Readonly<Record<string, BehaviourCase>> = {
  alone: { what: 'a batch of one', size: 1, position: 0, expect: recorded },
  'last-of-five': {
    what: 'what is left over goes up as it is',
    position: 4,
    expect: recorded,
  },
  'in-a-full-batch': { what: 'one of 4,096', size: 4096, position: 2718, expect: recorded },
  'second-batch': { what: 'a batch after another', seq: 2, expect: recorded },
  'nothing-shown': {
    what: 'no hidden field is opened',
    expect: recorded,
    bend: ({ subject }) => {
      subject.openings = [];
    },
  },
  'all-members': { what: 'all four members cosigned', cosigners: 4, expect: recorded },
  'on-fabric': { what: 'with what the ledger shows', written: batchWrite, expect: recorded },
};

const LEAVES: Readonly<Record<string, BehaviourCase>> = {
  'leaf-changed': {
    what: 'another act',
    expect: inLog('BATCH_DIFFERS'),
    bend: ({ subject }) => {
      subject.leaf.act = 'person.seen';
    },
  },
  'leaf-time-changed': {
    what: 'another time',
    expect: inLog('BATCH_DIFFERS'),
    bend: ({ subject }) => {
      subject.leaf.time = '2026-11-21T01:00:00.000Z';
    },
  },
  'leaf-path-changed': {
    what: 'a bit of the path in the batch',
    expect: inLog('BATCH_DIFFERS'),
    bend: ({ subject }) => {
      subject.path[1] = flip(subject.path[1] as string);
    },
  },
  'leaf-path-turned': {
    what: 'the path in the batch from the other end',
    expect: inLog('BATCH_DIFFERS'),
    bend: ({ subject }) => {
      subject.path.reverse();
    },
  },
  'leaf-path-short': {
    what: 'the path in the batch lacks its end',
    expect: inLog('PATH_MALFORMED'),
    bend: ({ subject }) => {
      subject.path.pop();
    },
  },
  'leaf-path-long': {
    what: 'the path in the batch goes on',
    expect: inLog('PATH_MALFORMED'),
    bend: ({ subject }) => {
      subject.path.push(subject.path[0] as string);
    },
  },
  'leaf-path-no-hash': {
    what: 'the path in the batch holds 31 bytes',
    expect: inLog('PATH_MALFORMED'),
    bend: ({ subject }) => {
      subject.path[0] = toBase64Url(new Uint8Array(31));
    },
  },
  'position-of-another': {
    what: 'the place of the neighbour',
    expect: inLog('BATCH_DIFFERS'),
    bend: ({ subject }) => {
      subject.position = 2;
    },
  },
  'position-at-the-end': {
    what: 'a place that the batch has not',
    expect: inLog('PATH_MALFORMED'),
    bend: ({ subject }) => {
      subject.position = 5;
    },
  },
  'record-as-leaf': {
    what: 'a record that was hashed into a batch',
    leaf: aRecord,
    expect: inRecord('LEAF_MALFORMED'),
    bend: ({ subject }) => {
      subject.openings = [];
    },
  },
  'record-as-leaf-of-its-own-kind': {
    what: 'a record hashed into a batch as the log would',
    leaf: aRecord,
    entryOf: (bytes) => Buffer.concat([Uint8Array.of(1), bytes]),
    expect: inRecord('LEAF_MALFORMED'),
    bend: ({ subject }) => {
      subject.openings = [];
    },
  },
  'batch-as-leaf': {
    what: 'a batch of batches',
    leaf: () => ({
      ...{ v: 1, court: COURT, seq: 1, size: 1 },
      ...{ root: FIRST_PREV_ROOT, prevRoot: FIRST_PREV_ROOT },
    }),
    expect: inRecord('LEAF_MALFORMED'),
  },
  'leaf-without-kind': {
    what: 'the batch hashes leaves without their kind',
    entryOf: (bytes) => bytes,
    expect: inLog('BATCH_DIFFERS'),
  },
  'leaf-of-the-kind-of-records': {
    what: 'the batch hashes leaves under the kind of records',
    entryOf: (bytes) => Buffer.concat([Uint8Array.of(1), bytes]),
    expect: inLog('BATCH_DIFFERS'),
  },
  'leaf-hides-nothing': {
    what: 'a leaf that could be guessed',
    leaf: (leaf) => ({ ...leaf, sd: {} }),
    expect: inRecord('LEAF_MALFORMED'),
    bend: ({ subject }) => {
      subject.openings = [];
    },
  },
  'leaf-with-a-kind': {
    what: 'a leaf that says it is a record',
    leaf: (leaf) => ({ ...leaf, kind: 'receipt' }),
    expect: inRecord('LEAF_MALFORMED'),
  },
  'leaf-with-a-name-in-the-clear': {
    what: 'a field more',
    leaf: (leaf) => ({ ...leaf, person: '张三' }),
    expect: inRecord('LEAF_MALFORMED'),
  },
  'leaf-of-version-2': {
    what: 'a version nobody has defined',
    leaf: (leaf) => ({ ...leaf, v: 2 }),
    expect: inRecord('LEAF_MALFORMED'),
  },
  'act-of-one-word': {
    what: 'an act without a dot',
    leaf: (leaf) => ({ ...leaf, act: 'read' }),
    expect: inRecord('LEAF_MALFORMED'),
  },
  'act-too-long': {
    what: 'an act of 65 letters',
    leaf: (leaf) => ({ ...leaf, act: `a.${'b'.repeat(63)}` }),
    expect: inRecord('LEAF_MALFORMED'),
  },
  'act-with-an-end-of-line': {
    what: 'an act and a line feed',
    leaf: (leaf) => ({ ...leaf, act: 'person.read\n' }),
    expect: inRecord('LEAF_MALFORMED'),
  },
  'no-day-of-the-calendar': {
    what: '30 February',
    leaf: (leaf) => ({ ...leaf, time: '2026-02-30T00:00:00.000Z' }),
    expect: inRecord('LEAF_MALFORMED'),
  },
  'leaf-is-a-list': {
    what: 'no object',
    expect: inRecord('LEAF_MALFORMED'),
    bend: ({ subject }) => {
      subject.leaf = [] as never;
    },
  },
  'opening-changed': {
    what: 'an opening of something else',
    expect: inRecord('OPENING_DIFFERS'),
    bend: ({ subject }) => {
      (subject.openings[1] as Json[])[2] = '书记员 9';
    },
  },
  'opening-twice': {
    what: 'a field opened twice',
    expect: inRecord('OPENING_DIFFERS'),
    bend: ({ subject }) => {
      subject.openings.push(subject.openings[0] as Json);
    },
  },
};

const BATCHES: Readonly<Record<string, BehaviourCase>> = {
  'batch-of-another-court': {
    what: 'the leaf of one court in the batch of another',
    says: (truth) => ({ ...truth, court: OTHER_COURT }),
    expect: inLog('BATCH_DIFFERS'),
  },
  'batch-court-changed': {
    what: 'the proof names another court than the log',
    expect: inLog('BATCH_DIFFERS'),
    bend: ({ batch }) => {
      batch.batch.court = OTHER_COURT;
    },
  },
  'batch-size-changed': {
    what: 'a size under which the path has the same length',
    position: 0,
    expect: inLog('PATH_DIFFERS'),
    bend: ({ batch }) => {
      batch.batch.size = 6;
    },
  },
  'batch-size-of-another-path': {
    what: 'a size under which the path is too short',
    position: 4,
    expect: inLog('PATH_MALFORMED'),
    bend: ({ batch }) => {
      batch.batch.size = 6;
    },
  },
  'batch-seq-changed': {
    what: 'another number',
    seq: 2,
    expect: inLog('PATH_DIFFERS'),
    bend: ({ batch }) => {
      batch.batch.seq = 3;
    },
  },
  'batch-before-changed': {
    what: 'another root before it',
    seq: 2,
    expect: inLog('PATH_DIFFERS'),
    bend: ({ batch }) => {
      batch.batch.prevRoot = flip(batch.batch.prevRoot as string);
    },
  },
  'batch-root-changed': {
    what: 'the root that a forged leaf would give, over the batch in the log',
    expect: inLog('PATH_DIFFERS'),
    bend: async ({ subject, batch }, { leaves }) => {
      subject.leaf.act = 'person.seen';
      const changed = [...leaves];
      changed[3] = leafHash(behaviourEntry(behaviourBytes(subject.leaf as never)));
      batch.batch.root = toBase64Url(await rootOver(changed));
      subject.path = (await pathOver(changed, 3)).map(toBase64Url);
    },
  },
  'batch-of-a-doubling-tree': {
    what: 'the last leaf was doubled',
    rootOf: doublingRoot,
    position: 4,
    expect: inLog('BATCH_DIFFERS'),
  },
  'batch-of-a-doubling-tree-with-its-path': {
    what: 'the last leaf was doubled, and the path says so',
    rootOf: doublingRoot,
    position: 4,
    expect: inLog('PATH_MALFORMED'),
    bend: ({ subject }, { leaves }) => {
      const last = leaves[4] as Uint8Array;
      const pair = nodeHash(last, last);
      subject.path = [last, pair].map(toBase64Url).concat(subject.path);
    },
  },
  'batch-of-a-sorting-tree': {
    what: 'pairs stand in another order than the leaves',
    size: 4,
    rootOf: sortingRoot,
    expect: inLog('BATCH_DIFFERS'),
  },
  'inner-node-as-leaf': {
    what: 'a tree of two whose leaves are the inner nodes of one of four',
    size: 4,
    position: 0,
    says: (truth) => ({ ...truth, size: 2 }),
    expect: inLog('BATCH_DIFFERS'),
    bend: ({ subject }, { leaves }) => {
      subject.path = [toBase64Url(nodeHash(leaves[2] as Uint8Array, leaves[3] as Uint8Array))];
    },
  },
  'root-as-batch-of-one': {
    what: 'a whole tree given as a batch of one leaf',
    size: 4,
    says: (truth) => ({ ...truth, size: 1 }),
    position: 0,
    expect: inLog('BATCH_DIFFERS'),
    bend: ({ subject }) => {
      subject.path = [];
    },
  },
  'batch-of-the-kind-of-records': {
    what: 'the batch stands in the log as a record',
    kind: 1,
    expect: inLog('PATH_DIFFERS'),
  },
  'batch-of-the-kind-of-leaves': {
    what: 'the batch stands in the log as a leaf',
    kind: 3,
    expect: inLog('PATH_DIFFERS'),
  },
  'batch-not-in-the-log': {
    what: 'a batch that no log has',
    expect: inLog('PATH_DIFFERS'),
    bend: ({ batch }) => {
      batch.index -= 1;
    },
  },
  'batch-index-outside': {
    what: 'an index that the log has not',
    expect: inLog('PATH_MALFORMED'),
    bend: ({ batch }) => {
      batch.index += 1000;
    },
  },
  'batch-block-changed': {
    what: 'another block',
    expect: inLog('PATH_DIFFERS'),
    bend: ({ batch }) => {
      batch.block += 1;
    },
  },
  'first-batch-after-something': {
    what: 'a first batch that names one before it',
    says: (truth) => ({ ...truth, prevRoot: truth.root }),
    expect: inLog('BATCH_MALFORMED'),
  },
  'batch-of-none': {
    what: 'a size of none',
    says: (truth) => ({ ...truth, size: 0 }),
    expect: inLog('BATCH_MALFORMED'),
  },
  'batch-too-large': {
    what: 'a size of 4,097',
    says: (truth) => ({ ...truth, size: 4097 }),
    expect: inLog('BATCH_MALFORMED'),
  },
  'batch-number-zero': {
    what: 'a number of none',
    says: (truth) => ({ ...truth, seq: 0 }),
    expect: inLog('BATCH_MALFORMED'),
  },
  'batch-number-of-13-digits': {
    what: 'a number that no key of state holds',
    says: (truth) => ({ ...truth, seq: 1e12, prevRoot: truth.root }),
    expect: inLog('BATCH_MALFORMED'),
  },
  'batch-with-a-kind': {
    what: 'a field more',
    says: (truth) => ({ ...truth, kind: 'batch' }),
    expect: inLog('BATCH_MALFORMED'),
  },
  'batch-is-a-text': {
    what: 'no object',
    expect: inLog('BATCH_MALFORMED'),
    bend: ({ batch }) => {
      batch.batch = 'batch' as never;
    },
  },
};

const FRAMES: Readonly<Record<string, BehaviourCase>> = {
  'leaf-as-record': {
    what: 'a leaf given as the record of a full proof',
    expect: inRecord('RECORD_MALFORMED'),
    bend: (draft) => asFullProof(draft, draft.subject.leaf),
  },
  'batch-as-record': {
    what: 'a batch given as the record of a full proof',
    expect: inRecord('RECORD_MALFORMED'),
    bend: (draft) => asFullProof(draft, draft.batch.batch),
  },
  'record-through-a-batch': {
    what: 'a record of a full proof whose path leads through a batch',
    leaf: aRecord,
    expect: inLog('PATH_MALFORMED'),
    bend: (draft) => {
      const through = [...draft.subject.path, ...draft.batch.path];
      asFullProof(draft, draft.subject.leaf, through);
    },
  },
  'record-through-a-batch-alone': {
    what: 'a record of a full proof with the batch’s path in place of its own',
    leaf: aRecord,
    expect: inLog('PATH_DIFFERS'),
    bend: (draft) => asFullProof(draft, draft.subject.leaf),
  },
  'format-of-version-2': {
    what: 'a format nobody has defined',
    expect: inRecord('PROOF_MALFORMED'),
    bend: (draft) => {
      draft.format = 'cunzheng-leaf-proof/2';
    },
  },
  'format-of-a-full-proof': {
    what: 'the format of a full proof',
    expect: inRecord('PROOF_MALFORMED'),
    bend: (draft) => {
      draft.format = 'cunzheng-proof/1';
    },
  },
  'with-support': {
    what: 'a field of full proofs',
    expect: inRecord('PROOF_MALFORMED'),
    bend: (draft) => {
      Object.assign(draft, { support: [] });
    },
  },
  'with-a-not-before': {
    what: 'another field of full proofs',
    expect: inRecord('PROOF_MALFORMED'),
    bend: (draft) => {
      Object.assign(draft, { notBefore: { checkpoint: draft.checkpoint, path: [] } });
    },
  },
  'without-batch': {
    what: 'no batch',
    expect: inRecord('PROOF_MALFORMED'),
    bend: (draft) => {
      Reflect.deleteProperty(draft, 'batch');
    },
  },
  'subject-with-a-field-more': {
    what: 'the place of the batch in the subject',
    expect: inRecord('PROOF_MALFORMED'),
    bend: ({ subject }) => {
      Object.assign(subject, { index: 1 });
    },
  },
  'position-as-text': {
    what: 'a place that is no number',
    expect: inRecord('PROOF_MALFORMED'),
    bend: ({ subject }) => {
      subject.position = '3' as never;
    },
  },
  'position-below-zero': {
    what: 'a place before the first',
    expect: inRecord('PROOF_MALFORMED'),
    bend: ({ subject }) => {
      subject.position = -1;
    },
  },
  'field-twice': {
    what: 'the leaf stands twice',
    expect: inRecord('PROOF_MALFORMED'),
    raw: (text) => text.replace('"leaf":', '"leaf":{},"leaf":'),
  },
  'another-network': {
    what: 'a proof of another network',
    expect: cannotDecide('trust', 'NETWORK_DIFFERS'),
    bend: (draft) => {
      draft.network = flip(draft.network);
    },
  },
  'checkpoint-malformed': {
    what: 'a note without its last line’s end',
    expect: cannotDecide('courts', 'CHECKPOINT_MALFORMED'),
    bend: (draft) => {
      draft.checkpoint = draft.checkpoint.slice(0, -1);
    },
  },
  'two-members-alone': {
    what: 'fewer than k members',
    cosigners: 2,
    expect: cannotDecide('courts', 'COSIGNATURES_TOO_FEW'),
  },
  'with-a-file': {
    what: 'a file is given, and a behaviour names none',
    file: Buffer.from('a file'),
    expect: cannotDecide('document', 'NO_DIGEST'),
  },
};

const ON_FABRIC: Readonly<Record<string, BehaviourCase>> = {
  'fabric-another-batch': {
    what: 'the transaction wrote another number',
    written: (batch) => batchWrite({ ...batch, seq: 2 }),
    expect: cannotDecide('ledger', 'WRITE_DIFFERS'),
  },
  'fabric-batch-under-a-record': {
    what: 'the transaction wrote the batch under the key of a record',
    written: (batch) => ({
      key: `\u0000R\u0000${batch.root}\u0000`,
      value: batchBytes(batch),
    }),
    expect: cannotDecide('ledger', 'WRITE_DIFFERS'),
  },
  'fabric-another-root': {
    what: 'the transaction wrote another root',
    written: (batch) => ({
      ...batchWrite(batch),
      value: batchBytes({ ...batch, root: batch.prevRoot }),
    }),
    expect: cannotDecide('ledger', 'WRITE_DIFFERS'),
  },
};

/** The draft turned into a full proof of `record`, at the batch's place. */
function asFullProof(
  draft: BehaviourDraft,
  record: Record<string, Json>,
  path: string[] = draft.batch.path,
): void {
  const { index, block, txTime } = draft.batch;
  Object.assign(draft, {
    format: 'cunzheng-proof/1',
    subject: { index, block, txTime, record, path, openings: [] },
    support: [],
  });
  Reflect.deleteProperty(draft, 'batch');
}

/** Every case, by the name of its folder. */
export const BEHAVIOUR_CASES: Readonly<Record<string, BehaviourCase>> = {
  ...GOOD,
  ...LEAVES,
  ...BATCHES,
  ...FRAMES,
  ...ON_FABRIC,
};
