import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';

const LIFE_S = 600;

/** What a browser keeps while it is away at a provider's page, so that nobody else's return counts here. */
export interface NonceCookie {
  keep(reply: FastifyReply, config: Config, nonce: string): void;
  /** Once: whatever comes of it, the browser begins anew. */
  take(request: FastifyRequest, reply: FastifyReply): string | undefined;
}

/** The cookie of one provider, sent with requests below `/api/v1/<provider>` alone. */
export function nonceCookie(provider: string): NonceCookie {
  const name = `cunzheng_${provider.replaceAll('/', '_')}`;
  const path = `/api/v1/${provider}`;
  return {
    keep(reply, config, nonce) {
      reply.setCookie(name, nonce, {
        path,
        httpOnly: true,
        sameSite: 'lax',
        secure: config.publicUrl?.startsWith('https:') ?? false,
        maxAge: LIFE_S,
      });
    },
    take(request, reply) {
      reply.clearCookie(name, { path });
      return request.cookies[name];
    },
  };
}
