import { type Capacity, demand, type PartyTag, type SignedRecord } from '@cunzheng/domain';
import type { KeyState } from '../state/key-state.ts';
import { demandKeyOfCourt } from './key-rule.ts';
import type { Candidate, RecordCall } from './rule.ts';

/**
 * The key under which a record is signed, fit to sign at that time: registered by the court earlier in ledger order,
 * not revoked before, alive at `actTime`. Ledger time is not compared, so an outage makes nothing unrecordable.
 * Throws `KEY_UNKNOWN`, `KEY_REVOKED`, `KEY_OUTSIDE_LIFE`.
 */
export async function demandSigningKey(call: RecordCall, record: SignedRecord): Promise<KeyState> {
  const key = await demandKeyOfCourt(call, record.key, record.court);
  demand(key.revokedBy === undefined, 'KEY_REVOKED', 'key was revoked before');
  // The one form of time sorts as text.
  const alive = key.notBefore <= record.actTime && record.actTime <= key.notAfter;
  demand(alive, 'KEY_OUTSIDE_LIFE', 'act lies outside the life of its key');
  return key;
}

/** Throws `SIGNATURE_INVALID` unless the signature holds under that key. */
export async function demandSignature(
  call: RecordCall,
  candidate: Candidate<SignedRecord>,
  key: KeyState,
): Promise<void> {
  const { inspection, text } = candidate;
  const { signed } =
    inspection.signed === undefined
      ? await call.inspect(call.network, text, key.point)
      : inspection;
  demand(signed === true, 'SIGNATURE_INVALID', 'signature does not fit statement, key and network');
}

/** A clerk or judge of the court. */
export function isOfficial(key: KeyState): boolean {
  return key.role === 'clerk' || key.role === 'judge';
}

/**
 * The party under a key of his own, or an agent or substitute under a litigant's key that is not the party's. Without a
 * capacity he acts for himself.
 */
export function isPerson(key: KeyState, party: PartyTag, capacity: Capacity = 'self'): boolean {
  return key.role === 'litigant' && (capacity === 'self') === (key.owner === party);
}
