import {
  type CourtRecord,
  formatNote,
  fromBase64Url,
  type NetworkId,
  OUT_OF_ORDER,
  parseCheckpoint,
  type ReceiptRecord,
  type TrustFile,
  toBase64Url,
  utf8,
} from '@cunzheng/domain';
import fc from 'fast-check';
import t from 'tap';
import {
  encodeFullProof,
  type FullProof,
  type ProvenRecord,
  type VerificationResult,
  verifyEs256,
  verifyProof,
} from '../src/index.ts';
import {
  ACT,
  cosign,
  type Forged,
  forge,
  forgeEdition,
  noteOf,
  signEdition,
  signingKey,
  signRecord,
} from './forge/index.ts';

const forged = forge();
const trust = forged.trustText;
const good = await forged.full();
const OTHER_HASH = toBase64Url(new Uint8Array(32).fill(7));

function outcome({ verdict, stage, reason }: VerificationResult): string {
  return [verdict, stage, reason].filter((part) => part !== undefined).join(' ');
}

async function check(proof: Uint8Array, from: Forged = forged, withFile = true): Promise<string> {
  const digests = withFile ? from.digests : undefined;
  return outcome(await verifyProof({ proof, trust: from.trustText, digests }));
}

/** The outcome of a full proof after an edit that its encoder would not object to. */
function checkJson(edit: (proof: Record<string, unknown>) => unknown): Promise<string> {
  const copy = JSON.parse(JSON.stringify(good)) as Record<string, unknown>;
  return check(utf8(JSON.stringify(edit(copy) ?? copy)));
}

function withSubject(change: Partial<Record<keyof ProvenRecord, unknown>>): Promise<string> {
  return checkJson((proof) => {
    proof.subject = { ...(proof.subject as object), ...change };
  });
}

function states(result: VerificationResult): string {
  return result.stages.map(({ id, state }) => `${id}:${state}`).join(' ');
}

t.test('a full proof with its file', async (t) => {
  const result = await verifyProof({
    ...{ proof: encodeFullProof(good), trust, digests: forged.digests },
  });
  t.equal(outcome(result), 'unalteredSinceRecorded');
  t.equal(
    states(result),
    'trust:ok document:ok record:ok log:ok courts:ok persons:ok time:ok ledger:notShown',
  );
  t.equal(result.asOf, '2026-03-02T01:10:00.000Z');
  t.equal(result.recordedBy, '2026-03-02T01:10:02.000Z');
  t.equal(result.lag, 300);
  t.strictSame(
    result.members.map(({ id }) => id),
    ['BjicMSP', 'HzicMSP', 'GzicMSP'],
  );
  t.strictSame(
    result.signers.map(({ role }) => role),
    ['litigant', 'clerk'],
  );
  t.strictSame(
    { ...result.shown },
    { name: '张三', title: '民事判决书', caseNumber: '（2026）京0491民初1号' },
  );
  t.equal(result.custody, 'demo');
  t.equal(result.edition, 1);
  t.match(result.text.zh, '自上链以来未被改动');
  t.match(result.text.zh, '截至 2026年3月2日 09:10:00（北京时间）');
  t.match(result.notice.zh, '之后的撤回或更正不在这份文件中');
  t.match(result.notice.zh, '由法官依照《人民法院在线诉讼规则》第十六条至第十八条审查');
});

t.test('a compact proof tells the same but for persons', async (t) => {
  const proof = await forged.compactBytes();
  const result = await verifyProof({ proof, trust, digests: forged.digests });
  t.equal(outcome(result), 'unalteredSinceRecorded');
  t.equal(
    states(result),
    'trust:ok document:ok record:ok log:ok courts:ok persons:notShown time:ok ledger:notShown',
  );
  t.equal(await check(proof, forged, false), 'recorded');
  const other = { sha256: new Uint8Array(32) };
  t.equal(
    outcome(await verifyProof({ proof, trust, digests: other })),
    'differs document DOCUMENT_DIFFERS',
  );
});

