import { demand, type RecordId, timesOutOfOrder } from '@cunzheng/domain';
import { type Action, type Actor, authorize } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import { type ChainState, chainState } from '../../chain-state.ts';
import { type Court, courtName, courtOf } from '../../context.ts';
import { onLedger } from './on-ledger.ts';
import { placeOf, type RecordPlace } from './problems.ts';

/** One record and where on the ledger it stands. */
export interface RecordView {
  readonly chain: ChainState;
  readonly kind: RecordPlace['kind'];
  readonly court: { readonly code: string; readonly name: string };
  readonly node: {
    readonly network: string;
    readonly channel: string;
    /** Member on whose behalf it was recorded. */
    readonly member: string;
    readonly block?: number;
    readonly txId?: string;
    readonly txTime?: string;
    readonly index?: number;
    readonly actTime: string;
    /** The act bears a later time than its transaction: some machine's clock was set. */
    readonly outOfOrder: boolean;
  };
}

/** A record, for those it concerns and officials of its court. Throws `NOT_FOUND`, `RECORD_DIFFERS`. */
export async function readRecord(house: Court, actor: Actor, id: string): Promise<RecordView> {
  const court = asActor(house, actor);
  const place = await placeFor(court, actor, 'record.read', id);
  const chain = await chainState(court.notary, id);
  const record = await onLedger(court, chain, place.kind);
  const { block, txId, txTime, index } = chain;
  const actTime = record?.actTime ?? place.at.toISOString();
  return {
    chain,
    kind: place.kind,
    court: courtName(court, place.court),
    node: {
      network: court.chain.network,
      channel: court.chain.channel,
      member: courtOf(court, place.court).member,
      ...(block === undefined ? {} : { block }),
      ...(txId === undefined ? {} : { txId }),
      ...(txTime === undefined ? {} : { txTime }),
      ...(index === undefined ? {} : { index }),
      actTime,
      outOfOrder: timesOutOfOrder({ act: actTime, transaction: txTime }),
    },
  };
}

/** The place of a record that this person may act on. Throws `NOT_FOUND`, `NOT_PERMITTED`. */
export async function placeFor(
  court: Court,
  actor: Actor,
  action: Action,
  id: string,
): Promise<RecordPlace> {
  const place = await placeOf(court, id as RecordId);
  authorize(actor, action, place);
  return place;
}

/** A proof as a file. */
export interface ProofFile {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly type: 'application/json' | 'application/octet-stream';
}

/**
 * The proof of a record for its holder. The full one opens every hidden field, the compact one those that fit on paper.
 * Throws `NOT_FOUND`, `NOT_PERMITTED`, `NOT_YET_PROVEN`, and the code of a record that the ledger refused.
 */
export async function readProof(
  house: Court,
  actor: Actor,
  id: string,
  form: 'full' | 'compact',
): Promise<ProofFile> {
  const court = asActor(house, actor);
  const place = await demandProven(court, actor, id);
  const shown = form === 'compact' ? await compactFields(court, id) : undefined;
  return proofFile(place, id, form, await court.notary.proof(id as RecordId, form, shown));
}

/** The place of a proven record whose proof this person may have. Throws `NOT_FOUND`, `NOT_PERMITTED`, `NOT_YET_PROVEN`. */
export async function demandProven(court: Court, actor: Actor, id: string): Promise<RecordPlace> {
  const place = await placeFor(court, actor, 'record.proof', id);
  const progress = await court.notary.status(id as RecordId);
  demand(progress?.state === 'proven', 'NOT_YET_PROVEN');
  return place;
}

/** A proof under the name by which its holder keeps it. */
export function proofFile(
  place: RecordPlace,
  id: string,
  form: 'full' | 'compact',
  bytes: Uint8Array,
): ProofFile {
  const stem = [place.number ?? id.slice(0, 12), place.event ?? place.kind].join('-');
  return form === 'full'
    ? { bytes, name: `${stem}.proof.json`, type: 'application/json' }
    : { bytes, name: `${stem}.proof.bin`, type: 'application/octet-stream' };
}

/** Hidden fields that a compact proof shows: the short ones. */
export const COMPACT_FIELDS = ['caseNumber', 'title', 'name'] as const;

async function compactFields(court: Court, id: string): Promise<string[]> {
  const openings = await court.notary.openings(id as RecordId);
  const names = openings.map(([, name]) => name);
  return names.filter((name) => (COMPACT_FIELDS as readonly string[]).includes(name));
}
