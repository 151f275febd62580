import {
  beginWechatSignIn,
  confirmWechatFact,
  finishWechatSignIn,
  meOf,
  offersUnified,
  offersWechat,
  openSession,
} from '@cunzheng/gateway';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { strictly } from '../plugins/limits.ts';
import { nonceCookie } from '../plugins/nonce-cookie.ts';
import { placeOf, setSessionCookie } from '../plugins/session.ts';
import { answers, me } from '../schemas/answers.ts';
import { closed } from '../schemas/parts.ts';
import { type App, PUBLIC, type RouteOptions } from './typed.ts';

const tags = ['session'];
const Secret = Type.String({ minLength: 1, maxLength: 128 });
const cookie = nonceCookie('session/wechat');

/** Signing in by a WeChat that the person bound to his account. */
export async function wechatSignInRoutes(
  instance: FastifyInstance,
  { config, deps }: RouteOptions,
) {
  const app = instance as unknown as App;
  const strict = { ...PUBLIC, ...strictly(config) };
  const open = async (request: FastifyRequest, reply: FastifyReply, person: string) => {
    const how = { method: 'wechat', level: 'code', from: placeOf(request) } as const;
    const opened = await openSession(deps.court, person, how);
    setSessionCookie(reply, config, opened);
    return meOf(deps.court, opened.actor);
  };

  app.get(
    '/session/ways',
    {
      config: PUBLIC,
      schema: {
        tags,
        summary: 'Ways to sign in that this deployment offers besides phone and passkey',
        response: answers({
          200: Type.Object({ wechat: Type.Boolean(), unified: Type.Boolean() }, closed),
        }),
      },
    },
    async () => ({ wechat: offersWechat(deps.court), unified: offersUnified(deps.court) }),
  );

  app.post(
    '/session/wechat/begin',
    {
      config: strict,
      schema: {
        tags,
        summary:
          'Where to send the browser to sign in by WeChat; it keeps a cookie until it is back',
        response: answers({ 200: Type.Object({ address: Type.String() }, closed) }),
      },
    },
    async (_request, reply) => {
      const { address, nonce } = await beginWechatSignIn(deps.court);
      cookie.keep(reply, config, nonce);
      return { address };
    },
  );

  app.post(
    '/session/wechat',
    {
      config: strict,
      schema: {
        tags,
        summary: 'Sign in with what WeChat sent back; 202 where one more fact is needed',
        body: Type.Object({ code: Secret, state: Secret }, closed),
        response: answers({
          200: me,
          202: Type.Object({ needs: Type.Enum(['documentEnd']), ceremony: Secret }, closed),
        }),
      },
    },
    async (request, reply) => {
      const nonce = cookie.take(request, reply);
      const outcome = await finishWechatSignIn(deps.court, { ...request.body, nonce });
      if ('needs' in outcome) return reply.code(202).send(outcome);
      return reply.code(200).send(await open(request, reply, outcome.person));
    },
  );

  app.post(
    '/session/wechat/fact',
    {
      config: strict,
      schema: {
        tags,
        summary: 'The last four characters of the document number, after WeChat',
        body: Type.Object(
          { ceremony: Secret, end: Type.String({ minLength: 1, maxLength: 8 }) },
          closed,
        ),
        response: answers({ 200: me }),
      },
    },
    async (request, reply) => {
      const { ceremony, end } = request.body;
      const { person } = await confirmWechatFact(deps.court, ceremony, end);
      return open(request, reply, person);
    },
  );
}
