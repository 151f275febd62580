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
