import type { FormId, PleadingForm } from '../schema.ts';
import { GENERAL } from './general.ts';
import { LABOUR } from './labour.ts';
import { PRIVATE_LOAN } from './private-loan.ts';
import { SALE } from './sale.ts';

/** Every form by its id. A new cause is a file of data and a row here. */
export const PLEADING_FORMS: Readonly<Record<FormId, PleadingForm>> = {
  privateLoan: PRIVATE_LOAN,
  sale: SALE,
  labour: LABOUR,
  general: GENERAL,
};

/** The form in that edition. A new edition stands beside the old, for answers that were given to it. Throws `TypeError`. */
export function formInEdition(id: FormId, edition: number): PleadingForm {
  const form = PLEADING_FORMS[id];
  if (form?.edition !== edition) throw new TypeError(`no edition ${edition} of form ${id}`);
  return form;
}
