import {
  emptyRoot,
  fromBase64Url,
  type KeyRegistration,
  type KeyRevocation,
  type NetworkId,
  type ReceiptRecord,
  type SeenCheckpoint,
  sha256Text,
  toBase64Url,
} from '@cunzheng/domain';
import {
  type Draft,
  type ForgedMember,
  type Placed,
  signingKey,
  signRecord,
} from '@cunzheng/proof/testing';
import { newest, plain, type Tale, tell, threeOf, wanted } from '../tale.ts';
import { cannotDecide, type Expect, type Lie, type Lies, recorded, supportOf } from './lie.ts';

const badSupport = cannotDecide('persons', 'SUPPORT_MALFORMED');
const unproven = cannotDecide('persons', 'SUPPORT_UNPROVEN');
const unreferred = cannotDecide('persons', 'SUPPORT_UNREFERRED');
const otherReference = cannotDecide('persons', 'REFERENCE_DIFFERS');
const badSignature = cannotDecide('persons', 'SIGNATURE_INVALID');
const outsideLife = cannotDecide('persons', 'KEY_OUTSIDE_LIFE');
const badNotBefore = cannotDecide('time', 'NOT_BEFORE_INVALID');
const badTime = cannotDecide('time', 'TIME_MALFORMED');

const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** A lie about the tale's own full proof. */
function bent(what: string, full: Expect, bend: NonNullable<Lie['bend']>): Lie {
  return { what, full, bend };
}

/** A receipt that no contract would have taken, in the log all the same. */
function receipt(
  what: string,
  full: Expect,
  make: (tale: Tale) => {
    subject: Placed<ReceiptRecord>;
    key?: Placed<KeyRegistration>;
    more?: Placed[];
  },
): Lie {
  return {
    what,
    full,
    forge: async (document) => {
      const tale = await tell(document);
      const { subject, key = tale.sitting.placed, more = [] } = make(tale);
      const support = [tale.story.clerkKey, tale.story.issued, tale.service, key, ...more];
      return newest(
        tale,
        subject,
        support.sort((a, b) => a.index - b.index),
      );
    },
  };
}

/** A receipt with its signature bytes changed after signing. */
function signature(what: string, change: (bytes: Uint8Array) => Uint8Array): Lie {
  return receipt(what, badSignature, (tale) => {
    const { record, openings } = tale.story.receipt(tale.service, tale.sitting, {
      event: 'signed',
    });
    const bytes = change(Uint8Array.from(fromBase64Url(record.signature)));
    return {
      subject: tale.story.net.place({ ...record, signature: toBase64Url(bytes) }, openings),
    };
  });
}

function withS(bytes: Uint8Array, change: (s: bigint) => bigint): Uint8Array {
  const s = change(BigInt(`0x${Buffer.from(bytes.subarray(32)).toString('hex')}`));
  bytes.set(Buffer.from(s.toString(16).padStart(64, '0'), 'hex'), 32);
  return bytes;
}

/** A receipt signed in good order, then changed in one field. */
function changed(what: string, changes: Partial<ReceiptRecord>): Lie {
  return receipt(what, badSignature, (tale) => {
    const made = tale.story.receipt(tale.service, tale.sitting, {
      event: 'signed',
      capacity: 'self',
    });
    return { subject: tale.story.net.place({ ...made.record, ...changes }, made.openings) };
  });
}

/** The tale's receipt with a not-before of the given size, which its record names. */
function notBefore(
  what: string,
  expect: Expect,
  choose: (tale: Tale) => {
    seen: SeenCheckpoint;
    size: number;
    cosigners: readonly ForgedMember[];
  },
  after: (draft: Draft) => void = () => {},
): Lie {
  return {
    what,
    full: expect,
    forge: async (document) => {
      const tale = await tell(document);
      const { seen, size, cosigners } = choose(tale);
      const subject = tale.story.receive(tale.service, tale.sitting, {
        event: 'signed',
        checkpoint: seen,
      });
      const draft = await newest(tale, subject, wanted(tale).support);
      draft.proof.notBefore = { checkpoint: await tale.story.note(size, cosigners), path: [] };
      if (size > 0) {
        const path = await tale.story.net.log.consistency(size, tale.story.net.log.size);
        draft.proof.notBefore.path = path.map(toBase64Url);
      }
      after(draft);
      return draft;
    },
  };
}

