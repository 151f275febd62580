import { ERROR_MESSAGES, isErrorCode } from '@cunzheng/domain';
import {
  checkIntegrity,
  listCases,
  listProblems,
  MAX_PARTIES,
  openCase,
  QUEUES,
  readCase,
} from '@cunzheng/gateway';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { preferredLanguage } from '../errors/answer.ts';
import { actorOf } from '../plugins/session.ts';
import {
  answers,
  caseSummary,
  caseView,
  integrity,
  problem,
  queueCounts,
} from '../schemas/answers.ts';
import { closed, Id } from '../schemas/parts.ts';
import { type App, type RouteOptions, SESSION } from './typed.ts';

const tags = ['court'];

/** Cases of one's court, and what in them needs somebody. */
export async function caseRoutes(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;

  app.get(
    '/cases',
    {
      config: SESSION,
      schema: {
        tags,
        summary:
          'Cases of my courts, 20 a page, all or one queue; in a queue the longest waiting first',
        querystring: Type.Object(
          {
            q: Type.Optional(Type.String({ maxLength: 100 })),
            page: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,4}$' })),
            queue: Type.Optional(
              Type.Enum([...QUEUES], {
                description: 'now: the court’s turn; waiting: somebody else’s; done: nobody’s',
              }),
            ),
          },
          closed,
        ),
        response: answers({
          200: Type.Object(
            { items: Type.Array(caseSummary), total: Type.Integer(), counts: queueCounts },
            closed,
          ),
        }),
      },
    },
    async (request) => {
      const { q, page = '1', queue } = request.query;
      return listCases(deps.court, actorOf(request), { q, page: Number(page), queue });
    },
  );

  app.post(
    '/cases',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Open a case of my court; parties by their accounts',
        body: Type.Object(
          {
            caseNumber: Type.String({ minLength: 1, maxLength: 64 }),
            title: Type.String({ minLength: 1, maxLength: 120 }),
            parties: Type.Array(
              Type.Object(
                {
                  account: Type.String({ minLength: 1, maxLength: 64 }),
                  side: Type.String({ minLength: 1, maxLength: 20 }),
                },
                closed,
              ),
              { minItems: 1, maxItems: MAX_PARTIES },
            ),
          },
          closed,
        ),
        response: answers({ 201: caseView }),
      },
    },
    async (request, reply) => {
      const opened = await openCase(deps.court, actorOf(request), request.body);
      return reply.code(201).send(opened);
    },
  );

  app.get(
    '/cases/:id',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'One case with parties and documents',
        params: Type.Object({ id: Id }, closed),
        response: answers({ 200: caseView }),
      },
    },
    async (request) => readCase(deps.court, actorOf(request), request.params.id),
  );

  app.get(
    '/integrity',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Tables and stored files compared with the ledger now, both ways',
        querystring: Type.Object({ case: Type.Optional(Id) }, closed),
        response: answers({ 200: integrity }),
      },
    },
    async (request) => checkIntegrity(deps.court, actorOf(request), request.query.case),
  );

  app.get(
    '/problems',
    {
      config: SESSION,
      schema: {
        tags,
        summary: '上链异常: records that the ledger refused',
        response: answers({ 200: Type.Array(problem) }),
      },
    },
    async (request) => {
      const language = preferredLanguage(request.headers['accept-language']);
      const problems = await listProblems(deps.court, actorOf(request));
      return problems.map((each) => {
        const code = isErrorCode(each.code) ? each.code : 'LEDGER_REFUSED';
        return { ...each, code, message: ERROR_MESSAGES[code][language] };
      });
    },
  );
}
