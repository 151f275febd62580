import { CAPACITIES } from '@cunzheng/domain';
import {
  listMyKeys,
  listMyServices,
  MAX_REASON_CHARACTERS,
  MAX_WITNESSES,
  openService,
  prepareReceipt,
  readService,
  readServiceFile,
  revokeMyKey,
} from '@cunzheng/gateway';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { actorOf } from '../plugins/session.ts';
import { answers, fileAnswer, keyView, serviceView, signing } from '../schemas/answers.ts';
import { closed, Id, RecordIdText } from '../schemas/parts.ts';
import { Point } from './documents.ts';
import { sendPdf } from './files.ts';
import { type App, type RouteOptions, SESSION } from './typed.ts';

const ById = Type.Object({ id: Id }, closed);
const tags = ['recipient'];

/** What a person was served: list, open, read, sign for; and the keys in his name. */
export async function serviceRoutes(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;

  app.get(
    '/services',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'My inbox, newest first; what is listed for the first time has arrived',
        response: answers({ 200: Type.Array(serviceView) }),
      },
    },
    async (request) => listMyServices(deps.court, actorOf(request)),
  );

  app.get(
    '/services/:id',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'One service',
        params: ById,
        response: answers({ 200: serviceView }),
      },
    },
    async (request) => readService(deps.court, actorOf(request), request.params.id),
  );

  app.post(
    '/services/:id/open',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Open the document; recorded once by the court’s system',
        params: ById,
        response: answers({ 200: serviceView }),
      },
    },
    async (request) => openService(deps.court, actorOf(request), request.params.id),
  );

  app.get(
    '/services/:id/file',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'The PDF, once opened',
        params: ById,
        response: answers({ 200: fileAnswer('application/pdf') }),
      },
    },
    async (request, reply) => {
      const file = await readServiceFile(deps.court, actorOf(request), request.params.id);
      return sendPdf(reply, file);
    },
  );

  app.post(
    '/services/:id/signing',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Prepare a receipt: what is to be signed within ten minutes',
        params: ById,
        body: Type.Object(
          {
            point: Point,
            event: Type.Enum(['signed', 'refused', 'objected', 'left']),
            capacity: Type.Optional(Type.Enum([...CAPACITIES])),
            witnesses: Type.Optional(
              Type.Array(Type.String({ maxLength: 80 }), { maxItems: MAX_WITNESSES }),
            ),
            reason: Type.Optional(Type.String({ maxLength: 4 * MAX_REASON_CHARACTERS })),
          },
          closed,
        ),
        response: answers({ 201: signing }),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const prepared = await prepareReceipt(deps.court, actorOf(request), id, request.body);
      return reply.code(201).send(prepared);
    },
  );

  app.get(
    '/me/keys',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Every signing key registered in my name',
        response: answers({ 200: Type.Array(keyView) }),
      },
    },
    async (request) => listMyKeys(deps.court, actorOf(request)),
  );

  app.post(
    '/me/keys/:recordId/revocation',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Revoke one of my keys for ever',
        params: Type.Object({ recordId: RecordIdText }, closed),
        response: answers({ 201: keyView }),
      },
    },
    async (request, reply) => {
      const { recordId } = request.params;
      return reply.code(201).send(await revokeMyKey(deps.court, actorOf(request), recordId));
    },
  );
}
