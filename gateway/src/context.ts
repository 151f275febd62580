import type {
  CourtRecord,
  Json,
  LeafId,
  NetworkId,
  Opening,
  Paper,
  RecordId,
  Sha256,
  SignedCheckpoint,
  TrustFile,
} from '@cunzheng/domain';
import type { NotedSuit, SuitEntry, SuitEpoch, SuitTag } from '@cunzheng/domain/suits';
import type { PoolClient } from 'pg';
import type { FileStore } from './files/file-store.ts';
import type { SuitKeys } from './keys/suit-keys.ts';
import type { SystemKeys } from './keys/system-key.ts';
import type { Vault } from './personal/vault.ts';
import type { IdentityProviders } from './providers/identity/ports.ts';
import type { Messaging } from './providers/messaging.ts';
import type { PaymentProviders } from './providers/payment/ports.ts';
import type { Scanner } from './providers/scan/ports.ts';
import type { Store } from './store/store.ts';

/** Milliseconds since 1970. Injected everywhere, so that tests own time. */
export type Clock = () => number;

/** How far a record got: 待上链, 已上链, 已证明, 上链异常. */
export interface RecordProgress {
  readonly id: RecordId;
  readonly state: 'pending' | 'recorded' | 'proven' | 'failed';
  readonly code?: string | undefined;
  readonly txId?: string | undefined;
  readonly block?: number | undefined;
  readonly index?: number | undefined;
  readonly txTime?: number | undefined;
}

/** One everyday behaviour, whose hash goes into its court's next batch. */
export interface NotedBehaviour {
  /** What was done: `person.read`. Stands in the leaf as it is, so it names nobody. */
  readonly act: string;
  /** ISO text to the millisecond. */
  readonly time: string;
  /** Who, to whom, what: each hidden under a salt of its own. */
  readonly hidden: Readonly<Record<string, Json>>;
}

/** What the flows need of the notary. */
export interface CourtNotary {
  record(
    tx: PoolClient,
    act: {
      member: string;
      records: readonly CourtRecord[];
      openings?: readonly (readonly Opening[])[];
    },
  ): Promise<RecordId[]>;
  /** Within a transaction, give its client: another connection may not be free. */
  status(id: RecordId, sql?: PoolClient): Promise<RecordProgress | undefined>;
  /** For a page of records at once; unknown ones are absent. */
  statuses(
    ids: readonly RecordId[],
    sql?: PoolClient,
  ): Promise<ReadonlyMap<RecordId, RecordProgress>>;
  openings(id: RecordId): Promise<Opening[]>;
  /** For many records at once; those without are absent. */
  openingsOf(ids: readonly RecordId[]): Promise<ReadonlyMap<RecordId, readonly Opening[]>>;
  /** Of papers handed in, `papers` has the whole list and the places of those that are shown. */
  proof(
    id: RecordId,
    form: 'full' | 'compact',
    shown?: string[],
    papers?: { readonly list: readonly Paper[]; readonly shown: readonly number[] },
  ): Promise<Uint8Array>;
  problems(court?: string): Promise<RecordProgress[]>;
  /** Writes behaviours as leaves in the caller's transaction. */
  note(
    tx: PoolClient,
    noting: { member: string; court: string; leaves: readonly NotedBehaviour[] },
  ): Promise<LeafId[]>;
  /** For many leaves at once; unknown ones are absent. */
  leafStatuses(
    ids: readonly LeafId[],
  ): Promise<ReadonlyMap<LeafId, { readonly state: 'pending' | 'recorded' | 'proven' }>>;
  leafProof(id: LeafId): Promise<Uint8Array>;
  /** Takes away what opens records and leaves, for ever; any number of times. Waits for no transaction of the caller's. */
  forget(what: {
    readonly records?: readonly RecordId[];
    readonly leaves?: readonly LeafId[];
  }): Promise<void>;
}

/** What the flows need to know of ledger and log. */
export interface ChainView {
  readonly network: NetworkId;
  readonly channel: string;
  readonly trust: TrustFile;
  /** The record as it stands on the ledger; `undefined` when it is not there (yet). */
  readRecord(id: RecordId): Promise<CourtRecord | undefined>;
  /** Whether the ledger holds a document with this digest. */
  isIssued(sha256: Sha256): Promise<boolean>;
  /** Whether the ledger holds a revocation of this key; false for a key that is not there. */
  isRevoked(key: RecordId): Promise<boolean>;
  /** Everything that stands on the ledger under a case's tag. */
  recordsOfCase(caseTag: string): Promise<ReadonlyMap<RecordId, CourtRecord>>;
  /** The newest entries of the log, at most so many; `from` is the time of the oldest when there are older ones. */
  newestRecords(limit: number): Promise<NewestRecords>;
  /** The newest checkpoint with enough cosignatures. */
  checkpoint(): SignedCheckpoint | undefined;
}

