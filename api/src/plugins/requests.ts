import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

/** One line for each answer: method, route pattern, status, time. No address, no path as typed, no query, no cookie. */
export const requestsPlugin = fp(
  async (app: FastifyInstance) => {
    app.addHook('onSend', async (request, reply) => {
      reply.header('x-request-id', request.id);
    });
    app.addHook('onResponse', async (request, reply) => {
      const { url } = request.routeOptions;
      request.log.info(
        {
          method: request.method,
          route: url ?? 'none',
          status: reply.statusCode,
          ms: Math.round(reply.elapsedTime),
        },
        'answered',
      );
    });
  },
  { name: 'requests' },
);
