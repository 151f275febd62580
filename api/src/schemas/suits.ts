import { FILING_CHAIN_STATES } from '@cunzheng/domain';
import type { LikeSuit, LikeSuits } from '@cunzheng/gateway';
import { Type } from 'typebox';
import { Count, closed, named, object, optional } from './parts.ts';

const LikeSuitSchema = object(
  'LikeSuit',
  {
    court: named<LikeSuit['court']>('CourtName'),
    state: Type.Enum([...FILING_CHAIN_STATES], { description: 'as the ledger has it' }),
    submittedOn: Type.String({ format: 'date', description: 'first handed in on; day in Beijing' }),
    caseNumber: optional(Type.String({ description: '案号' })),
    filing: optional(
      Type.String({ format: 'uuid', description: 'of a court of the reader’s: it can be opened' }),
    ),
    pairs: Type.Array(Type.Object({ applicant: Count, other: Count }, closed), {
      description:
        'which parties of the filing that is looked at stand against each other there too, on whichever side: their places',
    }),
  },
  { description: 'Another filing of the same parties; nobody in it is named.' },
);

const LikeSuitsSchema = object('LikeSuits', {
  search: Type.Enum(['done', 'off'], {
    description: 'off: nothing was looked for, as this deployment shares no key',
  }),
  items: Type.Array(named<LikeSuit>('LikeSuit'), { description: 'the last handed in first' }),
  more: Type.Boolean({ description: 'there are more than are listed' }),
  pairs: Type.Integer({ minimum: 0, description: 'pairs of parties that were looked for' }),
  left: Type.Integer({ minimum: 0, description: 'pairs beyond those, which were not' }),
  unnumbered: Type.Array(Count, {
    description: 'places of parties without an identity number, for whom nothing can be looked for',
  }),
});
export const likeSuits = named<LikeSuits>('LikeSuits');

export const SUIT_SCHEMAS = [LikeSuitSchema, LikeSuitsSchema] as const;
