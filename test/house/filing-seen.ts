import type {
  CaseView,
  DeadlineView,
  FilingView,
  NoticeView,
  OrderView,
  ReliefView,
} from '@cunzheng/gateway';
import type { FilingPeople } from './filing.ts';

/** What is to be seen of a filing, without ids, times and numbers: two that went the same way are the same. */
export type Seen = Readonly<Record<string, unknown>>;

/** Looks at a filing, at what is paid for it and at its case, as they are now. */
export async function seenOf(people: FilingPeople, id: string | undefined): Promise<Seen> {
  const { lina } = people;
  const { items } = await lina.get<{ items: { state: string }[] }>('/filings');
  const drafts = items.filter(({ state }) => state === 'draft').length;
  if (id === undefined) return { drafts };
  const view = await lina.get<FilingView>(`/filings/${id}`);
  const orders = await lina.get<OrderView[]>(`/filings/${id}/payments`);
  const relief = await lina.get<ReliefView[]>(`/filings/${id}/relief`);
  const links = [`/filings/${id}`, ...orders.map((order) => `/payments/${order.id}`)];
  return {
    drafts,
    ...filingSeen(view),
    uploads: await uploadsSeen(people, view),
    orders: orders.map(orderSeen),
    relief: relief.map(({ wanted, state, granted, percent }) => [wanted, state, granted, percent]),
    told: await toldOf(people, links),
    case: await caseSeen(people, view.caseId),
  };
}

function filingSeen(view: FilingView) {
  const { state, round, parties, papers, answers, items, timeline, deadlines, verdicts } = view;
  return {
    ...{ state, round, eService: view.eService, service: view.service, items: items.length },
    parties: parties.map(({ side, name }) => `${side} ${name}`),
    papers: papers.map(({ slot, name, addedRound }) => `${slot} ${name} ${addedRound}`),
    answers: answers.map(({ field, value, version }) => `${field} ${value} ${version}`),
    timeline: timeline.map((line) => `${line.act} ${line.round} ${line.by}`),
    deadlines: deadlines.map(deadlineSeen).sort(),
    verdicts: verdicts.length,
    ruling: view.ruling?.title,
    numbered: view.caseNumber !== undefined,
  };
}

const deadlineSeen = ({ rule, state }: DeadlineView) => `${rule} ${state}`;

async function uploadsSeen({ lina }: FilingPeople, { id, state }: FilingView): Promise<string[]> {
  if (state !== 'draft' && state !== 'correction') return [];
  const open = await lina.get<{ name: string; offset: number }[]>(`/filings/${id}/uploads`);
  return open.map(({ name, offset }) => `${name} ${offset}`);
}

function orderSeen({ state, amount, credited, refunded, attempts, refunds }: OrderView) {
  return {
    ...{ state, amount, credited, refunded },
    attempts: attempts.map(
      ({ channel, state, late }) => `${channel} ${state}${late ? ' late' : ''}`,
    ),
    refunds: refunds.map(({ amount, kind, state }) => `${kind} ${amount} ${state}`),
  };
}

/** Titles of what who files was told of it. */
async function toldOf({ lina }: FilingPeople, links: readonly string[]): Promise<string[]> {
  const titles: string[] = [];
  for (let page = 1; ; page++) {
    const { items } = await lina.get<{ items: NoticeView[] }>(`/notices?page=${page}`);
    if (items.length === 0) return titles.sort();
    for (const { link, title } of items)
      if (link !== undefined && links.includes(link)) titles.push(title);
  }
}

async function caseSeen({ clerk }: FilingPeople, id: string | undefined) {
  if (id === undefined) return undefined;
  const view = await clerk.get<CaseView>(`/cases/${id}`);
  const query = `/cases?q=${encodeURIComponent(view.caseNumber)}`;
  const { items } = await clerk.get<{ items: { caseNumber: string }[] }>(query);
  return {
    cases: items.filter(({ caseNumber }) => caseNumber === view.caseNumber).length,
    parties: view.parties.map(({ side, name }) => `${side} ${name}`).sort(),
    documents: view.documents
      .map(({ title, addressee, state }) => `${title} ${addressee?.name ?? ''} ${state}`)
      .sort(),
  };
}
