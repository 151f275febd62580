import { askRelief, decideRelief, listRelief, withdrawRelief } from '@cunzheng/gateway';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { actorOf } from '../plugins/session.ts';
import { answers } from '../schemas/answers.ts';
import { closed } from '../schemas/parts.ts';
import { ReliefKindName, reliefView } from '../schemas/payments.ts';
import { ById } from './filings.ts';
import { Words } from './payments.ts';
import { type App, type RouteOptions, SESSION } from './typed.ts';

const tags = ['payments'];
const Decision = Type.Union(
  [
    Type.Object({ grant: Type.Literal('waived'), words: Words }, closed),
    Type.Object(
      {
        grant: Type.Literal('reduced'),
        percent: Type.Integer({ minimum: 1, maximum: 99, description: 'how much less' }),
        words: Words,
      },
      closed,
    ),
    Type.Object(
      {
        grant: Type.Literal('deferred'),
        untilDay: Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }),
        words: Words,
      },
      closed,
    ),
    Type.Object({ words: Words }, closed),
  ],
  { description: 'without `grant` it is refused' },
);

/** 司法救助 缓减免: asked for by who files, decided by a judge before the case has its number. */
export async function reliefRoutes(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;

  app.get(
    '/filings/:id/relief',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Applications for relief from the fee; an official’s reading is noted',
        params: ById,
        response: answers({ 200: Type.Array(reliefView) }),
      },
    },
    async (request) => listRelief(deps.court, actorOf(request), request.params.id),
  );

  app.post(
    '/filings/:id/relief',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Ask to pay later, less or nothing, with the grounds',
        params: ById,
        body: Type.Object({ wanted: ReliefKindName, words: Words }, closed),
        response: answers({ 201: reliefView }),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const asked = await askRelief(deps.court, actorOf(request), id, request.body);
      return reply.code(201).send(asked);
    },
  );

  app.delete(
    '/relief/:id',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Ask for it no more',
        params: ById,
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      await withdrawRelief(deps.court, actorOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/relief/:id/decision',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Grant it, another kind of it, or refuse it, with the reason',
        params: ById,
        body: Type.Object({ decision: Decision }, closed),
        response: answers({ 200: reliefView }),
      },
    },
    async (request) =>
      decideRelief(deps.court, actorOf(request), request.params.id, request.body.decision),
  );
}