/** What the records behind a receipt, and its signatures, may not be. */
const PERSONS: Lies = {
  'high-s': signature('The other of the two signatures anyone can make from one.', (bytes) =>
    withS(bytes, (s) => N - s),
  ),
  's-zero': signature('s is 0.', (bytes) => withS(bytes, () => 0n)),
  's-plus-n-wrapped': signature('s is n − 1.', (bytes) => withS(bytes, () => N - 1n)),
  'r-zero': signature('r is 0.', (bytes) => bytes.fill(0, 0, 32)),
  'r-is-n': signature('r is the order of the group.', (bytes) => {
    bytes.set(Buffer.from(N.toString(16), 'hex'), 0);
    return bytes;
  }),
  'signed-by-another-key': receipt(
    'The key named is not the one that signed.',
    badSignature,
    (tale) => {
      const key = signingKey();
      return {
        subject: tale.story.receive(
          tale.service,
          { key, placed: tale.sitting.placed },
          { event: 'signed' },
        ),
      };
    },
  ),
  'signed-for-another-event': changed('The person signed for; the record says he refused.', {
    event: 'refused',
  }),
  'signed-in-another-capacity': changed(
    'The person signed for himself; the record says as an agent.',
    { capacity: 'agent' },
  ),
  'signed-unattended': changed('A clerk is said to have been there after the signature was made.', {
    attended: true,
  }),
  'signed-for-another-network': receipt(
    'The statement was signed for another network.',
    badSignature,
    (tale) => {
      const { record, openings } = tale.story.receipt(tale.service, tale.sitting, {
        event: 'signed',
      });
      const { signature: _, ...rest } = record;
      const other = sha256Text(Buffer.from('other')) as string as NetworkId;
      return {
        subject: tale.story.net.place(
          signRecord<ReceiptRecord>(other, tale.sitting.key, rest),
          openings,
        ),
      };
    },
  ),
  'point-off-the-curve': receipt(
    'The key registered is no point of the curve.',
    badSignature,
    (tale) => {
      const point = Buffer.from(fromBase64Url(tale.sitting.key.point));
      point[64] = (point[64] as number) ^ 1;
      const key = { ...tale.sitting.key, point: toBase64Url(point) };
      const placed = tale.story.net.register(key, 'litigant', '京0491', 3_600_000);
      return {
        subject: tale.story.receive(tale.service, { key, placed }, { event: 'signed' }),
        key: placed,
      };
    },
  ),
  'key-expired': receipt("The act is after the key's life.", outsideLife, (tale) => {
    tale.story.net.wait(86_400_000);
    return { subject: tale.story.receive(tale.service, tale.sitting, { event: 'signed' }) };
  }),
  'act-in-the-year-0': {
    what: 'The act is dated in the year 0, long before the key lived; the compact proof says nothing of keys.',
    full: outsideLife,
    compact: recorded,
    forge: async (document) => plain(await tell(document, { actTime: '0000-02-29T12:00:00.000Z' })),
  },
  'key-not-yet': receipt("The act is before the key's life.", outsideLife, (tale) => {
    const sitting = tale.story.sitting({ notBefore: tale.story.net.time(3_600_000) });
    return {
      subject: tale.story.receive(tale.service, sitting, { event: 'signed' }),
      key: sitting.placed,
    };
  }),
  'key-of-another-court': receipt(
    'The key is registered by another court.',
    otherReference,
    (tale) => {
      const sitting = tale.story.sitting({ court: '浙0192' });
      return {
        subject: tale.story.receive(tale.service, sitting, { event: 'signed' }),
        key: sitting.placed,
      };
    },
  ),
  'key-after-the-act': {
    what: 'The key is registered after the record that it signed.',
    full: otherReference,
    forge: async (document) => {
      const tale = await tell(document);
      const { story, service } = tale;
      const key = signingKey();
      const shadow = story.net.register(key, 'litigant', '京0491', 3_600_000);
      const subject = story.receive(service, { key, placed: shadow }, { event: 'signed' });
      const again = story.net.place(shadow.record);
      return newest(tale, subject, [story.clerkKey, story.issued, service, again]);
    },
  },
  'revocation-as-key': {
    what: 'The record named as key ends a key.',
    full: otherReference,
    forge: async (document) => {
      const tale = await tell(document);
      const { story, service, sitting } = tale;
      const record: KeyRevocation = {
        v: 1,
        kind: 'key',
        action: 'revoke',
        court: '京0491',
        actTime: story.net.time(),
        key: sitting.placed.id,
      };
      const revocation = story.net.place(record);
      const placed = { ...sitting.placed, id: revocation.id };
      const subject = story.receive(service, { key: sitting.key, placed }, { event: 'signed' });
      return newest(tale, subject, [story.clerkKey, story.issued, service, revocation]);
    },
  },
  'service-of-another-file': receipt(
    'The receipt repeats another digest than its service.',
    otherReference,
    (tale) => {
      const sha256 = sha256Text(Buffer.from('another'));
      return {
        subject: tale.story.receive(tale.service, tale.sitting, { event: 'signed', sha256 }),
      };
    },
  ),
  'service-differs-from-document': {
    what: 'The service repeats another digest than the document it names.',
    full: otherReference,
    forge: async (document) => {
      const tale = await tell(document);
      const service = tale.story.serve({ sha256: sha256Text(Buffer.from('another')) });
      return newest(tale, service, [tale.story.clerkKey, tale.story.issued]);
    },
  },
  'document-named-as-service': {
    what: 'The receipt names a document where a service belongs.',
    full: otherReference,
    forge: async (document) => {
      const tale = await tell(document);
      const { story, sitting } = tale;
      const subject = story.receive({ ...tale.service, id: story.issued.id }, sitting, {
        event: 'signed',
      });
      return newest(tale, subject, [story.clerkKey, story.issued, sitting.placed]);
    },
  },
  'support-unreferred': receipt('A record that nothing refers to.', unreferred, (tale) => ({
    subject: tale.story.receive(tale.service, tale.sitting, { event: 'signed' }),
    more: [tale.story.sitting().placed],
  })),
  'support-falling': bent(
    'Support in falling order.',
    badSupport,
    ({ proof }) => void proof.support.reverse(),
  ),
  'support-twice': bent(
    'One record of support twice.',
    badSupport,
    ({ proof }) => void proof.support.unshift(structuredClone(proof.support[0] as never)),
  ),
  'support-of-17': bent('More support than a proof may hold.', badSupport, ({ proof }) => {
    proof.support = Array.from({ length: 17 }, (_, index) => ({
      ...(proof.support[0] as (typeof proof.support)[number]),
      index,
    }));
  }),
  'support-no-list': bent(
    'Support is an object.',
    badSupport,
    ({ proof }) => void Object.assign(proof, { support: {} }),
  ),
  'support-field-unknown': bent(
    'An entry of support with a field that the page does not have.',
    badSupport,
    ({ proof }) => void Object.assign(proof.support[0] as object, { note: 'x' }),
  ),
  'support-suite-unknown': bent(
    'A key of a suite that this version does not know.',
    badSupport,
    (draft) => {
      supportOf(draft, 'key', true).record.suite = 'SM2';
    },
  ),
  'support-opening-of-nothing': bent(
    'An opening that opens nothing in a record of support.',
    badSupport,
    (draft) => {
      const { openings } = supportOf(draft, 'document');
      openings[0] = [...(openings[0] as string[]).slice(0, 2), '判决书'];
    },
  ),
  'support-record-changed': bent(
    'The role of the key is changed in the record shown.',
    unproven,
    (draft) => {
      supportOf(draft, 'key', true).record.role = 'judge';
    },
  ),
  'support-path-short': bent(
    'A path of support lacks its last hash.',
    unproven,
    (draft) => void supportOf(draft, 'service').path.pop(),
  ),
  'support-path-oversized': bent('A path of support with 64 hashes.', badSupport, (draft) => {
    const entry = supportOf(draft, 'service');
    entry.path = Array.from({ length: 64 }, () => entry.path[0] as string);
  }),
  'support-index-beyond': bent('An index of support beyond the log.', unproven, ({ proof }) => {
    (proof.support.at(-1) as (typeof proof.support)[number]).index = 5000;
  }),
};

