import { randomBytes } from 'node:crypto';
import type { Paper } from '@cunzheng/domain';
import {
  callOf,
  type Draft,
  draftOnFabric,
  type ForgedMember,
  otherTransaction,
  type Placed,
  paperOf,
  randomTag,
  receiptBlock,
  revokeOne,
  Story,
  tellOnFabric,
  transaction,
  type Wanted,
  writeCompact,
  written,
} from '@cunzheng/proof/testing';

/** One golden proof: its name and the files of its folder. */
export interface Golden {
  readonly name: string;
  readonly proof: Uint8Array;
  readonly compact: Uint8Array;
  readonly document: Uint8Array;
  readonly trust: Uint8Array;
}

/** Every golden proof: those of one case on one network with two editions of the trust file, and one on Fabric. */
export async function forgeGolden(document: Uint8Array): Promise<Golden[]> {
  const story = new Story({ start: '2026-03-02T01:00:00.000Z', document });
  const first = await draftsOf(story, await firstEdition(story));
  await story.renew();
  const second = await draftsOf(story, await secondEdition(story));
  const told = { ...first, ...second };
  const onChannel = {
    'fabric-receipt': await onFabric(document),
    'fabric-filing': await filingOnFabric(document),
  };
  return Object.entries({ ...told, ...onChannel }).map(([name, draft]) => ({
    name,
    proof: written(draft.proof),
    compact: writeCompact(draft.compact),
    document,
    trust: written(name in told ? story.trust() : draft.trust),
  }));
}

/** A receipt with all that the ledger shows: in a block with others, under the second of three configurations. */
async function onFabric(document: Uint8Array): Promise<Draft> {
  const tale = tellOnFabric({ document, configure: revokeOne });
  const { fabric, call, receipt } = tale;
  const block = receiptBlock(tale, [otherTransaction(tale), transaction(call)]);
  revokeOne(fabric, () => receipt.block + 20);
  return draftOnFabric(tale, fabric.evidence(block, 1));
}

/** Papers handed in on the same channel, one of them shown, alone in their block. */
async function filingOnFabric(document: Uint8Array): Promise<Draft> {
  const { fabric, story } = tellOnFabric({ document, configure: revokeOne });
  const sitting = story.sitting();
  const papers = listWith(document);
  const subject = await story.submit(sitting, papers);
  story.net.fill(3);
  const draft = await story.draft({
    ...{ subject, support: [sitting.placed], size: story.net.log.size },
    cosigners: story.net.members.slice(0, 3),
    papers: { list: papers, shown: [DOCUMENT_AT] },
  });
  const block = fabric.block(subject.block, [transaction(callOf(fabric, subject))]);
  draft.proof.ledger = fabric.evidence(block);
  return draft;
}

/** Where the golden document stands in a list of papers. */
const DOCUMENT_AT = 1;
const OTHER_PAPERS = ['身份证"正反面"/扫描件.jpg', '借条😀.jpg', '转账记录.pdf', '证据清单.docx'];

/** Papers of a filing, the document among them. */
function listWith(document: Uint8Array): Paper[] {
  const others = OTHER_PAPERS.map((name) => paperOf(name, Buffer.from(name)));
  return others.toSpliced(DOCUMENT_AT, 0, paperOf('民事起诉状.pdf', document));
}

async function draftsOf(story: Story, all: Record<string, Wanted>): Promise<Record<string, Draft>> {
  const drafts: Record<string, Draft> = {};
  for (const [name, wanted] of Object.entries(all)) drafts[name] = await story.draft(wanted);
  return drafts;
}

