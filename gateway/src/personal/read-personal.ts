import type { Actor } from '../access/policy.ts';
import type { Court } from '../context.ts';
import { noteLook } from '../flows/audit/note.ts';
import type { Unit } from '../store/store.ts';
import type { ProofingRow } from '../store/tables/accounts.ts';

/** Why staff reads, as it stands in the log in words. */
const WHY_WORDS = {
  review: '实名认证核对',
  claim: '身份资格核对',
  recovery: '找回账号核对',
} as const;
const FIELD_WORDS: Readonly<Record<string, string>> = {
  name: '姓名',
  number: '证件号码',
  'photo.front': '证件正面照片',
  'photo.back': '证件反面照片',
  'photo.holding': '手持证件照片',
  recovery: '找回账号申请内容',
  'recovery.front': '找回账号：证件照片',
  'recovery.holding': '找回账号：手持证件照片',
  claim: '申报内容',
  'claim.photo': '证明材料照片',
};
export type ReadingWhy = keyof typeof WHY_WORDS;

/** Personal fields that staff may be shown. */
export type PersonalField = 'name' | 'number';

/**
 * Opens one personal field for somebody who is not the person; that he read it, and why, is an entry of the log of reads
 * in the same transaction. Every reading of staff goes through here. Throws `SEAL_KEY_MISSING`, `SEAL_BROKEN`.
 */
export async function readPersonal(
  court: Court,
  unit: Unit,
  actor: Actor,
  row: ProofingRow,
  field: PersonalField,
  why: ReadingWhy,
): Promise<string | undefined> {
  const sealed = field === 'name' ? row.nameSealed : row.numberSealed;
  if (sealed === null || row.court === null) return undefined;
  const { person } = row;
  await notePersonal(court, unit, actor, { court: row.court, person, field, why });
  return court.vault.open(sealed, `proofing.${field}/${person}`);
}

/** Notes that somebody reads a field of a person's, such as a photograph, which is opened elsewhere. */
export async function notePersonal(
  court: Court,
  unit: Unit,
  actor: Actor,
  read: Readonly<Record<'court' | 'person' | 'field', string>> & { readonly why: ReadingWhy },
): Promise<void> {
  const { person, why } = read;
  const field = FIELD_WORDS[read.field] ?? read.field;
  const looked = {
    court: read.court,
    act: 'person.read',
    thing: WHY_WORDS[why],
    field,
    about: person,
  } as const;
  await noteLook(court, unit, actor, looked);
}
