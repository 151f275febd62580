import type { CourtRecord, ReceiptRecord, ServiceRecord } from '@cunzheng/domain';
import { recordBytes } from '@cunzheng/domain';
import type { LedgerEvidence } from '../../../src/index.ts';
import type { Draft } from '../draft.ts';
import type { Placed } from '../network.ts';
import { type Signer, Story } from '../story.ts';
import { forgeMembers } from '../trust.ts';
import { type ForgedBlock, type ForgedCall, ForgedFabric, transaction } from './fabric.ts';
import { type Certified, enrol, type ForgedIdentity, revoke } from './pki.ts';

/** A receipt on a channel of Fabric, with the block that holds its transaction. */
export interface FabricTale {
  readonly fabric: ForgedFabric;
  readonly story: Story;
  readonly service: Placed<ServiceRecord>;
  readonly sitting: Signer;
  readonly receipt: Placed<ReceiptRecord>;
  /** The receipt's call, as honest members made it. */
  readonly call: ForgedCall;
}

export interface FabricTaleOptions {
  readonly document: Uint8Array;
  /** Puts more configurations in force before the receipt is recorded. */
  readonly configure?: (fabric: ForgedFabric, takeBlock: () => number) => void;
  /** Makes the channel other than four courts would. */
  readonly found?: () => ForgedFabric;
}

/** The four members' ids. */
export const MEMBER_IDS: readonly string[] = forgeMembers('ids').map(({ id }) => id);

/** Tells the case on a channel, up to a receipt and some everyday traffic after it. */
export function tellOnFabric({ document, configure, found }: FabricTaleOptions): FabricTale {
  const fabric = found?.() ?? new ForgedFabric(MEMBER_IDS);
  const story = new Story({ start: '2026-03-02T01:00:00.000Z', document, fabric, padding: 100 });
  configure?.(fabric, () => story.net.takeBlock());
  const service = story.serve();
  const sitting = story.sitting();
  const receipt = story.receive(service, sitting, { event: 'signed', capacity: 'self' });
  story.net.fill(2);
  return { fabric, story, service, sitting, receipt, call: callOf(fabric, receipt) };
}

/** A configuration that revokes somebody of the last member. */
export function revokeOne(
  fabric: ForgedFabric,
  takeBlock: () => number,
  one: Certified = enrol('SpcMSP', 'peer', fabric.organisation(3).authority),
): void {
  fabric.configure(takeBlock(), (next) => {
    next.organisations[3]?.revocations.push(revoke(fabric.organisation(3).authority, [one]));
  });
}

/** The call that records what was placed, submitted by the first member and endorsed by the first three. */
export function callOf(fabric: ForgedFabric, placed: Placed): ForgedCall {
  return {
    channel: fabric.channel,
    contract: 'cunzheng',
    time: placed.txTime,
    creator: fabric.organisation(0).gateway,
    endorsers: fabric.peers(0, 1, 2),
    writes: writesOf(placed.record, placed.id),
  };
}

/** What the contract writes for a record: the record and one of its indexes. */
export function writesOf(record: CourtRecord, id: string): ForgedCall['writes'] {
  return [
    { key: `\u0000C\u0000case\u0000${id}\u0000`, value: Buffer.from(record.kind) },
    { key: `\u0000R\u0000${id}\u0000`, value: recordBytes(record) },
  ];
}

/** The block with the transaction that recorded the receipt. */
export function receiptBlock(
  tale: FabricTale,
  envelopes: readonly Uint8Array[] = [transaction(tale.call)],
  signers?: readonly ForgedIdentity[],
): ForgedBlock {
  return tale.fabric.block(tale.receipt.block, envelopes, signers);
}

/** Somebody else's transaction that may stand in the same block. */
export function otherTransaction({ fabric, service, call }: FabricTale): Uint8Array {
  return transaction({ ...callOf(fabric, service), time: call.time });
}

/** The proof of the receipt with what the ledger shows of it; the honest evidence unless given. */
export async function draftOnFabric(tale: FabricTale, evidence?: LedgerEvidence): Promise<Draft> {
  const { story, service, sitting, receipt, fabric } = tale;
  const draft = await story.draft({
    subject: receipt,
    support: [story.clerkKey, story.issued, service, sitting.placed],
    size: story.net.log.size,
    cosigners: story.net.members.slice(0, 3),
  });
  draft.proof.ledger = evidence ?? fabric.evidence(receiptBlock(tale));
  return draft;
}
