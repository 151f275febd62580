import { Readable } from 'node:stream';
import {
  askErasure,
  cancelErasure,
  decideErasure,
  exportMyData,
  listErasures,
  readMyErasure,
  readRetention,
} from '@cunzheng/gateway';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { actorOf } from '../plugins/session.ts';
import { answers, fileAnswer } from '../schemas/answers.ts';
import { closed, Id } from '../schemas/parts.ts';
import { erasure, retentionLine, waitingErasure } from '../schemas/personal-data.ts';
import { disposition } from './files.ts';
import { type App, type RouteOptions, SESSION } from './typed.ts';

const tags = ['personal data'];

/** What the deployment holds about me: to take with me, to have erased, and how long it is kept. */
export async function personalDataRoutes(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;

  app.get(
    '/account/export',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Everything that is held about me, as a ZIP; needs a fresh sign-in',
        response: answers({ 200: fileAnswer('application/zip') }),
      },
    },
    async (request, reply) => {
      const file = await exportMyData(deps.court, actorOf(request));
      return reply
        .type(file.type)
        .header('content-disposition', disposition('attachment', file.name))
        .header('cache-control', 'private, no-store')
        .send(Readable.from(file.stream, { objectMode: false }));
    },
  );

  app.get(
    '/account/erasure',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Where my request to be erased stands',
        response: answers({ 200: erasure }),
      },
    },
    async (request) => readMyErasure(deps.court, actorOf(request)),
  );

  app.post(
    '/account/erasure',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Ask for the erasure of my account and my data; needs a fresh sign-in',
        response: answers({ 201: erasure }),
      },
    },
    async (request, reply) => reply.code(201).send(await askErasure(deps.court, actorOf(request))),
  );

  app.delete(
    '/account/erasure',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Take my request back',
        response: answers({ 200: erasure }),
      },
    },
    async (request) => cancelErasure(deps.court, actorOf(request)),
  );

  app.get(
    '/erasures',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Requests to be erased that wait for the courts I administer',
        response: answers({ 200: Type.Array(waitingErasure) }),
      },
    },
    async (request) => listErasures(deps.court, actorOf(request)),
  );

  app.post(
    '/erasures/:id/decision',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Approve or refuse, for one court; a refusal has a reason',
        params: Type.Object({ id: Id }, closed),
        body: Type.Object(
          {
            court: Type.String({ minLength: 1, maxLength: 8 }),
            decision: Type.Enum(['approved', 'refused']),
            words: Type.Optional(Type.String({ maxLength: 400 })),
          },
          closed,
        ),
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await decideErasure(deps.court, actorOf(request), { id, ...request.body });
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/retention',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'What is deleted after how long, and how much of it is due now; deletes nothing',
        response: answers({ 200: Type.Array(retentionLine) }),
      },
    },
    async (request) => readRetention(deps.court, actorOf(request)),
  );
}
