import { checkCitizenNumber, type IdentityDocument } from '@cunzheng/domain/identity';
import { eq } from 'drizzle-orm';
import type { Actor } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { contactsOf } from '../../personal/contacts.ts';
import { type ProofingRow, proofing } from '../../store/tables/accounts.ts';
import { today } from '../accounts/proofing-row.ts';

/** Somebody as a form names him, out of his own account; details by the names of the form's fields. */
export interface OwnParty {
  readonly kind: 'person';
  readonly name: string;
  readonly details: Readonly<Record<string, string>>;
}

const CARD_NAMES: Readonly<Partial<Record<IdentityDocument, string>>> = {
  citizenCard: '居民身份证',
  residencePermit: '港澳台居民居住证',
  hongKongMacauPermit: '港澳居民来往内地通行证',
  taiwanPermit: '台湾居民来往大陆通行证',
  passport: '护照',
  permanentResidentCard: '外国人永久居留身份证',
};

/** What the account knows of who asks, so that he need not type it: name, document, and what its number says. */
export async function readOwnParty(house: Court, actor: Actor): Promise<OwnParty> {
  const court = asActor(house, actor);
  const { db } = court.store;
  const [row] = await db.select().from(proofing).where(eq(proofing.person, actor.person));
  const contacts = await contactsOf(court, db, actor.person);
  const phone = contacts.find(({ kind }) => kind === 'mobile')?.address;
  return {
    kind: 'person',
    name: nameOf(court, row) ?? actor.name,
    details: { ...(phone === undefined ? {} : { phone }), ...documentOf(court, row) },
  };
}

function nameOf({ vault }: Court, row: ProofingRow | undefined): string | undefined {
  if (row === undefined || row.nameSealed === null) return undefined;
  return vault.open(row.nameSealed, `proofing.name/${row.person}`);
}

function documentOf(court: Court, row: ProofingRow | undefined): Record<string, string> {
  if (row === undefined || row.numberSealed === null) return {};
  const number = court.vault.open(row.numberSealed, `proofing.number/${row.person}`);
  const documentKind = CARD_NAMES[row.document as IdentityDocument];
  return {
    ...(documentKind === undefined ? {} : { documentKind }),
    citizenNumber: number,
    ...(row.document === 'citizenCard' ? saidByNumber(court, number) : {}),
  };
}

function saidByNumber(court: Court, number: string): Record<string, string> {
  const found = checkCitizenNumber(number, today(court));
  return found.outcome === 'wellFormed' ? { born: found.birth, sex: found.sex } : {};
}
