/** States of a document. A withdrawn draft is gone: nothing of it was on chain. */
export const DOCUMENT_STATES = ['draft', 'issued', 'withdrawn'] as const;
export type DocumentState = (typeof DOCUMENT_STATES)[number];

/** Every edge of a document's life: from, act, to, and the record that the act makes. */
export const DOCUMENT_EDGES = [
  { from: undefined, act: 'draft', to: 'draft', record: undefined },
  { from: 'draft', act: 'withdraw', to: 'withdrawn', record: undefined },
  { from: 'draft', act: 'issue', to: 'issued', record: 'document' },
  { from: 'issued', act: 'serve', to: 'issued', record: 'service' },
] as const;

/** Kinds of document that a clerk chooses from; free text is allowed beside them. */
export const MAX_TITLE_CHARACTERS = 40;
export const MAX_KIND_CHARACTERS = 20;
