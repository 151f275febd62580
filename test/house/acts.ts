import { type DocumentView, must, Person, type ServiceView } from '@cunzheng/api/client';
import { eventually, type House } from './house.ts';
import { samplePdf } from './sample.ts';

/** A clerk and the party he writes to, in one case that the demo seeds. */
export interface Pair {
  readonly clerk: Person;
  readonly party: Person;
  readonly caseId: string;
  readonly partyId: string;
}

/** Signs a clerk and a defendant in. */
export async function openPair(house: Pick<House, 'url'>): Promise<Pair> {
  const clerk = await Person.signIn(house.url, 'bj-clerk');
  const party = await Person.signIn(house.url, 'zhangwei');
  const found = await clerk.caseOf('（2026）京0491民初1001号');
  const partyId = found.parties.find(({ side }) => side === '被告')?.id as string;
  return { clerk, party, caseId: found.id, partyId };
}

/** A draft, handed in by the clerk. */
export async function draft({ clerk, caseId }: Pair): Promise<DocumentView> {
  return must(await clerk.upload(caseId, await samplePdf()));
}

/** Issues a document: draft and signature. Resolves to it and the id of its record. */
export async function issue(pair: Pair): Promise<{ id: string; number: string; record: string }> {
  const { id, number } = await draft(pair);
  const { recordId } = must(await pair.clerk.sign(`/documents/${id}/signing`));
  return { id, number, record: recordId };
}

/** Serves an issued document, opens and signs for it; resolves to the ids of what was recorded. */
export async function serve(pair: Pair, documentId: string): Promise<string[]> {
  const { clerk, party, partyId } = pair;
  const body = { recipients: [partyId], channel: 'platform' };
  const [service] = must(
    await clerk.ask<ServiceView[]>('POST', `/documents/${documentId}/services`, body),
  );
  const id = service?.id as string;
  must(await party.ask('GET', '/services'));
  must(await party.ask('POST', `/services/${id}/open`));
  const said = { event: 'signed', capacity: 'self' };
  const { recordId } = must(await party.sign(`/services/${id}/signing`, said));
  return [service?.chain.recordId as string, recordId];
}

/** Waits until every record is proven. Throws at a refused one. */
export async function untilProven(person: Person, records: readonly string[]): Promise<void> {
  for (const id of records) {
    await eventually(`record ${id} is proven`, async () => {
      const { status, body } = await person.ask<{ chain: { state: string; code?: string } }>(
        'GET',
        `/records/${id}`,
      );
      if (status === 200 && body.chain.state === 'failed')
        throw new Error(`record ${id}: ${body.chain.code}`);
      return status === 200 && body.chain.state === 'proven';
    });
  }
}
