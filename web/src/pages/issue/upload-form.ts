import { useKept } from '../../kept/use-kept.ts';

export const KINDS = ['judgment', 'ruling', 'mediation', 'notice', 'summons', 'other'] as const;
export type Kind = (typeof KINDS)[number];

const EMPTY: { readonly title: string; readonly kind: Kind } = { title: '', kind: 'judgment' };

/** What is filled in on the upload page of a case, with its file, kept on this device until it is handed in. */
export function useUploadForm(caseId: string) {
  const kept = useKept(`upload/${caseId}`, EMPTY);
  const kind = KINDS.find((each) => each === kept.fields.kind) ?? EMPTY.kind;
  return { ...kept, title: kept.fields.title, kind };
}
