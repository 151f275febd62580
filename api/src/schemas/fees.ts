import {
  FEE_FIGURES,
  FEE_GROUPS,
  FEE_INSTANCES,
  FEE_MATTERS,
  FEE_OPENINGS,
  FEE_OUTCOMES,
  FEE_PROCEDURES,
  FEE_SIDES,
  HALVING_CAUSES,
  MAX_AMOUNT,
  MAX_AMOUNTS,
  RETRIAL_GROUNDS,
} from '@cunzheng/domain/fees';
import type { FeeAnswer, FeeMatterView } from '@cunzheng/gateway';
import { Type } from 'typebox';
import { closed, named, object, optional } from './parts.ts';
import { wording } from './settings.ts';

export const FeeMatterName = Type.Enum(FEE_MATTERS.map(({ id }) => id));
const Fen = Type.Integer({ minimum: 0, description: '分' });
const Range = Type.Object({ least: Fen, most: Fen }, closed);
const Yuan = Type.String({
  description: 'yuan in full as decimals, with a minus sign where something is taken off',
});
const Note = Type.Object({ text: wording, law: optional(wording) }, closed);
const court = named<{ code: string; name: string }>('CourtName');

const FeeMatterSchema = object('FeeMatter', {
  id: FeeMatterName,
  group: Type.Enum([...FEE_GROUPS]),
  name: wording,
  amountOf: optional(wording),
  amount: Type.Enum(['needed', 'optional', 'none']),
  several: Type.Boolean({ description: 'several amounts are added up' }),
  suit: Type.Boolean({ description: 'instance, procedure, side and outcome may be said' }),
  wages: Type.Boolean(),
});
export const feeMatterView = named<FeeMatterView>('FeeMatter');

const Line = Type.Object(
  {
    what: wording,
    law: wording,
    base: optional(Fen),
    rate: optional(Type.Integer({ description: 'per mille of the base' })),
    amount: Type.Object({ least: Yuan, most: Yuan }, closed),
  },
  closed,
);
const Payment = Type.Object(
  { who: wording, when: wording, law: wording, amount: Range, prepaid: Type.Boolean() },
  closed,
);
const Cause = Type.Enum([...HALVING_CAUSES]);

const FeeQuoteSchema = object(
  'FeeQuote',
  {
    matter: FeeMatterName,
    name: wording,
    kind: Type.Enum(['suit', 'application', 'none']),
    lines: Type.Array(Line, { description: 'they add up to the total' }),
    total: Range,
    payments: Type.Array(Payment),
    prepaid: Type.Boolean(),
    refund: optional(Type.Object({ amount: Range, law: wording }, closed)),
    halved: optional(Type.Object({ by: Cause, spent: Type.Array(Cause) }, closed)),
    free: optional(Note),
    borne: optional(Type.Object({ who: wording, law: wording }, closed)),
    notes: Type.Array(Note),
    restsOn: Type.Array(Type.Enum([...FEE_FIGURES, 'rounding'])),
    open: Type.Array(Type.Enum([...FEE_OPENINGS])),
    court: optional(court),
    day: Type.String({ format: 'date' }),
    settings: Type.Array(
      Type.Object({ name: Type.String(), title: wording, source: Type.String(), court }, closed),
    ),
  },
  { description: 'A fee that explains itself; bounds of a sum are the same where it is known.' },
);
export const feeAnswer = named<FeeAnswer>('FeeQuote');

const Amount = Type.Integer({ minimum: 0, maximum: MAX_AMOUNT, description: '分' });
/** What may be chosen of a matter, wherever a fee is asked for. */
export const FEE_CHOICES = {
  matter: FeeMatterName,
  amounts: optional(
    Type.Array(Amount, {
      maxItems: MAX_AMOUNTS,
      description: 'several only where the matter takes several; on appeal the contested part',
    }),
  ),
  withNonProperty: optional(Type.Boolean()),
  instance: optional(Type.Enum([...FEE_INSTANCES])),
  procedure: optional(Type.Enum([...FEE_PROCEDURES])),
  side: optional(Type.Enum([...FEE_SIDES])),
  outcome: optional(Type.Enum([...FEE_OUTCOMES])),
  ground: optional(Type.Enum([...RETRIAL_GROUNDS])),
  wages: optional(Type.Boolean()),
};
export const FeeChoiceSchema = Type.Object(FEE_CHOICES, closed);

export const FEE_SCHEMAS = [FeeMatterSchema, FeeQuoteSchema] as const;
