import {
  actingFor,
  decideClaim,
  endClaim,
  listMyClaims,
  listWaitingClaims,
  MANDATE_SCOPES,
  makeClaim,
  type NewClaim,
  putClaimPhoto,
  readClaim,
  readClaimPhoto,
} from '@cunzheng/gateway';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { actorOf } from '../plugins/session.ts';
import { answers, fileAnswer } from '../schemas/answers.ts';
import { acting, claim } from '../schemas/claims.ts';
import { closed, Id } from '../schemas/parts.ts';
import { bytesOf, PHOTO_BODY_BYTES, PHOTO_TYPES, takePhotos } from './proofing.ts';
import { type App, type RouteOptions, SESSION } from './typed.ts';

const tags = ['claims'];
const ById = Type.Object({ id: Id }, closed);
const Words = Type.String({ minLength: 1, maxLength: 200 });
const Code = Type.String({ minLength: 1, maxLength: 8 });
const Day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });
const Said = Type.Union([
  Type.Object(
    { kind: Type.Literal('organisation'), court: Code, name: Words, code: Words, legalName: Words },
    closed,
  ),
  Type.Object(
    {
      kind: Type.Literal('agent'),
      code: Words,
      scope: Type.Enum([...MANDATE_SCOPES]),
      from: Day,
      to: Day,
    },
    closed,
  ),
  Type.Object(
    {
      kind: Type.Literal('lawyer'),
      court: Code,
      licence: Words,
      firm: Words,
      to: Type.Optional(Day),
    },
    closed,
  ),
]);

/** In what capacity somebody acts, and the clerk's look at it. */
export async function claimRoutes(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;
  takePhotos(instance);

  app.get(
    '/claims',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'My organisations, mandates and licences, and the agents of my organisations',
        response: answers({ 200: Type.Array(claim) }),
      },
    },
    async (request) => listMyClaims(deps.court, actorOf(request)),
  );

  app.get(
    '/claims/waiting',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'What waits in my courts, the longest overdue first',
        response: answers({ 200: Type.Array(claim) }),
      },
    },
    async (request) => listWaitingClaims(deps.court, actorOf(request)),
  );

  app.get(
    '/acting-for',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Organisations that I may act for today',
        response: answers({ 200: Type.Array(acting) }),
      },
    },
    async (request) => actingFor(deps.court, actorOf(request)),
  );

  app.post(
    '/claims',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Say that I registered an organisation, act for one, or am a lawyer',
        body: Said,
        response: answers({ 201: claim }),
      },
    },
    async (request, reply) =>
      reply.code(201).send(await makeClaim(deps.court, actorOf(request), request.body as NewClaim)),
  );

  app.get(
    '/claims/:id',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'One claim with everything that was said; a clerk’s reading is noted',
        params: ById,
        response: answers({ 200: claim }),
      },
    },
    async (request) => readClaim(deps.court, actorOf(request), request.params.id),
  );

  app.put(
    '/claims/:id/photo',
    {
      config: SESSION,
      bodyLimit: PHOTO_BODY_BYTES,
      schema: {
        tags,
        summary: 'The photograph of its paper, as the body; then it waits for a clerk',
        params: ById,
        response: answers({ 200: claim }),
      },
    },
    async (request) =>
      putClaimPhoto(deps.court, actorOf(request), request.params.id, bytesOf(request)),
  );

  app.get(
    '/claims/:id/photo',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'The photograph of its paper',
        params: ById,
        response: answers({ 200: fileAnswer(...PHOTO_TYPES) }),
      },
    },
    async (request, reply) => {
      const { type, bytes } = await readClaimPhoto(deps.court, actorOf(request), request.params.id);
      return reply.type(type).send(Buffer.from(bytes));
    },
  );

  app.post(
    '/claims/:id/end',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'End it at once: my own, or an agent’s of my organisation',
        params: ById,
        response: answers({ 200: claim }),
      },
    },
    async (request) => endClaim(deps.court, actorOf(request), request.params.id),
  );

  app.post(
    '/claims/:id/decision',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Approve, or refuse with a reason; once',
        params: ById,
        body: Type.Object(
          { decision: Type.Enum(['approved', 'refused']), words: Type.Optional(Words) },
          closed,
        ),
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      await decideClaim(deps.court, actorOf(request), request.params.id, request.body);
      return reply.code(204).send(null);
    },
  );
}
