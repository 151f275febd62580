import type { FilingView, PaperView } from '@cunzheng/gateway';
import type { Answer, Person } from './person.ts';

/** A paper that is a PDF by its first bytes. */
export const paperPdf = (words: string): Uint8Array =>
  Buffer.from(`%PDF-1.7\n% ${words.padEnd(16)}\n`);

/** Adds a paper to a filing, or puts it in another's place. */
export function addPaper(
  person: Person,
  id: string,
  fields: Readonly<Record<string, string>>,
  bytes = paperPdf(fields.name ?? ''),
): Promise<Answer<PaperView>> {
  const file = { bytes, fileName: 'x.pdf', type: 'application/pdf' };
  return person.sendForm(`/api/v1/filings/${id}/papers`, fields, file);
}

/** A draft of a private-loan suit with two parties and its complaint. */
export async function draftFiling(person: Person, name: string): Promise<FilingView> {
  const begun = await person.ask<FilingView>('POST', '/api/v1/filings', {
    ...{ court: '京0491', kind: 'civil', cause: '民间借贷纠纷', form: 'privateLoan' },
    capacity: 'self',
  });
  const { id } = begun.body;
  await person.ask('PUT', `/api/v1/filings/${id}/parties`, {
    parties: [
      { side: 'applicant', kind: 'person', name, details: { phone: '13800000000' } },
      { side: 'other', kind: 'person', name: '钱示例' },
    ],
  });
  await addPaper(person, id, { slot: 'complaint', name: '起诉状' });
  return (await person.ask<FilingView>('GET', `/api/v1/filings/${id}`)).body;
}

/** Hands it in. */
export const handIn = (person: Person, id: string) =>
  person.sign(`/api/v1/filings/${id}/submission`);

/** Answers it for the court; where nothing is said of the fee, none is charged. */
export function decide(person: Person, id: string, said: object) {
  const none = { fee: { none: '本院决定不预收' } };
  const decision = 'act' in said && said.act === 'accept' ? { ...none, ...said } : said;
  return person.sign(`/api/v1/filings/${id}/decision`, { decision });
}
