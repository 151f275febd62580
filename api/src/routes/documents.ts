import {
  demandDrafting,
  draftDocument,
  listUnserved,
  MAX_KIND_CHARACTERS,
  MAX_RECIPIENTS,
  MAX_TITLE_CHARACTERS,
  prepareIssue,
  readDocument,
  readDocumentFile,
  sendServices,
  withdrawDraft,
} from '@cunzheng/gateway';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { actorOf } from '../plugins/session.ts';
import {
  answers,
  documentView,
  fileAnswer,
  serviceView,
  signing,
  unservedDocument,
} from '../schemas/answers.ts';
import { closed, Id } from '../schemas/parts.ts';
import { sendPdf } from './files.ts';
import { type App, type RouteOptions, SESSION } from './typed.ts';
import { readUpload } from './upload.ts';

const ById = Type.Object({ id: Id }, closed);
const tags = ['court'];
export const Point = Type.String({
  minLength: 1,
  maxLength: 200,
  description: 'Public key: the 65 bytes of an uncompressed P-256 point, base64url',
});

/** Documents of one's court: draft, withdraw, issue, send, read. */
export async function documentRoutes(instance: FastifyInstance, { config, deps }: RouteOptions) {
  const app = instance as unknown as App;

  app.post(
    '/cases/:id/documents',
    {
      config: { ...SESSION, form: UploadForm },
      schema: {
        tags,
        summary:
          'Take in a PDF (multipart: title, kind, file); it is stamped, nothing is on chain yet',
        consumes: ['multipart/form-data'],
        params: ById,
        response: answers({ 201: documentView }),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await demandDrafting(deps.court, actorOf(request), id);
      const draft = await readUpload(request, config.maxDocumentBytes);
      const view = await draftDocument(deps.court, actorOf(request), id, draft);
      return reply.code(201).send(view);
    },
  );

  app.get(
    '/unserved',
    {
      config: SESSION,
      schema: {
        tags,
        summary:
          'Issued documents of my courts not sent to every party, longest issued first, 100 at most',
        response: answers({ 200: Type.Array(unservedDocument) }),
      },
    },
    async (request) => listUnserved(deps.court, actorOf(request)),
  );

  app.get(
    '/documents/:id',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'One document',
        params: ById,
        response: answers({ 200: documentView }),
      },
    },
    async (request) => readDocument(deps.court, actorOf(request), request.params.id),
  );

  app.delete(
    '/documents/:id',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Take a draft back',
        params: ById,
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      await withdrawDraft(deps.court, actorOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/documents/:id/file',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'The PDF',
        params: ById,
        response: answers({ 200: fileAnswer('application/pdf') }),
      },
    },
    async (request, reply) => {
      const file = await readDocumentFile(deps.court, actorOf(request), request.params.id);
      return sendPdf(reply, file);
    },
  );

  app.post(
    '/documents/:id/signing',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Prepare the issue: what is to be signed within ten minutes',
        params: ById,
        body: Type.Object({ point: Point }, closed),
        response: answers({ 201: signing }),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const prepared = await prepareIssue(deps.court, actorOf(request), id, request.body);
      return reply.code(201).send(prepared);
    },
  );

  app.post(
    '/documents/:id/services',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Send an issued document to parties of its case',
        params: ById,
        body: Type.Object(
          {
            recipients: Type.Array(Id, { minItems: 1, maxItems: MAX_RECIPIENTS }),
            channel: Type.String({ maxLength: 20 }),
          },
          closed,
        ),
        response: answers({ 201: Type.Array(serviceView) }),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const sent = await sendServices(deps.court, actorOf(request), id, request.body);
      return reply.code(201).send(sent);
    },
  );
}

const UploadForm = Type.Object({
  title: Type.String({ minLength: 1, maxLength: MAX_TITLE_CHARACTERS }),
  kind: Type.String({ minLength: 1, maxLength: MAX_KIND_CHARACTERS }),
  file: Type.Unsafe<unknown>({ type: 'string', format: 'binary', description: 'a PDF' }),
});
