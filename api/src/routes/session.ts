import {
  beginSignIn,
  confirmSignIn,
  demoPeople,
  endSession,
  keepSession,
  meOf,
  ROLES,
} from '@cunzheng/gateway';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { strictly } from '../plugins/limits.ts';
import { actorOf, placeOf, SESSION_COOKIE, setSessionCookie } from '../plugins/session.ts';
import { answers, me } from '../schemas/answers.ts';
import { closed, Id } from '../schemas/parts.ts';
import { type App, DEMO, type RouteOptions, SESSION } from './typed.ts';

const Account = Type.String({ minLength: 1, maxLength: 64 });
const tags = ['session'];

/** Signing in and out. */
export async function sessionRoutes(instance: FastifyInstance, { config, deps }: RouteOptions) {
  const app = instance as unknown as App;
  const strict = { ...DEMO, ...strictly(config) };

  app.get(
    '/demo/people',
    {
      config: DEMO,
      schema: {
        tags,
        summary: 'People to try the demo with; 404 in production',
        response: answers({ 200: Type.Array(DemoPersonSchema) }),
      },
    },
    async () => demoPeople(deps.court),
  );

  app.post(
    '/session',
    {
      config: strict,
      schema: {
        tags,
        summary:
          'Begin to sign in as a person of the demo; the code is shown on screen; 404 in production',
        body: Type.Object({ account: Account }, closed),
        response: answers({
          201: Type.Object({ challengeId: Id, demoCode: Type.String() }, closed),
        }),
      },
    },
    async (request, reply) => {
      return reply.code(201).send(await beginSignIn(deps.court, request.body.account));
    },
  );

  app.post(
    '/session/confirm',
    {
      config: strict,
      schema: {
        tags,
        summary: 'Sign in with the code on the screen; sets the session cookie; 404 in production',
        body: Type.Object(
          { challengeId: Id, code: Type.String({ minLength: 1, maxLength: 12 }) },
          closed,
        ),
        response: answers({ 200: me }),
      },
    },
    async (request, reply) => {
      const { challengeId, code } = request.body;
      const opened = await confirmSignIn(deps.court, challengeId, code, placeOf(request));
      setSessionCookie(reply, config, opened);
      return meOf(deps.court, opened.actor);
    },
  );

  app.get(
    '/session',
    {
      config: SESSION,
      schema: { tags, summary: 'Who is signed in', response: answers({ 200: me }) },
    },
    async (request) => meOf(deps.court, actorOf(request)),
  );

  app.post(
    '/session/keep',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Stay signed in: the idle time begins anew',
        response: answers({ 200: me }),
      },
    },
    async (request) => {
      const actor = actorOf(request);
      return meOf(deps.court, { ...actor, session: await keepSession(deps.court, actor) });
    },
  );

  app.delete(
    '/session',
    {
      config: SESSION,
      schema: { tags, summary: 'Sign out', response: answers({ 204: Type.Null() }) },
    },
    async (request, reply) => {
      await endSession(deps.court, request.cookies[SESSION_COOKIE] as string);
      reply.clearCookie(SESSION_COOKIE, { path: '/' });
      return reply.code(204).send(null);
    },
  );
}

const DemoPersonSchema = Type.Object(
  {
    account: Type.String(),
    name: Type.String(),
    role: Type.Enum([...ROLES]),
    roleName: Type.String(),
    court: Type.Optional(Type.Object({ code: Type.String(), name: Type.String() }, closed)),
    hint: Type.String(),
  },
  closed,
);
