import { readLikeSuits } from '@cunzheng/gateway';
import type { FastifyInstance } from 'fastify';
import { actorOf } from '../plugins/session.ts';
import { answers } from '../schemas/answers.ts';
import { likeSuits } from '../schemas/suits.ts';
import { ById } from './filings.ts';
import { type App, type RouteOptions, SESSION } from './typed.ts';

/** Suits of the same parties at every court of the network, for who reviews a filing. */
export async function likeSuitRoutes(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;

  app.get(
    '/filings/:id/like-suits',
    {
      config: SESSION,
      schema: {
        tags: ['filing review'],
        summary:
          'Suits of the same parties at any court, from the chain (解释 247); noted as a read',
        description:
          'For officials of the court that the filing is at. Of a suit elsewhere its court, day, state and case number are told, never a name. Whether one is a repeat is for the judge to say.',
        params: ById,
        response: answers({ 200: likeSuits }),
      },
    },
    async (request) => readLikeSuits(deps.court, actorOf(request), request.params.id),
  );
}
