import {
  CALENDAR_YEARS,
  calendarHistory,
  correctDays,
  enterYear,
  listSettings,
  MAX_CORRECTED_DAYS,
  MAX_SOURCE_CHARACTERS,
  previewDays,
  previewSetting,
  readHotline,
  readYear,
  setSetting,
  settingHistory,
  withdrawSetting,
} from '@cunzheng/gateway';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { actorOf } from '../plugins/session.ts';
import { answers } from '../schemas/answers.ts';
import { closed, Id } from '../schemas/parts.ts';
import {
  calendarYear,
  hotlineView,
  settingEffect,
  settingEntry,
  settingView,
} from '../schemas/settings.ts';
import { type App, PUBLIC, type RouteOptions, SESSION } from './typed.ts';

const tags = ['settings'];
const Code = Type.String({ minLength: 1, maxLength: 8, description: '法院代字' });
const Day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });
const Name = Type.String({ pattern: '^[a-z]+\\.[A-Za-z]{1,60}$' });
const Source = Type.String({ minLength: 1, maxLength: MAX_SOURCE_CHARACTERS });
const Reach = Type.Optional(Type.Enum(['court', 'below']));
const Year = Type.Integer({ minimum: CALENDAR_YEARS.least, maximum: CALENDAR_YEARS.most });
const OfCourt = Type.Object({ court: Code }, closed);
const Done = Type.Object({ done: Type.Literal(true) }, closed);
const done = { done: true } as const;

const NewValue = Type.Object(
  {
    court: Code,
    name: Name,
    value: Type.Unknown(),
    source: Source,
    reach: Reach,
    validFrom: Type.Optional(Day),
    validTo: Type.Optional(Day),
  },
  closed,
);
const Correction = Type.Object(
  {
    court: Code,
    days: Type.Array(Day, { minItems: 1, maxItems: MAX_CORRECTED_DAYS }),
    to: Type.Enum(['working', 'off', 'asPublished']),
    source: Source,
    reach: Reach,
  },
  closed,
);
const Days = Type.Array(Day, { maxItems: 60 });
const Notice = Type.Object(
  { court: Code, year: Year, off: Days, work: Days, source: Source, reach: Reach },
  closed,
);

/** What a court has set, its calendar, and the hotline. */
export async function settingRoutes(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;

  app.get(
    '/hotline',
    {
      config: PUBLIC,
      schema: {
        tags,
        summary: 'The hotline 12368: its hours, and who answers now',
        querystring: Type.Object({ court: Type.Optional(Code) }, closed),
        response: answers({ 200: hotlineView }),
      },
    },
    async (request) => readHotline(deps.court, request.query.court),
  );

  app.get(
    '/settings',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Every setting of a court, with what applied at the end of a day, or applies now',
        querystring: Type.Object({ court: Code, day: Type.Optional(Day) }, closed),
        response: answers({ 200: Type.Array(settingView) }),
      },
    },
    async (request) => listSettings(deps.court, actorOf(request), request.query),
  );

  app.get(
    '/settings/:name/history',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Every value that a court has had under one name, newest first',
        params: Type.Object({ name: Name }, closed),
        querystring: OfCourt,
        response: answers({ 200: Type.Array(settingEntry) }),
      },
    },
    async (request) => {
      const asked = { court: request.query.court, name: request.params.name };
      return settingHistory(deps.court, actorOf(request), asked);
    },
  );

  app.post(
    '/settings/preview',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'What setting a value would do; nothing is set',
        body: NewValue,
        response: answers({ 200: settingEffect }),
      },
    },
    async (request) => previewSetting(deps.court, actorOf(request), request.body),
  );

  app.post(
    '/settings',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Set a value; what applied before stays in the history',
        body: NewValue,
        response: answers({ 201: Done }),
      },
    },
    async (request, reply) => {
      await setSetting(deps.court, actorOf(request), request.body);
      return reply.code(201).send(done);
    },
  );

  app.post(
    '/setting-values/:id/withdrawal',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Take a value back that has not begun to apply',
        params: Type.Object({ id: Id }, closed),
        response: answers({ 201: Done }),
      },
    },
    async (request, reply) => {
      await withdrawSetting(deps.court, actorOf(request), request.params.id);
      return reply.code(201).send(done);
    },
  );

  app.get(
    '/calendar/:year',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'A year of a court’s calendar, day by day',
        params: Type.Object({ year: Type.String({ pattern: '^20[0-9]{2}$' }) }, closed),
        querystring: OfCourt,
        response: answers({ 200: calendarYear }),
      },
    },
    async (request) => {
      const asked = { court: request.query.court, year: Number(request.params.year) };
      return readYear(deps.court, actorOf(request), asked);
    },
  );

  app.get(
    '/calendar-changes',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Everything that was corrected in a court’s calendar, newest first',
        querystring: OfCourt,
        response: answers({ 200: Type.Array(settingEntry) }),
      },
    },
    async (request) => calendarHistory(deps.court, actorOf(request), request.query.court),
  );

  app.post(
    '/calendar-changes/preview',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Which deadlines would move if days were corrected, or a year entered',
        body: Type.Union([Correction, Notice]),
        response: answers({ 200: settingEffect }),
      },
    },
    async (request) => previewDays(deps.court, actorOf(request), request.body),
  );

  app.post(
    '/calendar-days',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Correct days of a court’s calendar; running deadlines move and say why',
        body: Correction,
        response: answers({ 201: Done }),
      },
    },
    async (request, reply) => {
      await correctDays(deps.court, actorOf(request), request.body);
      return reply.code(201).send(done);
    },
  );

  app.post(
    '/calendar-years',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Enter the yearly notice of a year whose holidays are not known',
        body: Notice,
        response: answers({ 201: Done }),
      },
    },
    async (request, reply) => {
      await enterYear(deps.court, actorOf(request), request.body);
      return reply.code(201).send(done);
    },
  );
}
