import {
  addBrowser,
  addMail,
  beginWechat,
  bindWechat,
  CATEGORIES,
  CHANNELS,
  choosePreferences,
  confirmMail,
  readPreferences,
  removeAddress,
} from '@cunzheng/gateway';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { preferredLanguage } from '../errors/answer.ts';
import { strictly } from '../plugins/limits.ts';
import { nonceCookie } from '../plugins/nonce-cookie.ts';
import { actorOf } from '../plugins/session.ts';
import { answers } from '../schemas/answers.ts';
import { noticePreferences } from '../schemas/notices.ts';
import { closed, Id } from '../schemas/parts.ts';
import { type App, type RouteOptions, SESSION } from './typed.ts';

const cookie = nonceCookie('wechat');
const tags = ['notices'];
const good = answers({ 200: noticePreferences });
const Secret = Type.String({ minLength: 1, maxLength: 128 });

/** How a person is told: channels, addresses, choices. */
export async function noticePreferenceRoutes(
  instance: FastifyInstance,
  { config, deps }: RouteOptions,
) {
  const app = instance as unknown as App;
  const strict = { ...SESSION, ...strictly(config) };

  app.get(
    '/notice-preferences',
    { config: SESSION, schema: { tags, summary: 'How I am told', response: good } },
    async (request) => readPreferences(deps.court, actorOf(request)),
  );

  app.put(
    '/notice-preferences',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Choose how I am told; what is not named stays',
        body: Type.Object(
          {
            language: Type.Optional(Type.Enum(['zh-CN', 'en'])),
            choices: Type.Array(
              Type.Object(
                {
                  category: Type.Enum([...CATEGORIES]),
                  channel: Type.Enum([...CHANNELS]),
                  wanted: Type.Boolean(),
                },
                closed,
              ),
              { maxItems: CATEGORIES.length * CHANNELS.length },
            ),
          },
          closed,
        ),
        response: good,
      },
    },
    async (request) => choosePreferences(deps.court, actorOf(request), request.body),
  );

  app.post(
    '/notice-preferences/mails',
    {
      config: strict,
      schema: {
        tags,
        summary: 'Be told by mail: a mail with a link goes to the address',
        body: Type.Object({ address: Type.String({ minLength: 3, maxLength: 254 }) }, closed),
        response: good,
      },
    },
    async (request) => {
      const language = preferredLanguage(request.headers['accept-language']);
      return addMail(deps.court, actorOf(request), { ...request.body, language });
    },
  );

  app.post(
    '/notice-preferences/mails/:id/confirmation',
    {
      config: strict,
      schema: {
        tags,
        summary: 'The link of that mail was opened by me',
        params: Type.Object({ id: Id }, closed),
        body: Type.Object({ proof: Secret }, closed),
        response: good,
      },
    },
    async (request) =>
      confirmMail(deps.court, actorOf(request), { ...request.params, ...request.body }),
  );

  app.post(
    '/notice-preferences/browsers',
    {
      config: strict,
      schema: {
        tags,
        summary: 'Be told in this browser (web push)',
        body: Type.Object(
          { endpoint: Type.String({ maxLength: 1000 }), p256dh: Secret, auth: Secret },
          closed,
        ),
        response: good,
      },
    },
    async (request) => addBrowser(deps.court, actorOf(request), request.body),
  );

  app.delete(
    '/notice-preferences/addresses/:id',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Take a mail address, a WeChat or a browser of mine away',
        params: Type.Object({ id: Id }, closed),
        response: good,
      },
    },
    async (request) => removeAddress(deps.court, actorOf(request), request.params.id),
  );

  app.post(
    '/wechat/begin',
    {
      config: strict,
      schema: {
        tags,
        summary: 'Where to send the browser to bind WeChat; it keeps a cookie until it is back',
        response: answers({ 200: Type.Object({ address: Type.String() }, closed) }),
      },
    },
    async (_request, reply) => {
      const { address, nonce } = beginWechat(deps.court);
      cookie.keep(reply, config, nonce);
      return { address };
    },
  );

  app.post(
    '/wechat/binding',
    {
      config: strict,
      schema: {
        tags,
        summary: 'Bind the WeChat that came back to this browser',
        body: Type.Object({ code: Secret, state: Secret }, closed),
        response: good,
      },
    },
    async (request, reply) => {
      const nonce = cookie.take(request, reply);
      return bindWechat(deps.court, actorOf(request), { ...request.body, nonce });
    },
  );
}
