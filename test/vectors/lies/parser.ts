import { canonicalize, fromBase64Url, type Json, toBase64Url, utf8 } from '@cunzheng/domain';
import { type Draft, type EntryKind, packText } from '@cunzheng/proof/testing';
import { newest, type Tale, tell, wanted } from '../tale.ts';
import { cannotDecide, type Expect, type Lie, type Lies, replaceOnce, setPath } from './lie.ts';

const badProof = cannotDecide('record', 'PROOF_MALFORMED');
const badRecord = cannotDecide('record', 'RECORD_MALFORMED');
const badOpening = cannotDecide('record', 'OPENING_DIFFERS');
const badPath = cannotDecide('log', 'PATH_MALFORMED');
const otherPath = cannotDecide('log', 'PATH_DIFFERS');
const badCosignature = cannotDecide('courts', 'COSIGNATURE_INVALID');

/** A full proof bent as text. */
function text(what: string, rawFull: NonNullable<Lie['rawFull']>, full: Expect = badProof): Lie {
  return { what, full, rawFull };
}

/** A full proof bent as a value. */
function value(what: string, full: Expect, bend: (proof: Draft['proof']) => unknown): Lie {
  return { what, full, bend: ({ proof }) => void bend(proof) };
}

/** Both forms bent. */
function both(
  what: string,
  full: Expect,
  compact: Expect,
  bend: (draft: Draft, tale: Tale) => unknown,
): Lie {
  return { what, full, compact, bend: (draft, tale) => void bend(draft, tale) };
}

/** A compact proof bent before or after it is written. */
function compact(what: string, expect: Expect, bend: (draft: Draft['compact']) => unknown): Lie {
  return { what, compact: expect, bend: (draft) => void bend(draft.compact) };
}

/** A record changed so that no contract would take it, in the log all the same. */
function record(what: string, change: Record<string, Json>): Lie {
  return {
    what,
    full: badRecord,
    compact: badRecord,
    forge: async (document) => {
      const tale = await tell(document);
      const made = tale.story.receipt(tale.service, tale.sitting, { event: 'signed' });
      const bent = { ...made.record, ...change } as unknown as typeof made.record;
      return newest(
        tale,
        tale.story.net.place(bent, change.sd === undefined ? made.openings : []),
        wanted(tale).support,
      );
    },
  };
}

/** A leaf whose entry begins with another kind byte. */
function entryOfKind(what: string, kind: EntryKind): Lie {
  return {
    what,
    full: otherPath,
    compact: badCosignature,
    forge: async (document) => {
      const tale = await tell(document);
      const made = tale.story.receipt(tale.service, tale.sitting, { event: 'signed' });
      return newest(
        tale,
        tale.story.net.place(made.record, made.openings, kind),
        wanted(tale).support,
      );
    },
  };
}

