import { days, months, years } from '../length.ts';
import type { PeriodRow } from '../period.ts';
import { text } from '../wording.ts';

/** Periods in which one must go to court at all. */
export const LIMITATION_PERIODS = {
  administrativeSuit: {
    name: text('行政诉讼起诉期限', 'Administrative suit'),
    start: 'administrativeActKnown',
    length: months(6),
    counting: 'forward',
    origin: 'statutory',
    bearer: 'party',
    law: [['administrativeProcedure', '46']],
    extensions: [{ ground: 'postponement', law: ['administrativeProcedure', '48'] }],
  },
  administrativeSuitAfterReview: {
    name: text('不服复议决定起诉期限', 'Suit after an administrative review decision'),
    start: 'reviewDecisionServed',
    length: days(15),
    counting: 'forward',
    origin: 'statutory',
    bearer: 'party',
    law: [['administrativeProcedure', '45']],
    extensions: [{ ground: 'postponement', law: ['administrativeProcedure', '48'] }],
  },
  administrativeSuitLongest: {
    name: text('行政诉讼最长起诉期限', 'Administrative suit, longest'),
    start: 'administrativeActMade',
    length: years(5),
    counting: 'forward',
    origin: 'statutory',
    bearer: 'party',
    law: [['administrativeProcedure', '46']],
    fixed: true,
  },
  administrativeSuitLongestRealEstate: {
    name: text('行政诉讼最长起诉期限（不动产）', 'Administrative suit on real estate, longest'),
    start: 'administrativeActMade',
    length: years(20),
    counting: 'forward',
    origin: 'statutory',
    bearer: 'party',
    law: [['administrativeProcedure', '46']],
    fixed: true,
  },
  postponementRequest: {
    name: text('申请顺延期限', 'Request to postpone a period that was missed'),
    start: 'obstacleEnded',
    length: days(10),
    counting: 'forward',
    origin: 'statutory',
    bearer: 'party',
    law: [['civilProcedure', '86']],
  },
} as const satisfies Readonly<Record<string, PeriodRow>>;
