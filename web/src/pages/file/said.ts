import type { NewFiling } from '../../api-client/views.ts';

/** What is said before there is a draft; kept on this device. */
export interface Said {
  readonly read: boolean;
  readonly court: { readonly code: string; readonly name: string };
  readonly kind: NewFiling['kind'];
  /** A form's name, `own` for a complaint that is there already, empty before the choice. */
  readonly form: NonNullable<NewFiling['form']> | 'own' | '';
  readonly cause: string;
  readonly capacity: NewFiling['capacity'];
  readonly authority: 'general' | 'special';
}

export const NOTHING_SAID: Said = {
  read: false,
  court: { code: '', name: '' },
  kind: 'civil',
  form: '',
  cause: '',
  capacity: 'self',
  authority: 'general',
};