const JSON_CASES: Lies = {
  'field-unknown': value('A field that the page does not have.', badProof, (proof) =>
    Object.assign(proof, { note: 'x' }),
  ),
  'field-missing': value('The support is missing.', badProof, (proof) => {
    delete (proof as Partial<typeof proof>).support;
  }),
  'subject-field-unknown': value(
    'A field of the subject that the page does not have.',
    badProof,
    (proof) => Object.assign(proof.subject, { note: 'x' }),
  ),
  'subject-field-missing': value('The subject has no block.', badProof, (proof) => {
    delete (proof.subject as Partial<typeof proof.subject>).block;
  }),
  'subject-no-object': value('The subject is a list.', badProof, (proof) =>
    Object.assign(proof, { subject: [] }),
  ),
  'format-other': value('Another format.', badProof, (proof) =>
    Object.assign(proof, { format: 'cunzheng-proof/2' }),
  ),
  'network-no-text': value('The network is a number.', badProof, (proof) =>
    Object.assign(proof, { network: 1 }),
  ),
  'edition-zero': value('Edition 0.', cannotDecide('trust', 'EDITION_DIFFERS'), (proof) =>
    Object.assign(proof, { edition: 0 }),
  ),
  'edition-text': value('The edition is a text.', badProof, (proof) =>
    Object.assign(proof, { edition: '1' }),
  ),
  'index-text': value('The index is a text.', badProof, (proof) =>
    Object.assign(proof.subject, { index: '1' }),
  ),
  'index-negative': value('The index is −1.', badProof, (proof) =>
    Object.assign(proof.subject, { index: -1 }),
  ),
  'index-2-to-the-53': {
    ...both('The index is 2^53.', badProof, badProof, ({ compact: draft }) => {
      draft.index = 2n ** 53n;
    }),
    rawFull: (file) => file.replace(/"index":[0-9]+/, '"index":9007199254740992'),
  },
  'timestamps-given': value('Time-stamps, which this version does not read.', badProof, (proof) =>
    Object.assign(proof, { timestamps: [] }),
  ),
  'ledger-given': value('A ledger part, which this version does not read.', badProof, (proof) =>
    Object.assign(proof, { ledger: {} }),
  ),
  'checkpoint-no-text': value('The checkpoint is an object.', badProof, (proof) =>
    Object.assign(proof, { checkpoint: {} }),
  ),
  'duplicate-key': text('The edition stands twice.', (file) =>
    replaceOnce(file, '"edition":1,', '"edition":1,"edition":1,'),
  ),
  'duplicate-key-escaped': text('The edition stands twice, once escaped.', (file) =>
    replaceOnce(file, '"edition":1,', '"edition":1,"\\u0065dition":1,'),
  ),
  'trailing-text': text('Text follows the value.', (file) => `${file} x`),
  'trailing-zero-byte': text('A zero byte follows the value.', (file) => `${file}\0`),
  truncated: {
    ...text('The end is missing.', (file) => file.slice(0, -20)),
    compact: badProof,
    rawCompact: (bytes) => bytes.subarray(0, -1),
  },
  empty: {
    ...text('Nothing at all.', () => ''),
    compact: badProof,
    rawCompact: () => new Uint8Array(),
  },
  'not-utf-8': text('A byte that is not UTF-8.', (file) =>
    Buffer.from(file.replace('"format"', '"\u00ffformat"'), 'latin1'),
  ),
  'byte-order-mark': text('A byte order mark leads.', (file) => `\ufeff${file}`),
  'huge-nesting': text('A hundred thousand brackets.', (file) =>
    replaceOnce(file, '"edition":1', `"edition":${'['.repeat(100_000)}${']'.repeat(100_000)}`),
  ),
  'nesting-of-17': value('A value inside 17 lists and objects.', badProof, (proof) => {
    let deep: Json = 'x';
    for (let i = 0; i < 13; i++) deep = [deep];
    proof.subject.openings = [['AAAAAAAAAAAAAAAAAAAAAA', 'device', deep]];
  }),
  'null-value': text('A null.', (file) => replaceOnce(file, '"edition":1', '"edition":null')),
  'number-with-fraction': text('A number with a fraction of zero.', (file) =>
    replaceOnce(file, '"edition":1', '"edition":1.0'),
  ),
  'number-with-exponent': text('A number with an exponent.', (file) =>
    replaceOnce(file, '"edition":1', '"edition":1e0'),
  ),
  'number-minus-zero': text('Minus zero.', (file) => file.replace(/"index":[0-9]+/, '"index":-0')),
  'number-with-zero': text('A number with a leading zero.', (file) =>
    replaceOnce(file, '"edition":1', '"edition":01'),
  ),
  'number-nan': text('Not a number.', (file) => replaceOnce(file, '"edition":1', '"edition":NaN')),
  'number-infinite': text('Infinity.', (file) =>
    replaceOnce(file, '"edition":1', '"edition":Infinity'),
  ),
  'lone-surrogate': text('Half of a surrogate pair.', (file) => file.replace('张某', '张\\ud800')),
  'control-character': text('A bare line feed inside a text.', (file) =>
    file.replace('张某', '张\n'),
  ),
  'single-quotes': text('Single quotes.', (file) => file.replaceAll('"', "'")),
  comment: text('A comment.', (file) => `/**/${file}`),
  'white-space-strange': text('A non-breaking space between tokens.', (file) =>
    replaceOnce(file, '"edition":1', '"edition":\u00a01'),
  ),
  'too-long': text('White space beyond a mebibyte.', (file) => file + ' '.repeat(1024 * 1024)),
  'not-an-object': text('A list.', () => '[]'),
};

