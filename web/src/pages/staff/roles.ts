import type { StaffRole } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import * as roleWords from '../../locales/roles.ts';

export const STAFF_ROLES: readonly StaffRole[] = [
  'judge',
  'clerk',
  'filingReviewer',
  'mediator',
  'archivist',
  'finance',
  'administrator',
];

/** Roles to choose from. */
export function useRoleOptions(): { value: StaffRole; label: string }[] {
  const words = useTexts(roleWords);
  return STAFF_ROLES.map((value) => ({ value, label: words[value] }));
}
