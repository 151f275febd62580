import {
  type CaseView,
  type DocumentView,
  must,
  type Person,
  Refused,
  type ServiceView,
} from '@cunzheng/api/client';
import { makeSampleDocument } from '@cunzheng/gateway/pdf';
import type { DemoCase, End } from './cases.ts';

type Chain = NonNullable<DocumentView['chain']>;

/** The people a story needs, each at a browser of his own. */
export interface Cast {
  readonly clerk: Person;
  readonly recipient: Person;
}

/** Opens the case, or finds it when an earlier run made it. */
export async function openCase(clerk: Person, plan: DemoCase, year: number): Promise<CaseView> {
  const caseNumber = `（${year}）${plan.court}民初${plan.serial}号`;
  const parties = [
    { account: plan.plaintiff, side: '原告' },
    { account: plan.defendant, side: '被告' },
  ];
  try {
    return await clerk.post<CaseView>('/cases', { caseNumber, title: plan.cause, parties });
  } catch (problem) {
    if (!(problem instanceof Refused) || problem.code !== 'CASE_EXISTS') throw problem;
    return clerk.caseOf(caseNumber);
  }
}

/** A document's whole way as far as its end; returns it as the clerk sees it then. */
export async function play(cast: Cast, plan: DemoCase, found: CaseView): Promise<DocumentView> {
  const draft = await upload(cast.clerk, plan, found);
  if (plan.end === 'draft') return draft;
  must(await cast.clerk.sign(`/documents/${draft.id}/signing`), draft.number);
  if (plan.end !== 'issued') await serve(cast, plan.end, draft.id, found);
  return cast.clerk.get<DocumentView>(`/documents/${draft.id}`);
}

async function upload(clerk: Person, plan: DemoCase, found: CaseView): Promise<DocumentView> {
  const pdf = await makeSampleDocument({
    kind: plan.kind,
    courtName: found.court.name,
    caseNumber: found.caseNumber,
    parties: found.parties.map(({ side, name }) => ({ side, name })),
    paragraphs: paragraphs(plan, found),
    signers: [
      { post: '审判员', name: '苏明衡' },
      { post: '书记员', name: '林知远' },
    ],
    date: '二〇二六年十一月二十二日',
  });
  return must(await clerk.upload(found.id, pdf, plan.kind), plan.kind);
}

function paragraphs(plan: DemoCase, found: CaseView): string[] {
  const [plaintiff, defendant] = found.parties.map((party) => party.name);
  return [
    `原告${plaintiff}与被告${defendant}${plan.cause}一案，本院立案后，依法适用简易程序，在线开庭进行了审理。`,
    '本文书为演示数据，人物、案件和事实均属虚构。',
    '依照《中华人民共和国民事诉讼法》的有关规定，办理如下。',
  ];
}

/** Steps after issuing, by end. */
async function serve(cast: Cast, end: End, documentId: string, found: CaseView): Promise<void> {
  const defendant = found.parties.find((party) => party.side === '被告');
  const [service] = await cast.clerk.post<ServiceView[]>(`/documents/${documentId}/services`, {
    recipients: [defendant?.id],
    channel: 'platform',
  });
  if (service === undefined || end === 'sent') return;
  const signing = `/services/${service.id}/signing`;
  const event = end === 'altered' ? 'signed' : end;
  // Listing is what makes a document arrive.
  await cast.recipient.get('/services');
  if (end === 'arrived') return;
  if (end === 'left') {
    const said = {
      event,
      witnesses: ['见证人示例'],
      reason: '受送达人拒绝接收，留置于住所并有见证人在场',
    };
    return void must(await cast.clerk.sign(signing, said), event);
  }
  await cast.recipient.post(`/services/${service.id}/open`);
  if (end === 'opened') return;
  const said = {
    event,
    capacity: 'self',
    ...(event === 'objected' ? { reason: '文书中当事人住址有误' } : {}),
  };
  must(await cast.recipient.sign(signing, said), event);
}

/** The newest record of a document's way: the last receipt, else the service, else the issue. */
export function newestRecord(document: DocumentView): Chain | undefined {
  const service = document.services.at(-1);
  return service?.receipts.at(-1)?.chain ?? service?.chain ?? document.chain;
}

/** Waits until everything about a document is proven; throws when the contract refused something. */
export async function untilProven(clerk: Person, id: string): Promise<DocumentView> {
  for (let tries = 0; tries < 300; tries++) {
    const document = await clerk.get<DocumentView>(`/documents/${id}`);
    const chains = [
      document.chain,
      ...document.services.flatMap((service) => [
        service.chain,
        ...service.receipts.map((receipt) => receipt.chain),
      ]),
    ];
    const failed = chains.find((chain) => chain?.state === 'failed');
    if (failed !== undefined) throw new TypeError(`${document.number}: ${failed.code}`);
    if (chains.every((chain) => chain === undefined || chain.state === 'proven')) return document;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new TypeError(`${id} was not proven in a minute`);
}
