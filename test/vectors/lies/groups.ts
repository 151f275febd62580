import { CHECKPOINT_CASES } from './checkpoint.ts';
import { FABRIC_CASES } from './fabric.ts';
import { LIARS } from './liars.ts';
import type { Lies } from './lie.ts';
import { PARSER_CASES } from './parser.ts';
import { PERSON_CASES } from './persons.ts';
import { TRUST_CASES } from './trust.ts';

/** Every lie, under the headings of hostile/README.md. */
export const GROUPS: Readonly<Record<string, Lies>> = {
  'Liars (design 4)': LIARS,
  'Checkpoints and cosignatures': CHECKPOINT_CASES,
  'Persons and times': PERSON_CASES,
  'The ledger part (Fabric)': FABRIC_CASES,
  'Trust files': TRUST_CASES,
  'Parsers, records, openings and paths': PARSER_CASES,
};