t.test('personal signatures that no step reached are not blamed on missing keys', async (t) => {
  const personsOf = async (proof: Uint8Array, file = trust) => {
    const { stages } = await verifyProof({ proof, trust: file, digests: forged.digests });
    const persons = stages.find(({ id }) => id === 'persons');
    t.strictSame(Object.keys(persons ?? {}), ['id', 'state', 'text'], 'and no other field');
    t.equal(persons?.state, 'notShown');
    return persons?.text;
  };
  const notReached = {
    zh: '前面的步骤未通过，没有核验个人签名。',
    en: 'An earlier step failed; personal signatures were not checked.',
  };
  const { checkpoint } = good;
  const tooFew = `${checkpoint.trimEnd().split('\n').slice(0, -1).join('\n')}\n`;
  const subject = { ...good.subject, block: 1 };
  const failing = {
    trust: await personsOf(encodeFullProof(good), ''),
    record: await personsOf(utf8('{')),
    log: await personsOf(encodeFullProof({ ...good, subject })),
    courts: await personsOf(encodeFullProof({ ...good, checkpoint: tooFew })),
    'courts of a compact proof': await personsOf(await forged.compactBytes({ cosigners: [0, 1] })),
  };
  for (const [stage, text] of Object.entries(failing)) t.strictSame(text, notReached, stage);
  const keyless = await personsOf(await forged.fullBytes({ support: [] }));
  t.match(keyless?.zh, '这份证明没有附带签名人的密钥记录');
  t.strictSame(await personsOf(await forged.compactBytes()), keyless);
});

t.test('records of every kind are proven', async (t) => {
  for (const subject of ['document', 'service'] as const) {
    t.equal(await check(await forged.fullBytes({ subject })), 'unalteredSinceRecorded');
  }
  for (const subject of ['clerkKey', 'litigantKey'] as const) {
    t.equal(await check(await forged.fullBytes({ subject }), forged, false), 'recorded');
    t.equal(
      await check(await forged.fullBytes({ subject })),
      'cannotDecide document NO_DIGEST',
      'a key has no file',
    );
  }
  const document = await forged.fullBytes({ subject: 'document' });
  const digests = { ...forged.digests, sm3: new Uint8Array(32) };
  t.equal(
    outcome(await verifyProof({ proof: document, trust, digests })),
    'differs document DOCUMENT_DIFFERS',
    'SM3 counts where the record has it',
  );
});

t.test('trust', async (t) => {
  const proof = encodeFullProof(good);
  const of = async (file: string | Uint8Array) =>
    outcome(await verifyProof({ proof, trust: file }));
  const edited = (edit: (file: TrustFile) => unknown) => {
    const copy = structuredClone(forged.trust);
    edit(copy);
    return of(JSON.stringify(copy));
  };
  t.equal(await of('{'), 'cannotDecide trust TRUST_MALFORMED');
  t.equal(await of(Uint8Array.of(0xff)), 'cannotDecide trust TRUST_MALFORMED');
  t.equal(await of(trust.replace('"k":3', '"k":2')), 'cannotDecide trust TRUST_MALFORMED');
  t.equal(
    await edited((file) =>
      Object.assign(file.editions[0]?.edition as object, { custody: 'independent' }),
    ),
    'cannotDecide trust TRUST_SIGNATURE',
  );
  t.equal(
    await edited((file) => file.editions[0]?.signatures.pop()),
    'cannotDecide trust TRUST_SIGNATURE',
    'edition 1 needs all members',
  );
  const elsewhere = forge({ seed: 'elsewhere' });
  t.equal(await of(elsewhere.trustText), 'cannotDecide trust NETWORK_DIFFERS');
  const result = await verifyProof({ proof, trust: '' });
  t.ok(result.stages.every(({ state, id }) => state === (id === 'trust' ? 'failed' : 'notShown')));
  t.equal(result.asOf, undefined);
});

t.test('editions', async (t) => {
  const next = (fromSize: number) => forgeEdition(forged.network, 2, fromSize, forged.members);
  const trustOf = (fromSize: number, signers: number) =>
    JSON.stringify({
      ...forged.trust,
      editions: [
        ...forged.trust.editions,
        signEdition(next(fromSize), forged.members.slice(0, signers)),
      ],
    });
  const of = async (proof: FullProof, file: string) =>
    outcome(await verifyProof({ proof: encodeFullProof(proof), trust: file }));
  t.equal(await of({ ...good, edition: 2 }, trust), 'cannotDecide trust TRUST_TOO_OLD');
  t.equal(await of(good, trustOf(11, 3)), 'recorded', 'an earlier edition judges for ever');
  t.equal(await of(good, trustOf(10, 3)), 'cannotDecide trust EDITION_DIFFERS');
  t.equal(await of({ ...good, edition: 2 }, trustOf(10, 3)), 'recorded');
  t.equal(
    await of(good, trustOf(11, 2)),
    'cannotDecide trust TRUST_SIGNATURE',
    'k of the one before',
  );
  t.equal(await of({ ...good, edition: 0 }, trust), 'cannotDecide trust EDITION_DIFFERS');
});

