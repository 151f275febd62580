import {
  canonicalize,
  type KeyRegistration,
  type KeyRole,
  type PartyTag,
  type RecordId,
} from '@cunzheng/domain';
import { compositeKey, KEY_TYPES } from './keys.ts';
import type { TransactionState } from './transaction-state.ts';

/** What signing under a registered key needs, so that one read answers both "registered?" and "revoked?". */
export interface KeyState {
  readonly court: string;
  readonly owner: PartyTag;
  readonly role: KeyRole;
  readonly point: string;
  readonly notBefore: string;
  readonly notAfter: string;
  /** Id of the revocation. Once there it stays: a revoked key never returns. */
  readonly revokedBy?: RecordId;
}

/** State of the key registered by record `id`; undefined when no such key is. */
export async function readKeyState(
  state: TransactionState,
  id: string,
): Promise<KeyState | undefined> {
  const text = await state.read(compositeKey(KEY_TYPES.keyState, id));
  return text === undefined ? undefined : (JSON.parse(text) as KeyState);
}

/** Stages a key's state. */
export function stageKeyState(state: TransactionState, id: RecordId, key: KeyState): void {
  state.stage(compositeKey(KEY_TYPES.keyState, id), canonicalize({ ...key }));
}

/** The state of a key that has just been registered. */
export function newKeyState(record: KeyRegistration): KeyState {
  const { court, owner, role, point, notBefore, notAfter } = record;
  return { court, owner, role, point, notBefore, notAfter };
}
