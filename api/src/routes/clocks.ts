import {
  CUTOFF_CAUSES,
  EXTENSION_GROUNDS,
  PERIOD_UNITS,
  RESTART_CAUSES,
  SUSPENSION_CAUSES,
} from '@cunzheng/domain/deadlines';
import {
  changeByHand,
  DEADLINE_PARTS,
  DEADLINES_PAGE,
  DEADLINES_SHEET,
  type DeadlineSearch,
  deadlineCalendar,
  listDeadlines,
  listPeriods,
  MAX_REASON,
  previewChange,
  previewStart,
  readDeadline,
  readHome,
  startByHand,
} from '@cunzheng/gateway';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { type TSchema, Type } from 'typebox';
import { preferredLanguage } from '../errors/answer.ts';
import { actorOf } from '../plugins/session.ts';
import { answers, fileAnswer } from '../schemas/answers.ts';
import {
  changePreview,
  deadlineDetail,
  deadlineList,
  homeView,
  periodView,
} from '../schemas/clocks.ts';
import { closed, Id } from '../schemas/parts.ts';
import { disposition } from './files.ts';
import { type App, type RouteOptions, SESSION } from './typed.ts';

const tags = ['deadlines'];
const Day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });
const ById = Type.Object({ id: Id }, closed);
const Because = Type.String({ minLength: 1, maxLength: MAX_REASON });
const keys = <T extends object>(table: T) => Object.keys(table) as (keyof T & string)[];

const Start = Type.Union([
  Type.Object({ day: Day }, closed),
  Type.Object({ at: Type.String({ maxLength: 40 }) }, closed),
]);
const NewClock = Type.Object(
  {
    rule: Type.String({ minLength: 1, maxLength: 60 }),
    start: Start,
    party: Type.Optional(Id),
    because: Because,
  },
  closed,
);
const order = <Act extends string, More extends Record<string, TSchema>>(act: Act, more: More) =>
  Type.Object({ act: Type.Literal(act), because: Because, ...more }, closed);
const Length = Type.Object(
  { count: Type.Integer({ minimum: 1, maximum: 3650 }), unit: Type.Enum([...PERIOD_UNITS]) },
  closed,
);
const Order = Type.Union([
  order('suspend', { cause: Type.Enum(keys(SUSPENSION_CAUSES)), day: Day }),
  order('resume', { day: Day }),
  order('restart', { cause: Type.Enum(keys(RESTART_CAUSES)), day: Day }),
  order('extend', { ground: Type.Enum(keys(EXTENSION_GROUNDS)), by: Length }),
  order('cutOff', { cause: Type.Enum(keys(CUTOFF_CAUSES)), day: Day }),
  order('stop', { outcome: Type.Enum(['met', 'ended']) }),
]);

const Side = Type.Enum(['mine', 'courts']);
const Text = Type.String({ minLength: 1, maxLength: 100 });
const FILTERS = {
  part: Type.Optional(Type.Enum([...DEADLINE_PARTS])),
  case: Type.Optional(Id),
  q: Type.Optional(Text),
  rule: Type.Optional(Text),
  court: Type.Optional(Text),
  from: Type.Optional(Day),
  to: Type.Optional(Day),
};
const PAGES = {
  page: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,3}$' })),
  size: Type.Optional(
    Type.Enum(['page', 'sheet'], {
      description: `${DEADLINES_PAGE} for the screen, or ${DEADLINES_SHEET} for paper`,
    }),
  ),
};

/** A list as the query string has it. */
function searchOf({
  case: caseId,
  page = '1',
  size,
  ...filters
}: Omit<DeadlineSearch, 'caseId' | 'page' | 'sheet'> & {
  readonly case?: string;
  readonly page?: string;
  readonly size?: string;
}): DeadlineSearch {
  return { ...filters, caseId, page: Number(page), sheet: size === 'sheet' };
}

/** Deadlines, and the home page that they order. */
export async function clockRoutes(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;

  app.get(
    '/home',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'What waits for me, by clock',
        response: answers({ 200: homeView }),
      },
    },
    async (request) => readHome(deps.court, actorOf(request)),
  );

  app.get(
    '/deadlines',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Deadlines, the soonest end first: mine, or those of my courts',
        querystring: Type.Object({ side: Side, ...FILTERS, ...PAGES }, closed),
        response: answers({ 200: deadlineList }),
      },
    },
    async (request) => listDeadlines(deps.court, actorOf(request), searchOf(request.query)),
  );

  app.get(
    '/deadlines.ics',
    {
      config: SESSION,
      schema: {
        tags,
        summary: `Deadlines of a list as a calendar file, the soonest ${DEADLINES_SHEET}; mine unless asked otherwise`,
        querystring: Type.Object({ side: Type.Optional(Side), ...FILTERS }, closed),
        response: answers({ 200: fileAnswer('text/calendar') }),
      },
    },
    async (request, reply) => {
      const language = preferredLanguage(request.headers['accept-language']);
      const { side = 'mine', ...filters } = request.query;
      const search = searchOf({ side, ...filters });
      const file = await deadlineCalendar(deps.court, actorOf(request), { ...search, language });
      return sendCalendar(reply, file);
    },
  );

  app.get(
    '/deadlines/:id',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'One deadline, how it was counted and what moved it',
        params: ById,
        response: answers({ 200: deadlineDetail }),
      },
    },
    async (request) => readDeadline(deps.court, actorOf(request), request.params.id),
  );

  app.get(
    '/deadlines/:id/calendar.ics',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'One deadline as a calendar file',
        params: ById,
        response: answers({ 200: fileAnswer('text/calendar') }),
      },
    },
    async (request, reply) => {
      const language = preferredLanguage(request.headers['accept-language']);
      const { id } = request.params;
      const file = await deadlineCalendar(deps.court, actorOf(request), { id, language });
      return sendCalendar(reply, file);
    },
  );

  app.post(
    '/cases/:id/deadlines',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Let a period run in a case, where no act of the product starts it',
        params: ById,
        body: NewClock,
        response: answers({ 201: deadlineDetail }),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const started = await startByHand(deps.court, actorOf(request), id, request.body);
      return reply.code(201).send(started);
    },
  );

  app.post(
    '/cases/:id/deadlines/preview',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'The deadline that would begin to run; nothing is kept',
        params: ById,
        body: NewClock,
        response: answers({ 200: deadlineDetail }),
      },
    },
    async (request) => previewStart(deps.court, actorOf(request), request.params.id, request.body),
  );

  app.get(
    '/periods',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Every period of the law and of the platform, for whoever may let one run',
        response: answers({ 200: Type.Array(periodView) }),
      },
    },
    async (request) => listPeriods(actorOf(request)),
  );

  app.post(
    '/deadlines/:id/changes/preview',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'The deadline before and after a change; nothing is kept',
        params: ById,
        body: Order,
        response: answers({ 200: changePreview }),
      },
    },
    async (request) => previewChange(deps.court, actorOf(request), request.params.id, request.body),
  );

  app.post(
    '/deadlines/:id/changes',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Suspend, resume, restart, extend, cut off or stop a deadline, with the reason',
        params: ById,
        body: Order,
        response: answers({ 201: deadlineDetail }),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const changed = await changeByHand(deps.court, actorOf(request), id, request.body);
      return reply.code(201).send(changed);
    },
  );
}

function sendCalendar(reply: FastifyReply, file: string) {
  return reply
    .type('text/calendar; charset=utf-8')
    .header('content-disposition', disposition('attachment', 'cunzheng.ics'))
    .header('cache-control', 'private, no-store')
    .send(Buffer.from(file));
}
