import {
  confirmFact,
  confirmPhoneCode,
  meOf,
  openSession,
  sendPhoneCode,
  startAfresh,
} from '@cunzheng/gateway';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { strictly } from '../plugins/limits.ts';
import { placeOf, setSessionCookie } from '../plugins/session.ts';
import { answers, me } from '../schemas/answers.ts';
import { closed, Id } from '../schemas/parts.ts';
import { type App, PUBLIC, type RouteOptions } from './typed.ts';

const tags = ['session'];
const Challenge = Type.Object({ challengeId: Id }, closed);

/** Signing in by phone and code; a number that is new gets an account. */
export async function phoneRoutes(instance: FastifyInstance, { config, deps }: RouteOptions) {
  const app = instance as unknown as App;
  const strict = { ...PUBLIC, ...strictly(config) };
  const open = async (request: FastifyRequest, reply: FastifyReply, person: string) => {
    const how = { method: 'code', level: 'code', from: placeOf(request) } as const;
    const opened = await openSession(deps.court, person, how);
    setSessionCookie(reply, config, opened);
    return meOf(deps.court, opened.actor);
  };

  app.post(
    '/session/phone',
    {
      config: strict,
      schema: {
        tags,
        summary: 'Send a code to a phone; the same answer for a known and a new number',
        body: Type.Object({ mobile: Type.String({ minLength: 1, maxLength: 24 }) }, closed),
        response: answers({
          201: Type.Object(
            {
              challengeId: Id,
              demoCode: Type.Optional(Type.String({ description: 'in the demo only' })),
            },
            closed,
          ),
        }),
      },
    },
    async (request, reply) => {
      const { mobile } = request.body;
      const begun = await sendPhoneCode(deps.court, { mobile, origin: request.ip });
      return reply.code(201).send(begun);
    },
  );

  app.post(
    '/session/phone/confirm',
    {
      config: strict,
      schema: {
        tags,
        summary: 'Sign in or register with the code; 202 where one more fact is needed',
        body: Type.Object(
          { challengeId: Id, code: Type.String({ minLength: 1, maxLength: 12 }) },
          closed,
        ),
        response: answers({
          200: me,
          202: Type.Object({ needs: Type.Enum(['documentEnd']) }, closed),
        }),
      },
    },
    async (request, reply) => {
      const { challengeId, code } = request.body;
      const outcome = await confirmPhoneCode(deps.court, challengeId, code);
      if ('needs' in outcome) return reply.code(202).send(outcome);
      return reply.code(200).send(await open(request, reply, outcome.person));
    },
  );

  app.post(
    '/session/phone/fact',
    {
      config: strict,
      schema: {
        tags,
        summary: 'The last four characters of the document number, after the code',
        body: Type.Object(
          { challengeId: Id, end: Type.String({ minLength: 1, maxLength: 8 }) },
          closed,
        ),
        response: answers({ 200: me }),
      },
    },
    async (request, reply) => {
      const { challengeId, end } = request.body;
      const { person } = await confirmFact(deps.court, challengeId, end);
      return open(request, reply, person);
    },
  );

  app.post(
    '/session/phone/afresh',
    {
      config: strict,
      schema: {
        tags,
        summary: 'The number is mine now, the account under it is not: begin a new one',
        body: Challenge,
        response: answers({ 200: me }),
      },
    },
    async (request, reply) => {
      const { person } = await startAfresh(deps.court, request.body.challengeId);
      return open(request, reply, person);
    },
  );
}
