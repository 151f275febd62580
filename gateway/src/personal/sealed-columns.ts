/** A column that holds what the vault sealed, and how a row's place is named. */
export interface SealedColumn {
  /** Schema and table. */
  readonly table: `${'court' | 'notary'}.${string}`;
  readonly column: string;
  /** The column whose value the place is made of; unique in the table. */
  readonly key: string;
  readonly place: (key: string) => string;
  /** `text`; a string in `json`; or the named field of an object in `jsonb`. */
  readonly form: 'text' | 'json' | 'jsonb' | { readonly field: string; readonly placeBy: string };
}

/** Every column of sealed values. A test walks the tables and fails on one that is not here. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  text('court.contact', 'sealed', 'id', (id) => `contact/${id}`),
  text('court.phone_code', 'sealed', 'id', (id) => `phone_code/${id}`),
  text('court.proofing', 'name_sealed', 'person', (person) => `proofing.name/${person}`),
  text('court.proofing', 'number_sealed', 'person', (person) => `proofing.number/${person}`),
  text('court.provider_call', 'reference_sealed', 'id', (id) => `provider_call/${id}`),
  text('court.claim', 'details_sealed', 'id', (id) => `claim/${id}`),
  text('court.recovery', 'mobile_sealed', 'id', (id) => `recovery.mobile/${id}`),
  text('court.recovery', 'name_sealed', 'id', (id) => `recovery.name/${id}`),
  text('court.notice', 'sealed_values', 'id', (id) => `notice/${id}`),
  text('court.totp', 'secret', 'person', (person) => `totp/${person}`),
  text('court.audit_entry', 'sealed', 'id', (id) => `audit/${id}`),
  {
    ...text('court.ceremony', 'data', 'id_hash', (person) => `totp-offer/${person}`),
    form: { field: 'secret', placeBy: 'person' },
  },
  { ...text('court.prepared_act', 'openings', 'id', openingsPlace), form: 'jsonb' },
  { ...text('court.prepared_act', 'key_openings', 'id', keyOpeningsPlace), form: 'jsonb' },
  text('court.prepared_act', 'details_sealed', 'id', detailsPlace),
  text('court.filing', 'service_sealed', 'id', (id) => `filing.service/${id}`),
  text('court.filing_party', 'details_sealed', 'id', (id) => `filing_party/${id}`),
  text('court.filing_answer', 'value_sealed', 'id', (id) => `filing_answer/${id}`),
  text('court.filing_round', 'manifest_sealed', 'id', (id) => `filing_round/${id}`),
  text('court.bank_line', 'payer_sealed', 'id', (id) => `bank_line/${id}`),
  text('court.fee_relief', 'grounds_sealed', 'id', (id) => `fee_relief/${id}`),
  { ...text('notary.record', 'openings', 'id', (id) => `record/${id}`), form: 'json' },
  { ...text('notary.leaf', 'openings', 'id', (id) => `leaf/${id}`), form: 'json' },
];

/** A column that names stored files whose bytes are sealed. */
export interface SealedFiles {
  readonly table: `court.${string}`;
  /** The digest of the sealed bytes. */
  readonly column: string;
  readonly key: string;
  readonly place: (key: string) => string;
}

export const SEALED_FILES: readonly SealedFiles[] = [
  {
    ...{ table: 'court.identity_photo', column: 'sha256', key: 'id' },
    place: (id) => `photo/${id}`,
  },
  {
    ...{ table: 'court.claim', column: 'photo_sha256', key: 'id' },
    place: (id) => `claim.photo/${id}`,
  },
  {
    ...{ table: 'court.recovery_photo', column: 'sha256', key: 'id' },
    place: (id) => `recovery.photo/${id}`,
  },
];

/** Place of what opens the record of a prepared act. */
export function openingsPlace(act: string): string {
  return `prepared_act.openings/${act}`;
}

/** Place of what an act needs besides its record. */
export function detailsPlace(act: string): string {
  return `prepared_act.details/${act}`;
}

/** Place of what opens the registration of its key. */
export function keyOpeningsPlace(act: string): string {
  return `prepared_act.key_openings/${act}`;
}

function text(
  table: SealedColumn['table'],
  column: string,
  key: string,
  place: SealedColumn['place'],
): SealedColumn {
  return { table, column, key, place, form: 'text' };
}
