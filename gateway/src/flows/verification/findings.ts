import {
  type CourtRecord,
  CunzhengError,
  isSigned,
  type Json,
  type Opening,
  openFields,
  type RecordId,
} from '@cunzheng/domain';
import { type ChainState, chainStates } from '../../chain-state.ts';
import type { Court } from '../../context.ts';
import {
  type Claim,
  claimedId,
  type Difference,
  differencesOf,
  type HeldRecord,
} from './differences.ts';

/** An act of the tables beside its record; without `record` the ledger does not hold it. */
export interface Finding {
  readonly record?: CourtRecord;
  readonly differs: readonly Difference[];
}

type Chain = Pick<Court, 'chain' | 'notary'>;

export type Kind = Claim['kind'];

/** What was found of each act, by its kind and the record it names: two rows of different kinds can name the same. */
export type Findings = ReadonlyMap<string, Finding>;

const keyOfFinding = (kind: Kind, id: string) => `${kind} ${id}`;

/** The finding of one act; `undefined` where its row names no record. */
export function findingOf(findings: Findings, kind: Kind, id: string): Finding | undefined {
  return findings.get(keyOfFinding(kind, id));
}

/** Compares acts of the tables with their records, read from the ledger now. */
export async function findingsOf(court: Chain, claims: readonly Claim[]): Promise<Findings> {
  const named = claims.flatMap((claim) => {
    const id = claimedId(claim) as RecordId | undefined;
    return id === undefined ? [] : [{ claim, id }];
  });
  const read = await readHeld(
    court,
    named.map(({ id }) => id),
  );
  return new Map(
    named.map(({ claim, id }) => {
      const held = read(id);
      const finding: Finding =
        held === undefined
          ? { differs: [] }
          : { record: held.record, differs: differencesOf(claim, held) };
      return [keyOfFinding(claim.kind, id), finding];
    }),
  );
}

/** Records with what opens them and who signed them, in three reads however many they are. */
async function readHeld(
  court: Chain,
  ids: readonly RecordId[],
): Promise<(id: RecordId) => HeldRecord | undefined> {
  const records = await readAll(court, ids);
  const keys = await readAll(court, [...records.values()].flatMap(keyOf));
  const openings = await court.notary.openingsOf([...records.keys(), ...keys.keys()]);
  return (id) => {
    const record = records.get(id);
    if (record === undefined) return undefined;
    const signer = signerOf(keyOf(record)[0], keys, openings);
    return { ...heldRecord(record, openings.get(id)), ...signer };
  };
}

type Records = Map<RecordId, CourtRecord>;
type OpeningsById = ReadonlyMap<RecordId, readonly Opening[]>;

async function readAll({ chain }: Chain, ids: readonly RecordId[]): Promise<Records> {
  const unique = [...new Set(ids)];
  const read = await Promise.all(
    unique.map(async (id) => [id, await chain.readRecord(id)] as const),
  );
  return new Map(read.flatMap(([id, record]) => (record === undefined ? [] : [[id, record]])));
}

function keyOf(record: CourtRecord): RecordId[] {
  return isSigned(record) ? [record.key] : [];
}

function heldRecord(record: CourtRecord, openings: readonly Opening[] = []): HeldRecord {
  const shown = opened(record, openings);
  return shown === undefined ? { record } : { record, shown };
}

/** The hidden fields; `undefined` when some are hidden and nothing opens them. */
function opened(
  { sd = {} }: CourtRecord,
  openings: readonly Opening[],
): Record<string, Json> | undefined {
  if (openings.length === 0) return Object.keys(sd).length === 0 ? {} : undefined;
  try {
    return openFields(sd, openings);
  } catch {
    return undefined;
  }
}

function signerOf(
  keyId: RecordId | undefined,
  keys: Records,
  openings: OpeningsById,
): Pick<HeldRecord, 'signer'> {
  const key = keyId === undefined ? undefined : keys.get(keyId);
  if (keyId === undefined || key?.kind !== 'key' || key.action !== 'register') return {};
  if (key.role === 'system') return { signer: { system: true } };
  const name = opened(key, openings.get(keyId) ?? [])?.name;
  return { signer: { system: false, ...(name === undefined ? {} : { name }) } };
}

/** States of the ledger in which nothing can be compared and nobody is kept from his papers. */
const DOWN = new Set<string>(['LEDGER_UNAVAILABLE', 'LEDGER_CLOSED']);

/** What `work` resolves to; `undefined` while the ledger cannot be read. */
export async function unlessDown<T>(work: Promise<T>): Promise<T | undefined> {
  return work.catch((error: unknown) => {
    if (error instanceof CunzhengError && DOWN.has(error.code)) return undefined;
    throw error;
  });
}

/** Chain state of an act by its kind and the record that its row names. */
export type ClaimedStates = (kind: Kind, recordId: string) => ChainState;

/**
 * Chain states of these acts. One whose row says other than its record is `differs`, and names in what; while the
 * ledger cannot be read, what was recorded is `unchecked`: nothing stands beside 已证明 that was not compared.
 */
export async function claimedStates(
  court: Chain,
  claims: readonly Claim[],
): Promise<ClaimedStates> {
  const ids = claims.flatMap((claim) => claimedId(claim) ?? []);
  const states = await chainStates(court.notary, ids);
  const settled = claims.filter((claim) => isRecorded(states(claimedId(claim) ?? '')));
  const findings = await unlessDown(findingsOf(court, settled));
  return (kind, id) => {
    const state = states(id);
    if (!isRecorded(state)) return state;
    if (findings === undefined) return { ...state, state: 'unchecked' };
    const finding = findingOf(findings, kind, id);
    return differing(state, finding?.record === undefined ? ['record'] : finding.differs);
  };
}

function isRecorded({ state }: ChainState): boolean {
  return state === 'recorded' || state === 'proven';
}

/** The state, or `differs` where something on chain is told otherwise. */
export function differing(state: ChainState, differs: readonly Difference[]): ChainState {
  if (differs.length === 0) return state;
  const known = state.state === 'differs' ? (state.differs ?? []) : [];
  if (known.length === 0 && !isRecorded(state)) return state;
  return { ...state, state: 'differs', differs: [...new Set([...known, ...differs])] };
}
