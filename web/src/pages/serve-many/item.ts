import type { UnservedDocument } from '../../api-client/views.ts';

/** One document for one recipient: what is sent, and retried, on its own. */
export interface Item {
  readonly id: string;
  readonly documentId: string;
  readonly partyId: string;
  readonly document: string;
  readonly caseNumber: string;
  readonly recipient: string;
}

/** Every document with every party that has not been served with it. */
export function itemsOf(documents: readonly UnservedDocument[]): Item[] {
  return documents.flatMap((document) =>
    document.parties
      .filter((party) => !party.served)
      .map((party) => ({
        id: itemId(document.id, party.id),
        documentId: document.id,
        partyId: party.id,
        document: `${document.title}（${document.number}）`,
        caseNumber: document.caseNumber,
        recipient: `${party.name}（${party.side}）`,
      })),
  );
}

/** A document and a party as one text. */
export function itemId(documentId: string, partyId: string): string {
  return `${documentId}/${partyId}`;
}
