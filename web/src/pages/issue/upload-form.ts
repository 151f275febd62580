import { useEffect, useState } from 'react';
import { useMe } from '../../app/queries.ts';
import { forgetForm, keepFile, keepWords, readForm } from '../../kept/forms.ts';

export const KINDS = ['judgment', 'ruling', 'mediation', 'notice', 'summons', 'other'] as const;
export type Kind = (typeof KINDS)[number];

interface Fields {
  readonly title: string;
  readonly kind: Kind;
  readonly file: File | undefined;
}
const EMPTY: Fields = { title: '', kind: 'judgment', file: undefined };

/**
 * What is filled in on the upload page of a case, kept on this device until it is handed in, so that an ended session or a
 * reload loses nothing. `restored` tells that it was found here.
 */
export function useUploadForm(caseId: string) {
  const { data: me } = useMe();
  const owner = me?.id;
  const form = `upload/${caseId}`;
  const [fields, setFields] = useState<Fields>(EMPTY);
  const [restored, setRestored] = useState(false);
  useEffect(() => {
    if (owner === undefined) return;
    let left = false;
    void readForm(owner, form).then((kept) => {
      if (kept === undefined || left) return;
      setFields((now) => (now === EMPTY ? fieldsOf(kept.words, kept.file) : now));
      setRestored(true);
    });
    return () => {
      left = true;
    };
  }, [owner, form]);
  const change = (changed: Partial<Fields>) => {
    const next = { ...fields, ...changed };
    setFields(next);
    if (owner === undefined) return;
    void keepWords(owner, form, { title: next.title, kind: next.kind });
    if (changed.file !== undefined) void keepFile(owner, form, changed.file);
  };
  const forget = () => {
    setFields(EMPTY);
    setRestored(false);
    return forgetForm(form);
  };
  return { ...fields, restored, change, forget };
}

function fieldsOf(words: Readonly<Record<string, string>>, file: File | undefined): Fields {
  const kind = KINDS.find((each) => each === words.kind) ?? EMPTY.kind;
  return { title: words.title ?? '', kind, file };
}
