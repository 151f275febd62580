import { MAX_STATE_CALLS } from '@cunzheng/chaincode/state';
import type { RecordKind } from '@cunzheng/domain';
import type { PendingRecord } from './outbox.ts';

/** Records that go into one call, whole acts in order. */
export interface Pack {
  readonly member: string;
  readonly records: readonly PendingRecord[];
}

/** State calls that a new record costs at most, its signing key's read included (docs/contract.md). */
const COST: Readonly<Record<RecordKind, number>> = {
  ...{ key: 4, document: 6, service: 4, receipt: 7 },
  filing: 8,
};
/** The network is read once a call, a court at most once a record. */
const BASE_COST = 1;
const COURT_COST = 1;

/**
 * The calls that these records make, each member's in order: as many whole acts to a call as the contract's limit of
 * state calls allows. An act too large for one call goes alone; the contract says where it is to be cut. What has to wait
 * for another member's record is left for a later round.
 */
export function packActs(records: readonly PendingRecord[]): Pack[] {
  const packs: { member: string; records: PendingRecord[] }[] = [];
  const open = new Map<string, PendingRecord[]>();
  for (const act of actsInTurn(acts(records))) {
    const member = (act[0] as PendingRecord).member;
    const pack = open.get(member);
    if (pack !== undefined && stateCalls([...pack, ...act]) <= MAX_STATE_CALLS) {
      pack.push(...act);
    } else {
      open.set(member, act);
      packs.push({ member, records: act });
    }
  }
  return packs;
}

/**
 * The acts that may go at once. Members' calls go side by side, and the contract refuses for ever what comes out of its
 * turn: an act on a case of which another member has an earlier record here waits, and so does all that follows on that
 * case or is signed under a key that waits.
 */
function actsInTurn(all: readonly PendingRecord[][]): PendingRecord[][] {
  const memberOf = new Map<string, string>();
  const waiting = new Set<string>();
  return all.filter((act) => {
    const cases = act.flatMap(({ caseTag }) => caseTag ?? []);
    const leans = [...cases, ...act.flatMap(({ signingKey }) => signingKey ?? [])];
    const { member } = act[0] as PendingRecord;
    const goes =
      !leans.some((each) => waiting.has(each)) &&
      cases.every((tag) => (memberOf.get(tag) ?? member) === member);
    for (const tag of cases) if (!memberOf.has(tag)) memberOf.set(tag, member);
    if (!goes) for (const each of [...cases, ...act.map(({ id }) => id)]) waiting.add(each);
    return goes;
  });
}

/** The records of each act together, in the order of each act's first. */
export function acts(records: readonly PendingRecord[]): PendingRecord[][] {
  const groups = new Map<string, PendingRecord[]>();
  for (const record of records) {
    const group = groups.get(record.act);
    if (group === undefined) groups.set(record.act, [record]);
    else group.push(record);
  }
  return [...groups.values()];
}

/** State calls that a call with these records makes at most. */
export function stateCalls(records: readonly PendingRecord[]): number {
  const courts = new Set(records.map(({ court }) => court)).size;
  return records.reduce((sum, { kind }) => sum + COST[kind], BASE_COST + COURT_COST * courts);
}
