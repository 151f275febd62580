import { type Kept, useKept } from '../../kept/use-kept.ts';

/** What is thought of one paper. */
export interface PaperMark {
  readonly fit: '' | 'yes' | 'no';
  readonly words: string;
}

/** What an official has noted of a filing while he reads it; kept on this device until he has signed. */
export interface Notes {
  /** By `field:defendants.0.seat` and `slot:identity`: how to correct it. */
  readonly items: Readonly<Record<string, string>>;
  readonly papers: Readonly<Record<string, PaperMark>>;
  /** Of 民诉法 122, by number. */
  readonly conditions: Readonly<Record<string, 'yes' | 'no'>>;
  readonly whole: string;
  readonly reason: string;
  readonly grounds: string;
  /** Other texts of an act, by the id of their field. */
  readonly texts: Readonly<Record<string, string>>;
}

const EMPTY: Notes = {
  ...{ items: {}, papers: {}, conditions: {} },
  whole: '',
  reason: '',
  grounds: '',
  texts: {},
};

/** A submission has notes of its own: after a correction they begin anew. */
export function useNotes(filing: { readonly id: string; readonly round: number }) {
  const kept: Kept<Notes> = useKept<Notes>(`filing-review/${filing.id}/${filing.round}`, EMPTY);
  const { fields, change } = kept;
  return {
    ...kept,
    notes: fields,
    /** Marks one thing as to be corrected, or takes the mark away. */
    mark: (key: string, words: string | undefined) => {
      const { [key]: _, ...others } = fields.items;
      change({ items: words === undefined ? others : { ...fields.items, [key]: words } });
    },
    markPaper: (paper: string, mark: Partial<PaperMark>) => {
      const before = fields.papers[paper] ?? { fit: '' as const, words: '' };
      change({ papers: { ...fields.papers, [paper]: { ...before, ...mark } } });
    },
    /** A text by the id of its field, and how it is changed. */
    text: (id: string, first = '') => ({
      value: fields.texts[id] ?? first,
      onChange: (words: string) => change({ texts: { ...fields.texts, [id]: words } }),
    }),
    condition: (id: string, met: 'yes' | 'no' | undefined) => {
      const { [id]: _, ...others } = fields.conditions;
      change({ conditions: met === undefined ? others : { ...fields.conditions, [id]: met } });
    },
  };
}
export type NotesHook = ReturnType<typeof useNotes>;

/** How many things are marked as to be corrected. */
export function marksOf({ items, papers }: Notes): number {
  const wanting = Object.values(papers).filter(({ fit }) => fit === 'no').length;
  return Object.keys(items).length + wanting;
}
