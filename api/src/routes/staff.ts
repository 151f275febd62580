import { CunzhengError } from '@cunzheng/domain';
import {
  addColleague,
  applyPeople,
  beginningOf,
  endAbsence,
  endOf,
  endOffice,
  endTeam,
  giveOffice,
  isDay,
  listChanges,
  listStaff,
  listTeams,
  makeTeam,
  noteAbsence,
  previewPeople,
  readStaff,
  resetSignIn,
  STAFF_ROLES,
  STAFF_STATES,
  TEAM_SEATS,
} from '@cunzheng/gateway';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { actorOf } from '../plugins/session.ts';
import { answers } from '../schemas/answers.ts';
import { closed, Id } from '../schemas/parts.ts';
import { added, staffChange, staffFile, staffView, teamView } from '../schemas/staff.ts';
import { type App, type RouteOptions, SESSION } from './typed.ts';

const tags = ['staff'];
const optional = Type.Optional;
const Court = Type.String({ minLength: 1, maxLength: 8, description: '法院代字' });
const Reason = Type.String({ minLength: 1, maxLength: 200 });
const Day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', description: 'day in Beijing' });
const Role = Type.Enum([...STAFF_ROLES]);
const InCourt = Type.Object({ court: Court }, closed);
const OfPerson = Type.Object({ court: Court, id: Id }, closed);

/** 500 lines of a spreadsheet. */
const FILE_BYTES = 256 * 1024;
const Csv = Type.String({ minLength: 1, maxLength: FILE_BYTES });

