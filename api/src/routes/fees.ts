import { listFeeMatters, quoteFee } from '@cunzheng/gateway';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { answers } from '../schemas/answers.ts';
import { FEE_CHOICES, feeAnswer, feeMatterView } from '../schemas/fees.ts';
import { closed } from '../schemas/parts.ts';
import { type App, PUBLIC, type RouteOptions } from './typed.ts';

const tags = ['fees'];

const Question = Type.Object(
  {
    ...FEE_CHOICES,
    court: Type.Optional(Type.String({ minLength: 1, maxLength: 8, description: '法院代字' })),
    day: Type.Optional(Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' })),
  },
  closed,
);

/** What a matter costs, for everyone: nothing is kept of what was asked. */
export async function feeRoutes(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;

  app.get(
    '/fees/matters',
    {
      config: PUBLIC,
      schema: {
        tags,
        summary: 'Matters that have a fee, or none, and what may be said of each',
        response: answers({ 200: Type.Array(feeMatterView) }),
      },
    },
    async () => listFeeMatters(),
  );

  // Changes nothing, but what somebody claims is his own matter: logs on the way keep addresses, not bodies.
  app.post(
    '/fees/quote',
    {
      config: PUBLIC,
      schema: {
        tags,
        summary: 'A court fee, line by line, with the article of each line',
        description:
          'Changes and keeps nothing; a POST so that amounts stand in no address. Without a court, and where court or province have not set a figure, the range of the law is answered.',
        body: Question,
        response: answers({ 200: feeAnswer }),
      },
    },
    async (request) => quoteFee(deps.court, request.body),
  );
}
