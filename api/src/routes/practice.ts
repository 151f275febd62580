import { CunzhengError } from '@cunzheng/domain';
import { type PayChannel, type PracticePayments, receiveCallback } from '@cunzheng/gateway';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { answers } from '../schemas/answers.ts';
import { closed } from '../schemas/parts.ts';
import { PracticeActName, practiceTrade } from '../schemas/payments.ts';
import { type App, DEMO, type RouteOptions } from './typed.ts';

const tags = ['practice'];
const ByNumber = Type.Object({ number: Type.String({ pattern: '^[0-9a-zA-Z]{1,64}$' }) }, closed);

/** The provider of payments that moves no money: who tries the product pays here, or fails to. */
export async function practiceRoutes(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;
  const practice = (): PracticePayments => {
    if (deps.practice === undefined) throw new CunzhengError('NOT_FOUND');
    return deps.practice;
  };

  app.get(
    '/practice/payments/:number',
    {
      config: DEMO,
      schema: {
        tags,
        summary: 'A payment as the practice provider has it; 404 in production',
        params: ByNumber,
        response: answers({ 200: practiceTrade }),
      },
    },
    async (request) => practice().read(request.params.number),
  );

  app.post(
    '/practice/payments/:number/acts',
    {
      config: DEMO,
      schema: {
        tags,
        summary: 'Pay it, fail, or let it arrive late; 404 in production',
        params: ByNumber,
        body: Type.Object({ act: PracticeActName }, closed),
        response: answers({ 200: practiceTrade }),
      },
    },
    async (request) => practice().act(request.params.number, request.body.act),
  );

  app.post(
    '/practice/payments/:number/callback',
    {
      config: DEMO,
      schema: {
        tags,
        summary: 'Tell the court, once more if it was told; 404 in production',
        params: ByNumber,
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      const { number } = request.params;
      const { court, channel } = await practice().read(number);
      const callback = await practice().callback(number);
      await receiveCallback(deps.court, { court, channel: channel as PayChannel }, callback);
      return reply.code(204).send(null);
    },
  );
}
