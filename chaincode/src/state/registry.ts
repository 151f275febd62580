import { canonicalize, type Json, type NetworkId } from '@cunzheng/domain';
import { compositeKey, KEY_TYPES, NETWORK_KEY } from './keys.ts';
import type { TransactionState } from './transaction-state.ts';

/** The network id, and the ids of all members: what every writing call must know, in one value. */
export interface Network {
  readonly networkId: NetworkId;
  readonly members: readonly string[];
}

/** A court in effect. */
export interface CourtEntry {
  readonly member: string;
  readonly name: string;
}

/** A member in effect. */
export interface MemberEntry {
  readonly name: string;
}

/** The network; undefined before `init`. */
export async function readNetwork(state: TransactionState): Promise<Network | undefined> {
  return readJson<Network>(state, NETWORK_KEY);
}

export function stageNetwork(state: TransactionState, network: Network): void {
  stageJson(state, NETWORK_KEY, { networkId: network.networkId, members: network.members });
}

/** A court in effect; undefined when there is none of that code. */
export async function readCourt(
  state: TransactionState,
  code: string,
): Promise<CourtEntry | undefined> {
  return readJson<CourtEntry>(state, compositeKey(KEY_TYPES.court, code));
}

export function stageCourt(state: TransactionState, code: string, court: CourtEntry): void {
  stageJson(state, compositeKey(KEY_TYPES.court, code), { ...court });
}

/** A member in effect; undefined when there is none of that id. */
export async function readMember(
  state: TransactionState,
  id: string,
): Promise<MemberEntry | undefined> {
  return readJson<MemberEntry>(state, compositeKey(KEY_TYPES.member, id));
}

export function stageMember(state: TransactionState, id: string, member: MemberEntry): void {
  stageJson(state, compositeKey(KEY_TYPES.member, id), { ...member });
}

/** An edition of the trust file in effect. */
export interface EditionEntry {
  /** SHA-256 of its canonical text, base64url. */
  readonly digest: string;
}

/** The digest recorded for an edition of the trust file; undefined when there is none. */
export async function readEdition(
  state: TransactionState,
  edition: number,
): Promise<EditionEntry | undefined> {
  return readJson<EditionEntry>(state, editionKey(edition));
}

export function stageEdition(state: TransactionState, edition: number, entry: EditionEntry): void {
  stageJson(state, editionKey(edition), { ...entry });
}

/** Five digits, so that keys sort as numbers do. */
function editionKey(edition: number): string {
  return compositeKey(KEY_TYPES.edition, String(edition).padStart(5, '0'));
}

/** The JSON value at a key, as the contract wrote it. */
export async function readJson<Value>(
  state: TransactionState,
  key: string,
): Promise<Value | undefined> {
  const text = await state.read(key);
  return text === undefined ? undefined : (JSON.parse(text) as Value);
}

export function stageJson(state: TransactionState, key: string, value: Json): void {
  state.stage(key, canonicalize(value));
}