/** People, roles, absences and teams of a court, for its administrators. */
export async function staffRoutes(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;
  const read = (request: Parameters<typeof actorOf>[0], of: { court: string; id: string }) =>
    readStaff(deps.court, actorOf(request), { court: of.court, person: of.id });

  app.get(
    '/courts/:court/staff',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Colleagues of a court, 20 a page',
        params: InCourt,
        querystring: Type.Object(
          {
            q: optional(Type.String({ maxLength: 60 })),
            role: optional(Role),
            state: optional(Type.Enum([...STAFF_STATES])),
            page: optional(Type.String({ pattern: '^[1-9][0-9]{0,3}$' })),
          },
          closed,
        ),
        response: answers({
          200: Type.Object({ items: Type.Array(staffView), total: Type.Integer() }, closed),
        }),
      },
    },
    async (request) => {
      const { page = '1', ...search } = request.query;
      const { court: code } = request.params;
      return listStaff(deps.court, actorOf(request), {
        ...search,
        court: code,
        page: Number(page),
      });
    },
  );

  app.post(
    '/courts/:court/staff',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Add a colleague and invite him',
        params: InCourt,
        body: Type.Object(
          {
            name: Type.String({ minLength: 1, maxLength: 60 }),
            account: Type.String({ minLength: 1, maxLength: 64 }),
            mobile: optional(Type.String({ maxLength: 32 })),
            roles: Type.Array(Role, { minItems: 1, maxItems: STAFF_ROLES.length }),
            until: optional(Day),
            reason: Reason,
          },
          closed,
        ),
        response: answers({ 201: added }),
      },
    },
    async (request, reply) => {
      const { until, ...given } = request.body;
      const colleague = { ...given, court: request.params.court, until: lastMoment(until) };
      return reply.code(201).send(await addColleague(deps.court, actorOf(request), colleague));
    },
  );

  app.get(
    '/courts/:court/staff/:id',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'One colleague',
        params: OfPerson,
        response: answers({ 200: staffView }),
      },
    },
    async (request) => read(request, request.params),
  );

  app.post(
    '/courts/:court/staff/:id/offices',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Give a role; it counts from the next request',
        params: OfPerson,
        body: Type.Object(
          { role: Role, from: optional(Day), until: optional(Day), reason: Reason },
          closed,
        ),
        response: answers({ 201: staffView }),
      },
    },
    async (request, reply) => {
      const { from, until, role, reason } = request.body;
      const { court: code, id } = request.params;
      await giveOffice(deps.court, actorOf(request), {
        ...{ court: code, person: id, role, reason },
        from: from === undefined ? undefined : beginningOf(dayOf(from)),
        until: lastMoment(until),
      });
      return reply.code(201).send(await read(request, request.params));
    },
  );

  app.post(
    '/courts/:court/staff/:id/offices/:role/end',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'End a role at once',
        params: Type.Object({ court: Court, id: Id, role: Role }, closed),
        body: Type.Object(
          {
            reason: Reason,
            myself: optional(Type.Boolean({ description: 'I know that it is my own' })),
          },
          closed,
        ),
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      const { court: code, id, role } = request.params;
      const office = { ...request.body, court: code, person: id, role };
      await endOffice(deps.court, actorOf(request), office);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/courts/:court/staff/:id/reset',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Take a colleague’s sign-in away and invite him anew',
        params: OfPerson,
        body: Type.Object({ reason: Reason }, closed),
        response: answers({ 201: added }),
      },
    },
    async (request, reply) => {
      const { court: code, id } = request.params;
      const given = { court: code, person: id, reason: request.body.reason };
      return reply.code(201).send(await resetSignIn(deps.court, actorOf(request), given));
    },
  );

  app.post(
    '/courts/:court/staff/:id/absences',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Note an absence 请假, with a substitute 代理人',
        params: OfPerson,
        body: Type.Object({ from: Day, to: Day, substitute: optional(Id), reason: Reason }, closed),
        response: answers({ 201: staffView }),
      },
    },
    async (request, reply) => {
      const { court: code, id } = request.params;
      await noteAbsence(deps.court, actorOf(request), { ...request.body, court: code, person: id });
      return reply.code(201).send(await read(request, request.params));
    },
  );

  app.post(
    '/courts/:court/absences/:id/end',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'End an absence before its last day',
        params: OfPerson,
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      await endAbsence(deps.court, actorOf(request), request.params);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/courts/:court/staff-changes',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'What was done to people and roles, newest first',
        params: InCourt,
        querystring: Type.Object({ person: optional(Id) }, closed),
        response: answers({ 200: Type.Array(staffChange) }),
      },
    },
    async (request) =>
      listChanges(deps.court, actorOf(request), request.params.court, request.query.person),
  );

  app.get(
    '/courts/:court/teams',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Panels 合议庭 of a court',
        params: InCourt,
        response: answers({ 200: Type.Array(teamView) }),
      },
    },
    async (request) => listTeams(deps.court, actorOf(request), request.params.court),
  );

  app.post(
    '/courts/:court/teams',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Form a panel: one presiding, an odd number of three or more',
        params: InCourt,
        body: Type.Object(
          {
            name: Type.String({ minLength: 1, maxLength: 60 }),
            from: Day,
            to: optional(Day),
            members: Type.Array(
              Type.Object(
                {
                  seat: Type.Enum([...TEAM_SEATS]),
                  person: optional(Id),
                  name: optional(Type.String({ minLength: 1, maxLength: 60 })),
                },
                closed,
              ),
              { minItems: 1, maxItems: 20 },
            ),
          },
          closed,
        ),
        response: answers({ 201: Type.Object({ id: Id }, closed) }),
      },
    },
    async (request, reply) => {
      const given = { ...request.body, court: request.params.court };
      return reply.code(201).send(await makeTeam(deps.court, actorOf(request), given));
    },
  );

  app.post(
    '/courts/:court/teams/:id/end',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'End a panel',
        params: OfPerson,
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      await endTeam(deps.court, actorOf(request), request.params);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/courts/:court/staff-files/preview',
    {
      config: SESSION,
      bodyLimit: FILE_BYTES * 2,
      schema: {
        tags,
        summary: 'What a file of people (CSV) would do; changes nothing',
        params: InCourt,
        body: Type.Object({ csv: Csv }, closed),
        response: answers({ 200: staffFile }),
      },
    },
    async (request) =>
      previewPeople(deps.court, actorOf(request), { ...request.body, court: request.params.court }),
  );

  app.post(
    '/courts/:court/staff-files',
    {
      config: SESSION,
      bodyLimit: FILE_BYTES * 2,
      schema: {
        tags,
        summary: 'Take a file of people, whole or not at all',
        params: InCourt,
        body: Type.Object({ csv: Csv, reason: Reason }, closed),
        response: answers({ 201: staffFile }),
      },
    },
    async (request, reply) => {
      const given = { ...request.body, court: request.params.court };
      return reply.code(201).send(await applyPeople(deps.court, actorOf(request), given));
    },
  );
}

/** Throws `INPUT_INVALID` for a day that is in no calendar. */
function dayOf(text: string): string {
  if (!isDay(text)) throw new CunzhengError('INPUT_INVALID', 'no such day');
  return text;
}

function lastMoment(day: string | undefined): number | undefined {
  return day === undefined ? undefined : endOf(dayOf(day));
}