const RECORD_CASES: Lies = {
  'record-field-unknown': record('A record with a field that its kind does not have.', {
    note: 'x',
  }),
  'record-kind-unknown': record('A record of an unknown kind.', { kind: 'verdict' }),
  'record-version-2': record('A record of version 2.', { v: 2 }),
  'record-version-true': record('The version is true instead of 1.', { v: true }),
  'record-time-impossible': record('30 February.', { actTime: '2026-02-30T01:00:00.000Z' }),
  'record-time-of-hour-24': record('Hour 24.', { actTime: '2026-03-02T24:00:00.000Z' }),
  'record-time-ended': record('A line feed after the time.', {
    actTime: '2026-03-02T02:00:00.000Z\n',
  }),
  'record-court-unknown': record('A court code that no court has.', { court: '美0491' }),
  'record-event-unknown': record('An unknown event.', { event: 'smiled' }),
  'record-attended-false': record('attended is false instead of absent.', { attended: false }),
  'record-witnesses-none': record('No witness in a list of witnesses.', { witnesses: [] }),
  'record-witnesses-five': record('Five witnesses.', {
    witnesses: Array.from({ length: 5 }, () => 'AAAAAAAAAAAAAAAAAAAAAA'),
  }),
  'record-checkpoint-open': record('A seen checkpoint with a field too many.', {
    checkpoint: { size: 1, root: 'A'.repeat(43), note: 1 },
  }),
  'record-recipient-long': record('A tag of 17 bytes.', {
    recipient: toBase64Url(Buffer.alloc(17, 1)),
  }),
  'record-digest-stray-bits': record('A digest with stray bits.', { sha256: `${'A'.repeat(42)}B` }),
  'record-hidden-name-odd': record('A hidden field whose name begins with a capital.', {
    sd: { a: 'A'.repeat(43), ['b'.repeat(33)]: 'A'.repeat(43) },
  }),
  'record-hidden-17': record('Seventeen hidden fields.', {
    sd: Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`f${i}`, 'A'.repeat(43)])),
  }),
  'record-no-object': value('The record is a text.', badRecord, (proof) =>
    Object.assign(proof.subject, { record: 'x' }),
  ),
  'record-field-changed': both(
    'The act is dated one minute earlier than recorded.',
    otherPath,
    badCosignature,
    (draft) => {
      draft.proof.subject.record.actTime = '2026-03-02T00:00:00.000Z';
      draft.compact.record = packText(canonicalize(draft.proof.subject.record));
    },
  ),
  'suite-unknown': {
    what: 'A key record of a suite that this version does not know.',
    full: badRecord,
    compact: badRecord,
    forge: async (document) => {
      const tale = await tell(document);
      return newest(tale, tale.story.sitting({ suite: 'SM2' as never }).placed, []);
    },
  },
  'block-changed': both('Another block number.', otherPath, badCosignature, (draft) => {
    draft.proof.subject.block += 1;
    draft.compact.block += 1n;
  }),
  'transaction-time-changed': both(
    'Another transaction time.',
    otherPath,
    badCosignature,
    (draft) => {
      draft.proof.subject.txTime -= 1;
      draft.compact.txTime -= 1n;
    },
  ),
  'entry-of-a-batch': entryOfKind(
    'A member of a batch, whose entry begins with 3, given as a record.',
    3,
  ),
  'entry-kind-batch': entryOfKind('A batch entry given as a record.', 2),
};

