import {
  endHelping,
  listHelpedServices,
  listHelping,
  makeHelperCode,
  makeHelperCodeFor,
  takeHelperCode,
} from '@cunzheng/gateway';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { strictly } from '../plugins/limits.ts';
import { actorOf } from '../plugins/session.ts';
import { answers, serviceView } from '../schemas/answers.ts';
import { helperCode, helping } from '../schemas/helping.ts';
import { closed, Id } from '../schemas/parts.ts';
import { type App, type RouteOptions, SESSION } from './typed.ts';

const tags = ['helpers'];
const ById = Type.Object({ id: Id }, closed);

/** Somebody helps for a while, in what he is let do. Steps of the registration are their own routes, with a header. */
export async function helperRoutes(instance: FastifyInstance, { config, deps }: RouteOptions) {
  const app = instance as unknown as App;

  app.get(
    '/helping',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Who helps me, with what he did, and whom I help',
        response: answers({ 200: Type.Array(helping) }),
      },
    },
    async (request) => listHelping(deps.court, actorOf(request)),
  );

  app.post(
    '/helping/codes',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'A code for who helps me; works once, ten minutes long',
        body: Type.Object({}, closed),
        response: answers({ 201: helperCode }),
      },
    },
    async (request, reply) =>
      reply.code(201).send(await makeHelperCode(deps.court, actorOf(request))),
  );

  app.post(
    '/helping/codes-for',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'A clerk makes it for somebody at the hotline',
        body: Type.Object({ mobile: Type.String({ minLength: 1, maxLength: 24 }) }, closed),
        response: answers({ 201: helperCode }),
      },
    },
    async (request, reply) =>
      reply.code(201).send(await makeHelperCodeFor(deps.court, actorOf(request), request.body)),
  );

  app.post(
    '/helping',
    {
      config: { ...SESSION, ...strictly(config) },
      schema: {
        tags,
        summary: 'I help: the code that was read out to me',
        body: Type.Object({ code: Type.String({ minLength: 1, maxLength: 12 }) }, closed),
        response: answers({ 201: Type.Object({ id: Id }, closed) }),
      },
    },
    async (request, reply) =>
      reply.code(201).send(await takeHelperCode(deps.court, actorOf(request), request.body.code)),
  );

  app.post(
    '/helping/:id/end',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'End it at once',
        params: ById,
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      await endHelping(deps.court, actorOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/helping/:id/services',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'The list of papers of whom I help; noted',
        params: ById,
        response: answers({ 200: Type.Array(serviceView) }),
      },
    },
    async (request) => listHelpedServices(deps.court, actorOf(request), request.params.id),
  );
}