t.test('what cannot be read', async (t) => {
  const reason = 'cannotDecide record PROOF_MALFORMED';
  const text = new TextDecoder().decode(encodeFullProof(good));
  for (const [name, bytes] of Object.entries({
    empty: new Uint8Array(),
    'a byte order mark': utf8(`\ufeff${text}`),
    'trailing text': utf8(`${text}x`),
    'a duplicate key': utf8(text.replace('{"checkpoint"', '{"edition":1,"checkpoint"')),
    'not UTF-8': Uint8Array.of(0x7b, 0xff),
    'a fraction': utf8(text.replace('"edition":1', '"edition":1.0')),
    'too long': utf8(text.padEnd(1024 * 1024 + 1, ' ')),
    'deep nesting': utf8('['.repeat(100_000)),
    'compact, truncated': (await forged.compactBytes()).subarray(0, -1),
    'compact, something follows': Uint8Array.from([...(await forged.compactBytes()), 0]),
  })) {
    t.equal(await check(bytes), reason, name);
  }
  t.equal(await checkJson((proof) => ({ ...proof, ledger: {} })), reason, 'a reserved field');
  t.equal(await checkJson((proof) => ({ ...proof, format: 'x' })), reason);
  t.equal(await checkJson(({ support: _, ...rest }) => rest), reason, 'a missing field');
  t.equal(await withSubject({ index: 2 ** 53 }), reason, 'an index from 2^53');
  t.equal(await withSubject({ index: -1 }), reason);
  t.equal(await withSubject({ more: 1 } as object), reason, 'an unknown field of the subject');
});

t.test('record', async (t) => {
  const { record } = good.subject;
  const malformed = 'cannotDecide record RECORD_MALFORMED';
  t.equal(await withSubject({ record: { ...record, v: 2 } }), malformed);
  t.equal(await withSubject({ record: { ...record, more: 'x' } }), malformed, 'an unknown field');
  t.equal(await withSubject({ record: { ...record, kind: 'filing' } }), malformed);
  t.equal(
    await withSubject({ record: { ...record, actTime: '2026-02-30T00:00:00.000Z' } }),
    malformed,
  );
  const differs = 'cannotDecide record OPENING_DIFFERS';
  const [salt, name] = good.subject.openings[0] ?? [];
  t.equal(await withSubject({ openings: [[salt, name, '李四']] }), differs);
  t.equal(await withSubject({ openings: 5 }), differs);
  t.equal(
    await withSubject({ openings: [good.subject.openings[0], good.subject.openings[0]] }),
    differs,
    'one field twice',
  );
});

t.test('log', async (t) => {
  const { path, index } = good.subject;
  const malformed = 'cannotDecide log PATH_MALFORMED';
  t.equal(await withSubject({ path: path.slice(1) }), malformed);
  t.equal(await withSubject({ path: 'x' }), malformed);
  t.equal(await withSubject({ path: Array(64).fill(OTHER_HASH) }), malformed, 'a path of 64');
  t.equal(await withSubject({ index: 10 }), malformed, 'an index outside the tree');
  t.equal(
    await withSubject({ path: [OTHER_HASH, ...path.slice(1)] }),
    'cannotDecide log PATH_DIFFERS',
  );
  t.equal(await withSubject({ index: index - 1 }), 'cannotDecide log PATH_DIFFERS');
  t.equal(await withSubject({ block: 1 }), 'cannotDecide log PATH_DIFFERS');
  const record = { ...good.subject.record, attended: true };
  t.equal(await withSubject({ record }), 'cannotDecide log PATH_DIFFERS', 'an altered record');
});

