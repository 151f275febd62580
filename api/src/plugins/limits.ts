import { CunzhengError } from '@cunzheng/domain';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import type { Config } from '../config.ts';

/** Requests a minute from one address. Counted in memory; addresses are kept nowhere else. */
export const limitsPlugin = fp(
  async (app: FastifyInstance, { config }: { config: Config }) => {
    if (config.rateLimit === 0) return;
    await app.register(rateLimit, {
      max: config.rateLimit,
      timeWindow: '1 minute',
      errorResponseBuilder: () => new CunzhengError('TOO_MANY_REQUESTS'),
    });
  },
  { name: 'limits', dependencies: ['errors'] },
);

/** The stricter limit of look-ups and sign-in, where guessing would pay. */
export function strictly(config: Config) {
  const max = Math.max(1, Math.ceil(config.rateLimit / 10));
  return config.rateLimit === 0 ? {} : { rateLimit: { max, timeWindow: '1 minute' } };
}