/** Records out of the log, by id. */
export interface NewestRecords {
  readonly records: ReadonlyMap<RecordId, CourtRecord>;
  /** Milliseconds since 1970. */
  readonly from?: number;
}

/** A court as the registry on chain has it; `member` hosts it. */
export interface CourtContent {
  readonly code: string;
  readonly name: string;
  readonly member: string;
}

/** A court that is not in effect yet, with the members that have approved it. */
export interface CourtProposal {
  readonly content: CourtContent;
  readonly approvals: readonly string[];
}

/** The registry of courts on chain. Every method throws what the ledger throws. */
export interface CourtRegistry {
  /** Courts in effect, open proposals, and how many approvals bring one into effect. */
  read(): Promise<{
    readonly courts: readonly CourtContent[];
    readonly proposals: readonly CourtProposal[];
    readonly needed: number;
  }>;
  /** Proposes on behalf of the hosting member; the same nonce names the same call. Throws `COURT_EXISTS`. */
  propose(content: CourtContent, nonce: Uint8Array): Promise<void>;
  /** Approves on behalf of a member. Throws `COURT_EXISTS`, `NOT_FOUND`, `PROPOSAL_DIFFERS`. */
  approve(content: CourtContent, member: string): Promise<void>;
}

/** The index of like suits on chain (解释 247). Every method throws what the ledger throws. */
export interface SuitIndex {
  /** Writes entries, at most `MAX_SUIT_ENTRIES`, on behalf of a member; the outcomes are in their order. */
  note(
    member: string,
    entries: readonly SuitEntry[],
  ): Promise<
    readonly { readonly outcome: 'recorded' | 'exists' | 'refused'; readonly code?: string }[]
  >;
  /** Filings under a tag, sorted by id, at most so many. */
  find(epoch: SuitEpoch, tag: SuitTag, limit: number): Promise<readonly NotedSuit[]>;
}

/** By what suits of the same parties are found at other courts. */
export interface SuitSearch {
  readonly index: SuitIndex;
  readonly keys: SuitKeys;
}

/** Everything a flow takes. */
export interface Court {
  readonly store: Store;
  readonly files: FileStore;
  readonly notary: CourtNotary;
  readonly chain: ChainView;
  readonly registry: CourtRegistry;
  readonly clock: Clock;
  readonly mode: 'demo' | 'production';
  /** Origin of the links printed on documents, without a slash at the end. */
  readonly publicUrl: () => string;
  readonly systemKeys: SystemKeys;
  /** Seals what names or describes persons. */
  readonly vault: Vault;
  /** Providers that carry messages to people; those without an account are absent. */
  readonly messaging: Messaging;
  /** Machines that tell who somebody is; where one is absent a clerk looks. */
  readonly identity: IdentityProviders;
  /** Providers through which fees are paid; a channel without one is not offered. */
  readonly payments: PaymentProviders;
  /** Absent where this deployment shares no keys with other courts. */
  readonly suits?: SuitSearch | undefined;
  /** Looks for viruses in what people hand in; absent: nobody does, and the pages say so. */
  readonly scanner: Scanner | undefined;
  /** Name, member and tag of each court that this deployment serves, by code. Grows when a court is set up. */
  readonly courts: ReadonlyMap<string, CourtRow>;
  /** Makes sure that these courts are in the map: another process may have set one up. */
  knowCourts(codes: readonly string[]): Promise<void>;
}

export interface CourtRow {
  readonly code: string;
  readonly name: string;
  readonly member: string;
  readonly systemTag: string;
}

/** The court of that code. Throws `TypeError`: rows name only courts that are there. */
export function courtOf(court: Pick<Court, 'courts'>, code: string): CourtRow {
  const row = court.courts.get(code);
  if (row === undefined) throw new TypeError(`no court ${code} in this deployment`);
  return row;
}

/** Code and name, the form in which a court stands in answers. */
export function courtName(court: Pick<Court, 'courts'>, code: string) {
  return { code, name: courtOf(court, code).name };
}
