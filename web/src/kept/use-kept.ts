import { useEffect, useState } from 'react';
import { useMe } from '../app/queries.ts';
import { forgetForm, keepFile, keepWords, readForm } from './forms.ts';

/** Fields of a form by name: texts, lists and objects of them. */
export type Fields = object;

/** A form whose fields outlive an ended session and a reload. */
export interface Kept<F extends Fields> {
  readonly fields: F;
  readonly file: File | undefined;
  /** That they were found on this device. */
  readonly restored: boolean;
  change(changed: Partial<F>): void;
  choose(file: File): void;
  forget(): Promise<unknown>;
}

/**
 * The fields of a form, kept on this device until it is handed in (`forget`). Every form with typed text uses this, because
 * the warning before an idle end promises it; passwords, codes and numbers of documents are never given to it.
 * `form` names it among all forms and things it may be about, and does not change while it is shown.
 */
export function useKept<F extends Fields>(form: string, empty: F): Kept<F> {
  const owner = useMe().data?.id;
  const [first] = useState(empty);
  const [fields, setFields] = useState(first);
  const [file, setFile] = useState<File>();
  const [restored, setRestored] = useState(false);
  useEffect(() => {
    if (owner === undefined) return;
    let left = false;
    void readForm(owner, form).then((kept) => {
      if (kept === undefined || left) return;
      setFields((now) => (now === first ? fitting(first, kept.words) : now));
      setFile((now) => now ?? kept.file);
      setRestored(true);
    });
    return () => {
      left = true;
    };
  }, [owner, form, first]);
  const change = (changed: Partial<F>) => {
    const next = { ...fields, ...changed };
    setFields(next);
    if (owner !== undefined) void keepWords(owner, form, next);
  };
  const choose = (chosen: File) => {
    setFile(chosen);
    if (owner !== undefined) void keepFile(owner, form, chosen);
  };
  const forget = () => {
    setFields(first);
    setFile(undefined);
    setRestored(false);
    return forgetForm(form);
  };
  return { fields, file, restored, change, choose, forget };
}

/** Of what was kept, what still has the shape of this form: an older version of the page may have kept it. */
function fitting<F extends Fields>(empty: F, kept: object): F {
  const fits = Object.entries(kept).filter(
    ([name, value]) => name in empty && alike(empty[name as keyof F], value),
  );
  return { ...empty, ...Object.fromEntries(fits) };
}

function alike(model: unknown, value: unknown): boolean {
  if (typeof model !== typeof value || Array.isArray(model) !== Array.isArray(value)) return false;
  if (Array.isArray(model)) {
    return model.length === 0 || (value as unknown[]).every((each) => alike(model[0], each));
  }
  if (typeof model !== 'object' || model === null) return true;
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(model).every(([name, each]) =>
    alike(each, (value as Record<string, unknown>)[name]),
  );
}
