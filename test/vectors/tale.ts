import type {
  KeyRegistration,
  ReceiptRecord,
  SeenCheckpoint,
  ServiceRecord,
} from '@cunzheng/domain';
import {
  type Draft,
  ForgedLog,
  type ForgedMember,
  type Placed,
  type SigningKey,
  Story,
  type Wanted,
} from '@cunzheng/proof/testing';

/** The common story up to a signed receipt in a log of some four hundred entries. */
export interface Tale {
  readonly story: Story;
  readonly service: Placed<ServiceRecord>;
  readonly sitting: { readonly key: SigningKey; readonly placed: Placed<KeyRegistration> };
  readonly seen: SeenCheckpoint;
  readonly receipt: Placed<ReceiptRecord>;
  readonly size: number;
}

/** Tells it; `changes` go into the receipt before it is signed, `key` into the registration of the litigant's key. */
export async function tell(
  document: Uint8Array,
  changes: Partial<ReceiptRecord> = {},
  key: Partial<KeyRegistration> = {},
): Promise<Tale> {
  const story = new Story({ start: '2026-03-02T01:00:00.000Z', document });
  const service = story.serve();
  story.net.fill(31);
  const seen = await story.seen();
  const sitting = story.sitting(key);
  const receipt = story.receive(service, sitting, {
    event: 'signed',
    capacity: 'self',
    checkpoint: seen,
    ...changes,
  });
  story.net.fill(187);
  return { story, service, sitting, seen, receipt, size: story.net.log.size };
}

export function threeOf(tale: Tale): readonly ForgedMember[] {
  return tale.story.net.members.slice(0, 3);
}

/** What the proof of the tale's receipt holds, unless `changes` say otherwise. */
export function wanted(tale: Tale, changes: Partial<Wanted> = {}): Wanted {
  const { story, service, sitting, receipt, size, seen } = tale;
  return {
    subject: receipt,
    support: [story.clerkKey, story.issued, service, sitting.placed],
    size,
    cosigners: threeOf(tale),
    notBefore: { size: seen.size, cosigners: threeOf(tale) },
    ...changes,
  };
}

/** The tale's proof without a not-before. */
export async function plain(tale: Tale, changes: Partial<Wanted> = {}): Promise<Draft> {
  const { notBefore: _, ...rest } = wanted(tale);
  return tale.story.draft({ ...rest, ...changes });
}

/** The same log with another leaf at `index`: what a dishonest auditor would show. */
export function fork(log: ForgedLog, size: number, index: number, leaf: Uint8Array): ForgedLog {
  const other = new ForgedLog();
  for (let i = 0; i < size; i++) other.append(i === index ? leaf : log.read(0, i));
  return other;
}

/** The proof of a record placed after the tale's end. */
export async function newest(
  tale: Tale,
  subject: Placed,
  support: readonly Placed[],
): Promise<Draft> {
  tale.story.net.fill(10);
  return plain(tale, { subject, support, size: tale.story.net.log.size });
}
