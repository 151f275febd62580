import { parseDigest } from '@cunzheng/domain';
import { lookUpByDigest, lookUpByNumber } from '@cunzheng/gateway';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { preferredLanguage } from '../errors/answer.ts';
import { strictly } from '../plugins/limits.ts';
import { answers, publicDocument } from '../schemas/answers.ts';
import { closed } from '../schemas/parts.ts';
import { networkView } from './network-view.ts';
import { type App, PUBLIC, type RouteOptions } from './typed.ts';

const tags = ['public'];

/** What anyone may ask without signing in. */
export async function publicRoutes(instance: FastifyInstance, { config, deps }: RouteOptions) {
  const app = instance as unknown as App;
  const strict = { ...PUBLIC, ...strictly(config) };

  // Changes nothing, but the code is a secret of whoever holds the paper: logs on the way keep addresses, not bodies.
  app.post(
    '/public/documents',
    {
      config: strict,
      schema: {
        tags,
        summary: 'An issued document by its number and printed code',
        description:
          'Changes nothing; a POST so that the code stands in no address. A wrong number and a wrong code get the same answer.',
        body: Type.Object(
          {
            number: Type.String({ minLength: 1, maxLength: 64 }),
            code: Type.String({ minLength: 1, maxLength: 64 }),
          },
          closed,
        ),
        response: answers({ 200: publicDocument }),
      },
    },
    async (request) => lookUpByNumber(deps.court, request.body.number, request.body.code),
  );

  app.get(
    '/public/digests/:sha256',
    {
      config: strict,
      schema: {
        tags,
        summary: 'Whether a document with this SHA-256 (hex or base64url) was issued',
        params: Type.Object({ sha256: Type.String({ maxLength: 128 }) }, closed),
        response: answers({
          200: Type.Object(
            { found: Type.Boolean(), document: Type.Optional(publicDocument) },
            closed,
          ),
        }),
      },
    },
    async (request) => lookUpByDigest(deps.court, parseDigest(request.params.sha256)),
  );

  app.get(
    '/public/trust',
    {
      config: PUBLIC,
      schema: { tags, summary: 'The trust file: the courts’ keys, for checking without a network' },
    },
    async (_request, reply) =>
      reply
        .type('application/json; charset=utf-8')
        .header('content-disposition', 'attachment; filename="trust.json"')
        .send(deps.trustText),
  );

  app.get(
    '/limits',
    {
      config: PUBLIC,
      schema: {
        tags,
        summary: 'What may be uploaded',
        response: answers({
          200: Type.Object(
            { documentBytes: Type.Integer(), types: Type.Array(Type.String()) },
            closed,
          ),
        }),
      },
    },
    async () => ({ documentBytes: config.maxDocumentBytes, types: ['application/pdf'] }),
  );

  app.get(
    '/network',
    {
      config: PUBLIC,
      schema: {
        tags,
        summary: 'Ledger, log, members, newest checkpoint',
        response: answers({ 200: NetworkSchema }),
      },
    },
    async (request) =>
      networkView(config, deps, preferredLanguage(request.headers['accept-language'])),
  );
}

const NetworkSchema = Type.Object(
  {
    mode: Type.Enum(['demo', 'production']),
    network: Type.String(),
    channel: Type.String(),
    origin: Type.String(),
    custody: Type.String(),
    fingerprint: Type.String(),
    edition: Type.Integer(),
    members: Type.Array(
      Type.Object(
        {
          id: Type.String(),
          name: Type.String(),
          courts: Type.Array(Type.Object({ code: Type.String(), name: Type.String() }, closed)),
        },
        closed,
      ),
    ),
    height: Type.Integer(),
    logSize: Type.Integer(),
    provenSize: Type.Integer(),
    checkpoint: Type.Optional(
      Type.Object(
        {
          size: Type.Integer(),
          root: Type.String(),
          cosigners: Type.Array(
            Type.Object(
              {
                member: Type.String(),
                name: Type.String(),
                time: Type.String({ format: 'date-time' }),
              },
              closed,
            ),
          ),
        },
        closed,
      ),
    ),
    alarms: Type.Array(Type.String()),
    hotline: Type.String(),
  },
  closed,
);