t.test('courts', async (t) => {
  const withNote = (checkpoint: string) => checkJson((proof) => ({ ...proof, checkpoint }));
  const note = good.checkpoint;
  t.equal(await withNote('x'), 'cannotDecide courts CHECKPOINT_MALFORMED');
  t.equal(
    await withNote(note.replace('\n\n', '\nextension\n\n')),
    'cannotDecide courts CHECKPOINT_MALFORMED',
  );
  const lines = note.trimEnd().split('\n');
  t.equal(
    await withNote(`${[...lines, lines.at(-1)].join('\n')}\n`),
    'cannotDecide courts COSIGNATURE_TWICE',
    'one member twice',
  );
  t.equal(
    await withNote(`${lines.slice(0, -1).join('\n')}\n`),
    'cannotDecide courts COSIGNATURES_TOO_FEW',
  );
  const plain = parseCheckpoint(note);
  const stranger = {
    ...(plain.signatures[0] as object),
    name: 'stranger',
  } as (typeof plain.signatures)[0];
  t.equal(
    await withNote(formatNote(plain.text, [...plain.signatures, stranger])),
    'cannotDecide courts COSIGNATURE_INVALID',
    'a line that nothing covers',
  );
  const other = { ...plain.checkpoint, origin: forged.origin.replace('judicial', 'other') };
  const cosigned = forged.members.slice(0, 3).map((member) => cosign(other, member, 1_772_413_800));
  t.equal(await withNote(noteOf(other, cosigned)), 'cannotDecide courts ORIGIN_DIFFERS');
  t.equal(
    await check(await forged.fullBytes({ time: 253_402_300_800 })),
    'cannotDecide courts COSIGNATURE_INVALID',
    'a time after the year 9999',
  );
  t.equal(
    await check(await forged.compactBytes({ cosigners: [0, 1] })),
    'cannotDecide courts COSIGNATURES_TOO_FEW',
  );
});

t.test('persons', async (t) => {
  const support = good.support;
  const withSupport = (value: unknown) => checkJson((proof) => ({ ...proof, support: value }));
  t.equal(await withSupport('x'), 'cannotDecide persons SUPPORT_MALFORMED');
  t.equal(await withSupport([...support].reverse()), 'cannotDecide persons SUPPORT_MALFORMED');
  t.equal(await withSupport(Array(17).fill(support[0])), 'cannotDecide persons SUPPORT_MALFORMED');
  t.equal(
    await withSupport(support.map((entry) => ({ ...entry, block: 999 }))),
    'cannotDecide persons SUPPORT_UNPROVEN',
  );
  t.equal(
    await check(
      await forged.fullBytes({ subject: 'document', support: ['clerkKey', 'litigantKey'] }),
    ),
    'cannotDecide persons SUPPORT_UNREFERRED',
  );
  const partly = await verifyProof({
    ...{ proof: await forged.fullBytes({ support: [] }), trust, digests: forged.digests },
  });
  t.equal(partly.stages.find(({ id }) => id === 'persons')?.state, 'notShown');
  t.equal(partly.verdict, 'unalteredSinceRecorded', 'a key that is not there is not a failure');
});

/** The receipt replaced in a log of its own, so that only the persons stage can object. */
async function withReceipt(change: (network: NetworkId, receipt: ReceiptRecord) => CourtRecord) {
  const other = forge({ edit: change });
  return check(await other.fullBytes(), other);
}

t.test('signatures of persons', async (t) => {
  const invalid = 'cannotDecide persons SIGNATURE_INVALID';
  t.equal(await withReceipt((_, receipt) => receipt), 'unalteredSinceRecorded');
  t.equal(
    await withReceipt((network, receipt) => signRecord(network, signingKey(), receipt)),
    invalid,
    'by someone else',
  );
  t.equal(
    await withReceipt((_, receipt) => ({ ...receipt, event: 'refused' })),
    invalid,
    'for another statement',
  );
  t.equal(
    await withReceipt((_, receipt) => ({ ...receipt, signature: highS(receipt.signature) })),
    invalid,
    'high S',
  );
  t.equal(
    await withReceipt((_, receipt) => ({ ...receipt, signature: toBase64Url(new Uint8Array(64)) })),
    invalid,
    'r and s of zero',
  );
  t.equal(
    await withReceipt((_, receipt) => ({ ...receipt, actTime: '2026-03-03T01:00:00.000Z' })),
    'cannotDecide persons KEY_OUTSIDE_LIFE',
  );
  t.equal(
    await withReceipt((_, receipt) => ({ ...receipt, court: '浙0192' })),
    'cannotDecide persons REFERENCE_DIFFERS',
  );
});

const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

function highS(signature: string): string {
  const bytes = Buffer.from(fromBase64Url(signature));
  const s = N - BigInt(`0x${bytes.subarray(32).toString('hex')}`);
  return Buffer.concat([
    bytes.subarray(0, 32),
    Buffer.from(s.toString(16).padStart(64, '0'), 'hex'),
  ]).toString('base64url');
}