/** Swaps what an opening says with another of its properties. */
function opening(
  what: string,
  full: Expect,
  bend: (openings: [string, string, Json][]) => unknown,
): Lie {
  return value(what, full, (proof) => bend(proof.subject.openings as [string, string, Json][]));
}

const OPENING_CASES: Lies = {
  'opening-for-another-name': both(
    'The opening of one field is given for another.',
    badOpening,
    badOpening,
    (draft) => {
      const [first, second] = draft.proof.subject.openings as [string, string, Json][];
      if (first && second) [first[1], second[1]] = [second[1], first[1]];
      const [one, two] = draft.compact.openings;
      if (one && two) [one.position, two.position] = [two.position, one.position];
      draft.compact.openings.reverse();
    },
  ),
  'opening-twice': both('A field is opened twice.', badOpening, badProof, (draft) => {
    draft.proof.subject.openings.push(structuredClone(draft.proof.subject.openings[0] as Json));
    draft.compact.openings.push(
      draft.compact.openings.at(-1) as Draft['compact']['openings'][number],
    );
  }),
  'opening-of-another-value': both(
    'The opening says another name.',
    badOpening,
    badOpening,
    (draft) => {
      (draft.proof.subject.openings[0] as [string, string, Json])[2] = '李某';
      (draft.compact.openings[0] as { value: Uint8Array }).value = utf8('"李某"');
    },
  ),
  'opening-salt-short': opening('A salt of 15 bytes.', badOpening, (all) => {
    (all[0] as [string, string, Json])[0] = toBase64Url(Buffer.alloc(15, 1));
  }),
  'opening-of-four': opening('An opening of four parts.', badOpening, (all) =>
    (all[0] as unknown[]).push('x'),
  ),
  'opening-of-a-prototype': opening(
    'An opening of a name that every object has.',
    badOpening,
    (all) => {
      (all[0] as [string, string, Json])[1] = 'constructor';
    },
  ),
  'openings-no-list': value('The openings are an object.', badOpening, (proof) =>
    Object.assign(proof.subject, { openings: {} }),
  ),
  'opening-beyond-the-names': compact(
    'An opening for a third name of two.',
    badOpening,
    (draft) => {
      (draft.openings[1] as { position: number }).position = 2;
    },
  ),
  'opening-value-spaced': compact('A value that is not canonical.', badProof, (draft) => {
    (draft.openings[0] as { value: Uint8Array }).value = utf8(' "张某"');
  }),
};

const PATH_CASES: Lies = {
  'path-oversized': value('A path of 64 hashes.', badPath, (proof) => {
    proof.subject.path = Array.from({ length: 64 }, () => proof.subject.path[0] as string);
  }),
  'path-short': both('The path lacks its last hash.', badPath, badPath, (draft) =>
    setPath(draft, draft.proof.subject.path.slice(0, -1)),
  ),
  'path-long': both('The path has a hash too many.', badPath, badPath, (draft) =>
    setPath(draft, [...draft.proof.subject.path, draft.proof.subject.path[0] as string]),
  ),
  'path-no-list': value('The path is a text.', badPath, (proof) =>
    Object.assign(proof.subject, { path: 'x' }),
  ),
  'path-hash-short': value('A hash of 31 bytes.', badPath, (proof) => {
    proof.subject.path[0] = toBase64Url(fromBase64Url(proof.subject.path[0] as string).subarray(1));
  }),
  'path-padded': value('A hash with base64 padding.', badPath, (proof) => {
    proof.subject.path[0] += '=';
  }),
  'path-stray-bits': value('A hash with stray bits in its last character.', badPath, (proof) => {
    proof.subject.path[0] = `${'A'.repeat(42)}B`;
  }),
  'path-of-another-alphabet': value('A hash in plain base64.', badPath, (proof) => {
    proof.subject.path[0] = `${'+'.repeat(42)}A`;
  }),
  'path-of-another-leaf': {
    what: 'The path of the neighbouring leaf.',
    full: otherPath,
    compact: badCosignature,
    bend: async (draft, { story, receipt, size }) =>
      setPath(draft, (await story.net.log.path(receipt.index ^ 1, size)).map(toBase64Url)),
  },
  'index-of-another-leaf': both(
    'The index of the neighbouring leaf.',
    otherPath,
    badCosignature,
    (draft) => {
      draft.proof.subject.index ^= 1;
      draft.compact.index ^= 1n;
    },
  ),
  'index-beyond-the-log': both(
    'An index as large as the log.',
    badPath,
    badPath,
    (draft, { size }) => {
      draft.proof.subject.index = size;
      draft.compact.index = BigInt(size);
    },
  ),
};

