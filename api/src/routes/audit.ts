import { AUDIT_ACTS, listAudit, listReadsOfMine, readAuditProof } from '@cunzheng/gateway';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { actorOf } from '../plugins/session.ts';
import { answers, fileAnswer } from '../schemas/answers.ts';
import { auditPage } from '../schemas/audit.ts';
import { closed, Id, Page, RecordIdText, Time } from '../schemas/parts.ts';
import { disposition } from './files.ts';
import { type App, type RouteOptions, SESSION } from './typed.ts';

const tags = ['audit'];

/** The log of reads and denials: for administrators whole, for everyone what concerns him. */
export async function auditRoutes(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;

  app.get(
    '/audit',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Reads and denials in the courts that I administer, newest first, 20 a page',
        querystring: Type.Object(
          {
            court: Type.Optional(Type.String({ maxLength: 8 })),
            act: Type.Optional(Type.Enum([...AUDIT_ACTS])),
            actor: Type.Optional(Id),
            from: Type.Optional(Time),
            to: Type.Optional(Time),
            page: Page,
          },
          closed,
        ),
        response: answers({ 200: auditPage }),
      },
    },
    async (request) => {
      const { page = '1', ...search } = request.query;
      return listAudit(deps.court, actorOf(request), { ...search, page: Number(page) });
    },
  );

  app.get(
    '/me/reads',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'What officials read of me and of my cases, newest first, 20 a page',
        querystring: Type.Object({ page: Page }, closed),
        response: answers({ 200: auditPage }),
      },
    },
    async (request) =>
      listReadsOfMine(deps.court, actorOf(request), Number(request.query.page ?? '1')),
  );

  app.get(
    '/audit/:id/proof',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'The proof of one entry, for administrators and whom it concerns',
        params: Type.Object({ id: RecordIdText }, closed),
        response: answers({ 200: fileAnswer('application/json') }),
      },
    },
    async (request, reply) => {
      const file = await readAuditProof(deps.court, actorOf(request), request.params.id);
      return reply
        .type(file.type)
        .header('content-disposition', disposition('attachment', file.name))
        .send(file.bytes);
    },
  );
}