t.test('time', async (t) => {
  const seen = await forged.seen(5);
  t.equal(
    await checkJson((proof) => ({ ...proof, notBefore: seen.notBefore })),
    'cannotDecide time NOT_BEFORE_INVALID',
    'the record names no checkpoint',
  );
  t.equal(
    await checkJson((proof) => ({ ...proof, notBefore: { checkpoint: 'x', path: [] } })),
    'cannotDecide time TIME_MALFORMED',
  );
});

t.test('a full proof whose signer had seen a checkpoint', async (t) => {
  const seed = 'seen';
  const first = forge({ seed });
  const { checkpoint, notBefore } = await first.seen(4);
  const other = forge({ seed, checkpoint });
  const proof = { ...(await other.full()), notBefore };
  const result = await verifyProof({
    ...{ proof: encodeFullProof({ ...proof, notBefore: (await other.seen(4)).notBefore }) },
    trust: other.trustText,
  });
  t.equal(outcome(result), 'recorded');
  t.equal(result.times?.notBefore, '2026-03-02T01:10:00.000Z');
  const wrong = { ...proof, notBefore: { ...notBefore, path: [] } };
  t.equal(await check(encodeFullProof(wrong), other), 'cannotDecide time NOT_BEFORE_INVALID');
});

t.test('any flipped byte of a compact proof never gives a good verdict', async (t) => {
  const bytes = await forged.compactBytes();
  for (let at = 0; at < bytes.length; at++) {
    const flipped = Uint8Array.from(bytes);
    flipped[at] = (flipped[at] as number) ^ (1 << (at % 8));
    const verdict = await check(flipped);
    if (!verdict.startsWith('cannotDecide')) t.fail(`byte ${at}: ${verdict}`);
  }
  await fc.assert(
    fc.asyncProperty(
      fc.nat(bytes.length - 1),
      fc.integer({ min: 1, max: 255 }),
      async (at, mask) => {
        const flipped = Uint8Array.from(bytes);
        flipped[at] = (flipped[at] as number) ^ mask;
        return (await check(flipped)).startsWith('cannotDecide');
      },
    ),
    { numRuns: 200 },
  );
});

t.test('any flipped byte of a full proof never gives a good verdict', async (t) => {
  const bytes = encodeFullProof(good);
  for (let at = 0; at < bytes.length; at++) {
    const flipped = Uint8Array.from(bytes);
    flipped[at] = (flipped[at] as number) ^ (1 << (at % 7));
    const verdict = await check(flipped);
    if (!verdict.startsWith('cannotDecide')) t.fail(`byte ${at}: ${verdict}`);
  }
});

t.test('never throws for bytes that anyone may send', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      const asCompact = Uint8Array.from([0x43, 0x5a, 0x01, ...bytes]);
      const verdicts = [await check(bytes), await check(asCompact)];
      return verdicts.every((verdict) => verdict.startsWith('cannotDecide'));
    }),
    { numRuns: 300 },
  );
  await fc.assert(
    fc.asyncProperty(fc.json(), async (json) =>
      (await checkJson((proof) => ({ ...proof, notBefore: JSON.parse(json) }))).startsWith(
        'cannotDecide',
      ),
    ),
    { numRuns: 100 },
  );
});

t.test('a point off the curve verifies nothing', async (t) => {
  const point = Buffer.alloc(65, 7);
  point[0] = 4;
  t.equal(await verifyEs256(point, utf8('m'), Buffer.alloc(64, 1)), false);
});

t.test('another Ed25519 may be given', async (t) => {
  const result = await verifyProof({ proof: encodeFullProof(good), trust, ed25519: () => false });
  t.equal(outcome(result), 'cannotDecide trust TRUST_SIGNATURE');
});

t.test('a proof whose times are out of order says why that can be', async (t) => {
  const textOf = async (time: number) => {
    const proof = await forged.fullBytes({ time });
    const result = await verifyProof({ proof, trust, digests: forged.digests });
    t.equal(result.verdict, 'unalteredSinceRecorded');
    return result.stages.find(({ id }) => id === 'time')?.text;
  };
  const back = await textOf(ACT / 1000 - 86_400);
  t.ok(back?.zh.endsWith(OUT_OF_ORDER['zh-CN']));
  t.ok(back?.en.endsWith(` ${OUT_OF_ORDER.en}`));
  const straight = await textOf(ACT / 1000 + 600);
  t.notMatch(straight?.zh, OUT_OF_ORDER['zh-CN']);
  t.notMatch(straight?.en, OUT_OF_ORDER.en);
});