const COMPACT_CASES: Lies = {
  'compact-trailing-byte': {
    what: 'A byte follows.',
    compact: badProof,
    rawCompact: (bytes) => Buffer.concat([bytes, Uint8Array.of(0)]),
  },
  'compact-version-2': {
    what: 'Another version.',
    compact: badProof,
    rawCompact: (bytes) => Uint8Array.from(bytes, (byte, i) => (i === 2 ? 2 : byte)),
  },
  'compact-too-long': compact('More than 1,600 bytes.', badProof, (draft) => {
    draft.path = Array.from({ length: 45 }, () => draft.path[0] as Uint8Array);
  }),
  'compact-size-above': compact('A size of 2^63.', badProof, (draft) => {
    draft.size = 2n ** 63n;
  }),
  'compact-name-unpacked': compact('A name from the table written out.', badRecord, (draft) => {
    draft.record = Buffer.concat([utf8('{"actTime":'), Buffer.from(draft.record).subarray(2)]);
  }),
  'compact-binary-unpacked': compact('A tag written out.', badRecord, (draft) => {
    const text = Buffer.from(draft.record);
    const at = text.indexOf(Uint8Array.of(1));
    const tag = utf8(`"${toBase64Url(text.subarray(at + 1, at + 17))}"`);
    draft.record = Buffer.concat([text.subarray(0, at), tag, text.subarray(at + 17)]);
  }),
  'compact-unused-byte': compact('The byte 1E.', badRecord, (draft) => {
    draft.record = Uint8Array.from(draft.record, (byte, i) => (i === 1 ? 0x1e : byte));
  }),
  'compact-binary-truncated': compact(
    'A tag that the record does not hold to its end.',
    badRecord,
    (draft) => {
      draft.record = Uint8Array.from([...draft.record.subarray(0, -1), 2]);
    },
  ),
  'compact-record-unordered': compact('Names in another order.', badRecord, (draft) => {
    draft.record = packText('{"v":1,"kind":"key"}');
  }),
  'compact-record-empty': compact('No record.', badRecord, (draft) => {
    draft.record = new Uint8Array();
  }),
  'compact-length-beyond': {
    what: 'The record is said to be longer than what follows.',
    compact: badProof,
    bend: () => {},
    rawCompact: longRecord,
  },
};

function longRecord(bytes: Uint8Array): Uint8Array {
  const out = Uint8Array.from(bytes);
  const pathEnd = 3 + 8 + 2 + 32 + 1 + 32 * (out[45] as number);
  out[pathEnd + 1 + 73 * (out[pathEnd] as number)] = 0xff;
  return out;
}

/** What a proof may not be as a file: strict reading of both forms. */
export const PARSER_CASES: Lies = {
  ...JSON_CASES,
  ...RECORD_CASES,
  ...OPENING_CASES,
  ...PATH_CASES,
  ...COMPACT_CASES,
};
