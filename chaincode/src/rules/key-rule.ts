import {
  CunzhengError,
  demand,
  type KeyRegistration,
  type KeyRevocation,
  type RecordId,
  timeOf,
} from '@cunzheng/domain';
import { publicKeyOf } from '../es256.ts';
import { newKeyState, readKeyState, stageKeyState } from '../state/key-state.ts';
import { compositeKey, KEY_TYPES } from '../state/keys.ts';
import type { RecordCall, Rule } from './rule.ts';

/** A litigant's key serves one sitting. */
const MAX_LITIGANT_LIFE_MS = 24 * 60 * 60 * 1000;

/** Registration: the point is on the curve and new to the network; life in order, at most 24 hours for litigants. */
export const registrationRule: Rule<KeyRegistration> = {
  async first({ state }, { id, record }) {
    const holder = await state.read(pointKey(record.point));
    if (holder === undefined || holder === id) return holder as RecordId | undefined;
    const revoked = (await readKeyState(state, holder))?.revokedBy !== undefined;
    throw new CunzhengError(revoked ? 'KEY_REVOKED' : 'KEY_EXISTS', 'point is registered already');
  },

  async check(_call, { record }) {
    demandLife(record);
    const onCurve = publicKeyOf(record.point) !== undefined;
    demand(onCurve, 'KEY_POINT_INVALID', 'point is not on P-256');
  },

  index({ state }, { id, record }) {
    stageKeyState(state, id, newKeyState(record));
    state.stage(pointKey(record.point), id);
  },
};

/** Revocation: of a key of the same court, once. */
export const revocationRule: Rule<KeyRevocation> = {
  async first({ state }, { id, record }) {
    const key = await readKeyState(state, record.key);
    return key?.revokedBy === id ? id : undefined;
  },

  async check(call, { record }) {
    const key = await demandKeyOfCourt(call, record.key, record.court);
    demand(key.revokedBy === undefined, 'KEY_REVOKED', 'key is revoked already');
  },

  async index(call, { id, record }) {
    const key = await demandKeyOfCourt(call, record.key, record.court);
    stageKeyState(call.state, record.key, { ...key, revokedBy: id });
  },
};

/** State of a key that `court` registered. Throws `KEY_UNKNOWN`, also for another court's key. */
export async function demandKeyOfCourt(call: RecordCall, id: RecordId, court: string) {
  const key = await readKeyState(call.state, id);
  demand(key !== undefined && key.court === court, 'KEY_UNKNOWN', 'court registered no such key');
  return key;
}

function demandLife(record: KeyRegistration): void {
  const lifeMs = timeOf(record.notAfter) - timeOf(record.notBefore);
  demand(lifeMs > 0, 'KEY_LIFE_INVALID', 'key ends before it begins');
  const short = record.role !== 'litigant' || lifeMs <= MAX_LITIGANT_LIFE_MS;
  demand(short, 'KEY_LIFE_INVALID', "litigant's key lives longer than 24 hours");
}

function pointKey(point: string): string {
  return compositeKey(KEY_TYPES.point, point);
}
