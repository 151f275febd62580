import { CATEGORIES, countUnread, listNotices, noteRead, readNotice } from '@cunzheng/gateway';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { preferredLanguage } from '../errors/answer.ts';
import { actorOf } from '../plugins/session.ts';
import { answers, Id } from '../schemas/answers.ts';
import { noticeView } from '../schemas/notices.ts';
import { type App, type RouteOptions, SESSION } from './typed.ts';

const closed = { additionalProperties: false } as const;
const tags = ['notices'];
const ById = Type.Object({ id: Id }, closed);
const languageOf = (request: FastifyRequest) =>
  preferredLanguage(request.headers['accept-language']);

/** What a person was told: his inbox of notices. */
export async function noticeRoutes(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;

  app.get(
    '/notices',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'My notices, unread first, 20 a page, in the asked language',
        querystring: Type.Object(
          {
            unread: Type.Optional(Type.Enum(['true'], { description: 'only those not read' })),
            category: Type.Optional(Type.Enum([...CATEGORIES])),
            page: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,3}$' })),
          },
          closed,
        ),
        response: answers({
          200: Type.Object(
            {
              items: Type.Array(noticeView),
              total: Type.Integer(),
              unread: Type.Integer({ description: 'of all my notices' }),
            },
            closed,
          ),
        }),
      },
    },
    async (request) => {
      const { unread, category, page = '1' } = request.query;
      return listNotices(deps.court, actorOf(request), {
        unread: unread === 'true',
        ...(category === undefined ? {} : { category }),
        page: Number(page),
        language: languageOf(request),
      });
    },
  );

  app.get(
    '/notices/unread',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'How many of my notices are not read',
        response: answers({ 200: Type.Object({ unread: Type.Integer() }, closed) }),
      },
    },
    async (request) => ({ unread: await countUnread(deps.court, actorOf(request)) }),
  );

  app.get(
    '/notices/:id',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'One of my notices; reading it here does not note it as read',
        params: ById,
        response: answers({ 200: noticeView }),
      },
    },
    async (request) =>
      readNotice(deps.court, actorOf(request), {
        id: request.params.id,
        language: languageOf(request),
      }),
  );

  app.post(
    '/notices/:id/read',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'I have read it: noted once, with the time',
        params: ById,
        response: answers({ 200: noticeView }),
      },
    },
    async (request) =>
      noteRead(deps.court, actorOf(request), {
        id: request.params.id,
        language: languageOf(request),
      }),
  );
}
