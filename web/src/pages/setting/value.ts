import type { Setting, Wording } from '../../api-client/views.ts';

export interface Span {
  readonly from: string;
  readonly to: string;
}

/** A value while it is typed. */
export interface Draft {
  readonly number: string;
  readonly choice: string;
  readonly spans: readonly Span[];
  readonly texts: Wording;
}

/** What the form begins with: what applies now. */
export function draftOf({ kind, answer, options }: Setting): Draft {
  const value = answer?.value as unknown;
  return {
    number: kind === 'number' && value !== undefined ? String(value) : '',
    choice: kind === 'choice' ? String(value ?? Object.keys(options ?? {})[0] ?? '') : '',
    spans:
      kind === 'hours' && value !== undefined
        ? (value as Span[])
        : [{ from: '09:00', to: '12:00' }],
    texts: kind === 'text' && value !== undefined ? (value as Wording) : { 'zh-CN': '', en: '' },
  };
}

/** The value as the API takes it; `undefined` while it cannot be taken. The server looks again. */
export function valueIn({ kind, least = 0, most = 0 }: Setting, draft: Draft): unknown {
  if (kind === 'choice') return draft.choice;
  if (kind === 'text') {
    return Object.values(draft.texts).every((text) => text.trim() !== '') ? draft.texts : undefined;
  }
  if (kind === 'hours') return inOrder(draft.spans) ? draft.spans : undefined;
  const number = /^\d{1,7}$/.test(draft.number.trim()) ? Number(draft.number) : Number.NaN;
  return number >= least && number <= most ? number : undefined;
}

function inOrder(spans: readonly Span[]): boolean {
  return spans.every(
    ({ from, to }, i) => from !== '' && from < to && from >= (spans[i - 1]?.to ?? ''),
  );
}
