import { COUNTING_RULES, PERIOD_BEARERS, PERIOD_UNITS } from '@cunzheng/domain/deadlines';
import {
  type ChangePreview,
  DEADLINE_PARTS,
  type DeadlineDetail,
  type DeadlineList,
  type DeadlineView,
  type HomeView,
  type PeriodView,
} from '@cunzheng/gateway';
import { Type } from 'typebox';
import { Count, closed, Id, named, object, optional, Time } from './parts.ts';
import { wording } from './settings.ts';

const court = named<{ code: string; name: string }>('CourtName');
const Day = Type.String({ format: 'date' });
const STATES = ['running', 'suspended', 'overdue', 'met', 'ended'];

const FIELDS = {
  id: Id,
  court,
  rule: Type.String(),
  name: wording,
  bearer: Type.Enum([...PERIOD_BEARERS]),
  state: Type.Enum(STATES),
  standing: Type.Enum(['overdue', 'lastDay', 'running', 'suspended', 'met', 'ended']),
  startDay: Day,
  lastDay: optional(Day),
  dueAt: optional(Type.String({ description: 'the last instant that is in time' })),
  daysLeft: Type.Integer(),
  explanation: wording,
  lapse: optional(wording),
  unknownYears: Type.Array(Type.Integer()),
  caseNumber: optional(Type.String()),
  title: optional(Type.String()),
  caseId: optional(Id),
  subject: Type.Object(
    { kind: Type.Enum(['service', 'case', 'identityReview', 'filing', 'payment']), id: Id },
    closed,
  ),
} as const;

const DeadlineSchema = object('Deadline', FIELDS, {
  description: 'A deadline that explains itself.',
});
export const deadlineView = named<DeadlineView>('Deadline');

const DeadlineListSchema = object('DeadlineList', {
  items: Type.Array(deadlineView),
  total: Count,
  counts: Type.Object(Object.fromEntries(DEADLINE_PARTS.map((part) => [part, Count])), closed),
  rules: Type.Array(Type.Object({ rule: Type.String(), name: wording }, closed)),
  courts: Type.Array(court),
});
export const deadlineList = named<DeadlineList>('DeadlineList');

const Unit = Type.Enum([...PERIOD_UNITS]);
const Length = Type.Object({ count: Count, unit: Unit }, closed);
const Causes = Type.Array(Type.Object({ cause: Type.String(), name: wording }, closed));
const CAUSES = { suspensions: Causes, restarts: Causes, cutoffs: Causes } as const;
const ExtensionChoice = Type.Object(
  {
    ground: Type.String(),
    name: wording,
    law: wording,
    units: Type.Array(Unit),
    most: optional(Length),
  },
  closed,
);

const PeriodSchema = object('Period', {
  rule: Type.String(),
  group: Type.String(),
  name: wording,
  start: wording,
  length: Length,
  counting: Type.Enum(Object.keys(COUNTING_RULES) as (keyof typeof COUNTING_RULES)[]),
  bearer: Type.Enum([...PERIOD_BEARERS]),
  law: wording,
});
export const periodView = named<PeriodView>('Period');

const ChangePreviewSchema = object('DeadlineChangePreview', {
  before: deadlineView,
  after: deadlineView,
});
export const changePreview = named<ChangePreview>('DeadlineChangePreview');

const DeadlineDetailSchema = object('DeadlineDetail', {
  ...FIELDS,
  changes: Type.Array(
    Type.Object(
      {
        change: Type.Enum([
          ...['started', 'suspended', 'resumed', 'restarted', 'extended', 'cutOff'],
          ...['calendar', 'rules', 'overdue', 'met', 'ended'],
        ]),
        from: optional(Time),
        to: optional(Time),
        because: Type.String(),
        ground: optional(wording),
        law: optional(wording),
        author: optional(Type.String()),
        at: Time,
      },
      closed,
    ),
  ),
  choices: optional(
    Type.Object({ law: wording, ...CAUSES, extensions: Type.Array(ExtensionChoice) }, closed),
  ),
});
export const deadlineDetail = named<DeadlineDetail>('DeadlineDetail');

const clocks = { deadlines: Type.Array(deadlineView), open: Count, overdue: Count } as const;
const HomeSchema = object(
  'Home',
  {
    litigant: optional(
      Type.Object(
        {
          toReceive: Count,
          filings: Type.Object({ draft: Count, correction: Count, accepted: Count }, closed),
          ...clocks,
        },
        closed,
      ),
    ),
    courts: optional(
      Type.Array(
        Type.Object(
          {
            court,
            queues: Type.Object({ now: Count, waiting: Count, done: Count }, closed),
            filings: optional(
              Type.Object(
                { review: Count, correction: Count, accepted: Count, untaken: Count },
                { ...closed, description: 'for whoever reviews filings' },
              ),
            ),
            ...clocks,
          },
          closed,
        ),
      ),
    ),
    administers: optional(
      Type.Array(
        Type.Object(
          {
            court,
            missing: Type.Array(Type.Object({ name: Type.String(), title: wording }, closed)),
            unknownYears: Type.Array(Type.Integer()),
          },
          closed,
        ),
      ),
    ),
    setups: optional(Count),
  },
  { description: 'What waits for whoever is signed in.' },
);
export const homeView = named<HomeView>('Home');

export const CLOCK_SCHEMAS = [
  DeadlineSchema,
  DeadlineListSchema,
  DeadlineDetailSchema,
  PeriodSchema,
  ChangePreviewSchema,
  HomeSchema,
] as const;
