import {
  CATEGORIES,
  countUnread,
  isItOurs,
  listNotices,
  listUnread,
  noteRead,
  readNotice,
} from '@cunzheng/gateway';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { preferredLanguage } from '../errors/answer.ts';
import { strictly } from '../plugins/limits.ts';
import { actorOf } from '../plugins/session.ts';
import { answers } from '../schemas/answers.ts';
import { messageCheck, noticeView, unreadView } from '../schemas/notices.ts';
import { closed, Id } from '../schemas/parts.ts';
import { type App, PUBLIC, type RouteOptions, SESSION } from './typed.ts';

const tags = ['notices'];
const ById = Type.Object({ id: Id }, closed);
const languageOf = (request: FastifyRequest) =>
  preferredLanguage(request.headers['accept-language']);

/** What a person was told: his inbox of notices. */
export async function noticeRoutes(instance: FastifyInstance, { config, deps }: RouteOptions) {
  const app = instance as unknown as App;

  // Changes nothing; a POST so that what somebody got stands in no address.
  app.post(
    '/public/message-checks',
    {
      config: { ...PUBLIC, ...strictly(config) },
      schema: {
        tags: ['public'],
        summary: 'Whether a message is ours, by its sender and its check digits',
        body: Type.Object(
          {
            sender: Type.String({ minLength: 1, maxLength: 120 }),
            digits: Type.String({ minLength: 1, maxLength: 40 }),
          },
          closed,
        ),
        response: answers({ 200: messageCheck }),
      },
    },
    async (request) => isItOurs(deps.court, request.body),
  );

  app.get(
    '/unread-notices',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Of my courts: who has not read, in spite of every reminder',
        response: answers({ 200: Type.Array(unreadView) }),
      },
    },
    async (request) => listUnread(deps.court, actorOf(request)),
  );

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
