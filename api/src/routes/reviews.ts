import {
  decideReview,
  listReviews,
  MAX_REVIEW_WORDS,
  type ReviewDecision,
  readReview,
  readReviewPhoto,
} from '@cunzheng/gateway';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { actorOf } from '../plugins/session.ts';
import { Reasons, review, reviewLine, Side } from '../schemas/accounts.ts';
import { answers, fileAnswer } from '../schemas/answers.ts';
import { closed, Id } from '../schemas/parts.ts';
import { PHOTO_TYPES } from './proofing.ts';
import { type App, type RouteOptions, SESSION } from './typed.ts';

const tags = ['reviews'];
const ById = Type.Object({ id: Id }, closed);
const Decision = Type.Union([
  Type.Object(
    { decision: Type.Literal('approved'), attended: Type.Optional(Type.Boolean()) },
    closed,
  ),
  Type.Object({ decision: Type.Literal('returned'), reasons: Reasons }, closed),
  Type.Object(
    {
      decision: Type.Literal('refused'),
      words: Type.String({ minLength: 1, maxLength: 4 * MAX_REVIEW_WORDS }),
    },
    closed,
  ),
]);

/** What machines left to people: a clerk's queue of identities to look at. */
export async function reviewRoutes(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;

  app.get(
    '/reviews',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'What waits in my courts, the longest overdue first',
        response: answers({ 200: Type.Array(reviewLine) }),
      },
    },
    async (request) => listReviews(deps.court, actorOf(request)),
  );

  app.get(
    '/reviews/:id',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'One item with its fields; the reading is noted',
        params: ById,
        response: answers({ 200: review }),
      },
    },
    async (request) => readReview(deps.court, actorOf(request), request.params.id),
  );

  app.get(
    '/reviews/:id/photos/:side',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'A photograph of an item that waits; the reading is noted',
        params: Type.Object({ id: Id, side: Side }, closed),
        response: answers({ 200: fileAnswer(...PHOTO_TYPES) }),
      },
    },
    async (request, reply) => {
      const { id, side } = request.params;
      const { type, bytes } = await readReviewPhoto(deps.court, actorOf(request), id, side);
      return reply.type(type).send(Buffer.from(bytes));
    },
  );

  app.post(
    '/reviews/:id/decision',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Approve, ask for corrections field by field, or refuse with a reason; once',
        params: ById,
        body: Decision,
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      const said = request.body as ReviewDecision;
      await decideReview(deps.court, actorOf(request), request.params.id, said);
      return reply.code(204).send(null);
    },
  );
}