async function firstEdition(story: Story): Promise<Record<string, Wanted>> {
  const all = story.net.members;
  const three = all.slice(0, 3);
  const early = story.issued.index + 1;
  const service = story.serve();
  const receipts = await receiptsOf(story, service);
  const filings = await filingsOf(story);
  story.net.fill(170);
  const size = story.net.log.size;
  const base = [story.clerkKey, story.issued];
  const proofs: Record<string, Wanted> = {
    'document-issued': { subject: story.issued, support: [story.clerkKey], size, cosigners: all },
    'document-newest-leaf': {
      subject: story.issued,
      support: [story.clerkKey],
      size: early,
      cosigners: three,
      shown: [],
    },
    'service-sent': { subject: service, support: base, size, cosigners: three },
  };
  for (const { subject, key, seen } of receipts) {
    const support = [...base, service, key].filter((placed, i, list) => list.indexOf(placed) === i);
    proofs[`receipt-${subject.record.event}`] = {
      subject,
      support: support.sort((a, b) => a.index - b.index),
      size,
      cosigners: three,
      ...(seen === undefined ? {} : { notBefore: { size: seen, cosigners: all } }),
    };
  }
  for (const [name, filing] of Object.entries(filings))
    proofs[name] = { ...filing, size, cosigners: three };
  return proofs;
}

/** A filing handed in, sent back, and handed in again with one paper more by somebody who had seen the log. */
async function filingsOf(
  story: Story,
): Promise<Record<string, Omit<Wanted, 'size' | 'cosigners'>>> {
  const sitting = story.sitting();
  const papers = listWith(story.document);
  const first = await story.submit(sitting, papers);
  story.net.fill(4);
  const seen = await story.seen();
  const corrected = [...papers, paperOf('补充证据.pdf', randomBytes(20))];
  const second = await story.submit(sitting, corrected, { filing: first.id, checkpoint: seen });
  const shown = [DOCUMENT_AT];
  return {
    'filing-submitted': {
      ...{ subject: first, support: [sitting.placed], papers: { list: papers, shown } },
    },
    'filing-corrected': {
      ...{ subject: second, support: [sitting.placed, first] },
      papers: { list: corrected, shown: [...shown, corrected.length - 1] },
      notBefore: { size: seen.size, cosigners: story.net.members },
    },
  };
}

/** A receipt of each event; in life one service ends in only some of them. */
async function receiptsOf(story: Story, service: Placed<ReturnType<Story['serve']>['record']>) {
  const system = { key: story.system, placed: story.systemKey };
  const clerk = { key: story.clerk, placed: story.clerkKey };
  story.net.fill(12);
  const arrived = story.receive(service, system, { event: 'arrived' });
  story.net.wait(3_600_000);
  const opened = story.receive(service, system, { event: 'opened' });
  story.net.fill(9);
  const seen = await story.seen();
  const self = story.sitting();
  const signed = story.receive(service, self, {
    event: 'signed',
    capacity: 'self',
    checkpoint: seen,
  });
  const agent = story.sitting();
  const refused = story.receive(service, agent, { event: 'refused', capacity: 'agent' });
  const objected = story.receive(service, agent, { event: 'objected', capacity: 'agent' });
  const witnesses = [randomTag(), randomTag()] as never[];
  const left = story.receive(service, clerk, { event: 'left', attended: true, witnesses });
  return [
    { subject: arrived, key: story.systemKey },
    { subject: opened, key: story.systemKey },
    { subject: signed, key: self.placed, seen: seen.size },
    { subject: refused, key: agent.placed },
    { subject: objected, key: agent.placed },
    { subject: left, key: story.clerkKey },
  ];
}

/** A receipt whose signer had seen a tree of edition 1, proven under edition 2 with the new auditor key. */
async function secondEdition(story: Story): Promise<Record<string, Wanted>> {
  const seen = await story.seen();
  const before: readonly ForgedMember[] = story.net.members.slice(0, 3);
  const service = story.serve();
  story.net.fill(66);
  const self = story.sitting();
  const signed = story.receive(service, self, {
    event: 'signed',
    capacity: 'substitute',
    checkpoint: seen,
  });
  story.net.fill(80);
  const support = [story.clerkKey, story.issued, service, self.placed];
  const cosigners = [story.renewed[0], story.renewed[2], story.renewed[3]] as ForgedMember[];
  const size = story.net.log.size;
  const notBefore = { size: seen.size, cosigners: before };
  return {
    'receipt-second-edition': {
      subject: signed,
      support,
      size,
      cosigners,
      notBefore,
      shown: ['device'],
    },
  };
}
