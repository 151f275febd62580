import { randomBytes } from 'node:crypto';
import {
  type CourtRecord,
  type KeyRegistration,
  leafHash,
  logOrigin,
  type NetworkId,
  type Opening,
  type RecordId,
  recordBytes,
  recordId,
  type SignedRecord,
  sha256Text,
  toBase64Url,
} from '@cunzheng/domain';
import type { ForgedFabric } from './fabric/fabric.ts';
import { randomTag, type SigningKey, seeded, signRecord } from './keys.ts';
import { type EntryKind, entryBytes, ForgedLog } from './log.ts';
import { courtOf, type ForgedMember, forgeMembers } from './trust.ts';

/** Where a record stands in the forged log. */
export interface Placed<R extends CourtRecord = CourtRecord> {
  readonly index: number;
  readonly block: number;
  readonly txTime: number;
  readonly record: R;
  readonly id: RecordId;
  readonly openings: readonly Opening[];
}

/** A whole network: keys of four members, one log, a clock that only moves forward. */
export class ForgedNetwork {
  readonly network: NetworkId;
  readonly members: readonly ForgedMember[];
  readonly log = new ForgedLog();
  readonly #seed: string;
  #block = 1;
  #now: number;

  /**
   * Network id, members' keys and leaves without a record follow from the seed; by default nobody can make them again.
   * With a channel of Fabric the network is that channel's.
   */
  constructor(
    start: string,
    seed: string = randomBytes(32).toString('hex'),
    fabric?: ForgedFabric,
  ) {
    this.#now = Date.parse(start);
    this.#seed = seed;
    this.network = fabric?.network ?? (toBase64Url(seeded(seed, 'genesis')) as NetworkId);
    this.members = forgeMembers(seed).map((member) => ({
      ...member,
      mspRoots: fabric?.rootsOf(member.id) ?? [],
    }));
  }

  get now(): number {
    return this.#now;
  }

  get origin(): string {
    return logOrigin('judicial', this.network);
  }

  time(offsetMs = 0): string {
    return new Date(this.#now + offsetMs).toISOString();
  }

  wait(ms: number): void {
    this.#now += ms;
  }

  /** Number of a block that holds no record: a configuration's. */
  takeBlock(): number {
    return this.#block++;
  }

  /** Puts a record on the ledger, 300 ms after now. */
  place<R extends CourtRecord>(
    record: R,
    openings: readonly Opening[] = [],
    kind: EntryKind = 1,
  ): Placed<R> {
    const txTime = this.#now + 300;
    const block = this.#block++;
    const index = this.log.append(leafHash(entryBytes(kind, block, txTime, recordBytes(record))));
    this.#now += 1500;
    return { index, block, txTime, record, id: recordId(record), openings };
  }

  /** Everyday traffic of other cases: services of documents nobody here asks about. */
  fill(count: number): void {
    for (let i = 0; i < count; i++) {
      this.place({
        v: 1,
        kind: 'service',
        court: courtOf(i % 3),
        caseTag: randomTag(),
        actTime: this.time(),
        document: toBase64Url(randomBytes(32)) as RecordId,
        sha256: sha256Text(randomBytes(32)),
        recipient: randomTag(),
        channel: 'platform',
      });
    }
  }

  /** Leaves of which nothing but the hash is known, cheap by the million. */
  pad(count: number): void {
    for (let i = 0; i < count; i++) this.log.append(seeded(this.#seed, `leaf ${this.log.size}`));
  }

  /** Registers a key from one minute ago for `lifeMs`. */
  register(
    key: SigningKey,
    role: KeyRegistration['role'],
    court: string,
    lifeMs: number,
    changes: Partial<KeyRegistration> = {},
  ): Placed<KeyRegistration> {
    return this.place({
      v: 1,
      kind: 'key',
      action: 'register',
      court,
      actTime: this.time(),
      suite: 'ES256',
      point: key.point,
      owner: randomTag(),
      role,
      purpose: 'sign',
      notBefore: this.time(-60_000),
      notAfter: this.time(lifeMs),
      ...changes,
    });
  }

  /** The record with its signature for this network. */
  sign<R extends SignedRecord>(key: SigningKey, record: Omit<R, 'signature'>): R {
    return signRecord<R>(this.network, key, record);
  }
}