const TIMES: Lies = {
  'not-before-too-few': notBefore(
    'The checkpoint seen has two cosignatures.',
    badNotBefore,
    (tale) => ({
      seen: tale.seen,
      size: tale.seen.size,
      cosigners: threeOf(tale).slice(1),
    }),
  ),
  'not-before-not-named': notBefore(
    'The record names another checkpoint.',
    badNotBefore,
    (tale) => ({
      seen: { ...tale.seen, size: tale.seen.size - 1 },
      size: tale.seen.size,
      cosigners: threeOf(tale),
    }),
  ),
  'not-before-unasked': {
    what: 'The record names no checkpoint, and one is shown.',
    full: badNotBefore,
    forge: async (document) => {
      const tale = await tell(document, { event: 'signed' });
      const { subject } = {
        subject: tale.story.receive(tale.service, tale.sitting, { event: 'refused' }),
      };
      const size = tale.story.net.log.size;
      return plain(tale, {
        subject,
        size,
        notBefore: { size: tale.seen.size, cosigners: threeOf(tale) },
      });
    },
  },
  'not-before-inconsistent': notBefore(
    'The path between the two checkpoints is another.',
    badNotBefore,
    seenBefore,
    ({ proof }) => {
      const path = (proof.notBefore as { path: string[] }).path;
      [path[0], path[1]] = [path[1] as string, path[0] as string];
    },
  ),
  'not-before-path-short': notBefore(
    'The path between the two checkpoints lacks a hash.',
    badNotBefore,
    seenBefore,
    ({ proof }) => void proof.notBefore?.path.pop(),
  ),
  'not-before-of-size-zero': notBefore(
    'The checkpoint seen is of the empty log.',
    badNotBefore,
    (tale) => ({
      seen: { size: 0, root: toBase64Url(emptyRoot()) as SeenCheckpoint['root'] },
      size: 0,
      cosigners: threeOf(tale),
    }),
  ),
  'not-before-larger': {
    what: 'The checkpoint seen is larger than the one of the proof.',
    full: badNotBefore,
    forge: async (document) => {
      const tale = await tell(document);
      const later = tale.story.net.log.size + 40;
      const subject = tale.story.receive(tale.service, tale.sitting, {
        event: 'signed',
        checkpoint: { size: later, root: sha256Text() },
      });
      const draft = await newest(tale, subject, wanted(tale).support);
      tale.story.net.fill(40);
      draft.proof.notBefore = { checkpoint: await tale.story.note(later, threeOf(tale)), path: [] };
      return draft;
    },
  },
  'not-before-field-unknown': bent(
    'A not-before with a field that the page does not have.',
    badTime,
    ({ proof }) => void Object.assign(proof.notBefore as object, { note: 'x' }),
  ),
  'not-before-note-malformed': bent(
    'The note of the not-before does not end.',
    badTime,
    ({ proof }) => {
      (proof.notBefore as { checkpoint: string }).checkpoint += 'x';
    },
  ),
  'not-before-path-padded': bent(
    'A hash of the path between the checkpoints is padded.',
    badTime,
    ({ proof }) => {
      const { path } = proof.notBefore as { path: string[] };
      path[0] += '=';
    },
  ),
  'transaction-after-the-year-9999': {
    what: 'The transaction bears a time that no record time can say.',
    full: badTime,
    compact: badTime,
    forge: async (document) => {
      const tale = await tell(document);
      tale.story.net.wait(253_402_300_800_000 - tale.story.net.now);
      const far = tale.story.net.place(
        tale.story.receipt(tale.service, tale.sitting, {
          event: 'signed',
          actTime: '2026-03-02T03:00:00.000Z',
        }).record,
      );
      tale.story.net.wait(1_772_416_000_000 - tale.story.net.now);
      return newest(tale, far, wanted(tale).support);
    },
  },
};

function seenBefore(tale: Tale) {
  return { seen: tale.seen, size: tale.seen.size, cosigners: threeOf(tale) };
}

export const PERSON_CASES: Lies = { ...PERSONS, ...TIMES };
