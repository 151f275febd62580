import { CunzhengError } from '@cunzheng/domain';
import {
  type Actor,
  actorOfSession,
  deviceOf,
  type OpenedSession,
  SESSION_LIFE_MS,
  type SignInPlace,
} from '@cunzheng/gateway';
import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import fp from 'fastify-plugin';
import type { Config } from '../config.ts';
import type { Deps } from '../deps.ts';

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | null;
  }
  interface FastifyContextConfig {
    /** Who may call: everyone, or people who are signed in. A route below /api must say. */
    access?: 'public' | 'session';
    /** Answers in demo mode only. */
    demo?: boolean;
  }
}

export const SESSION_COOKIE = 'cunzheng_session';
const DEVICE_COOKIE = 'cunzheng_device';
const DEVICE_LIFE_S = 180 * 24 * 3600;
const CSRF_HEADER = 'x-cunzheng-csrf';
/** Set on what a page asks by itself while nobody is at it: that keeps nobody signed in. */
const BACKGROUND_HEADER = 'x-cunzheng-background';
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Sessions by cookie. Closed by default: a route below /api that does not say who may call it is not registered, and
 * a changing request without our header is refused (a header of one's own makes browsers of other origins ask first).
 */
export const sessionPlugin = fp(
  async (app: FastifyInstance, { config, deps }: { config: Config; deps: Deps }) => {
    await app.register(cookie);
    app.decorateRequest('actor', null);
    app.addHook('onRoute', demandAccess);
    app.addHook('onRequest', async (request) => {
      const { access, demo = false } = request.routeOptions.config;
      if (access === undefined) return;
      if (demo && config.mode !== 'demo') throw new CunzhengError('NOT_FOUND');
      demandHeader(request);
      if (access === 'session') request.actor = await actorFor(deps, request);
    });
    app.addHook('onSend', async (request, reply) => {
      const { access } = request.routeOptions.config;
      // Answers hold names, codes and states of the moment: neither browsers nor proxies keep them.
      if (access !== undefined && !reply.hasHeader('cache-control')) {
        reply.header('cache-control', access === 'session' ? 'private, no-store' : 'no-store');
      }
    });
  },
  { name: 'session', dependencies: ['errors'] },
);

function demandAccess(route: RouteOptions): void {
  const ours = route.url.startsWith('/api/v1/');
  if (ours && route.config?.access === undefined) {
    throw new TypeError(`${route.url} does not say who may call it`);
  }
}

function demandHeader(request: FastifyRequest): void {
  if (SAFE.has(request.method)) return;
  if (request.headers[CSRF_HEADER] !== '1') throw new CunzhengError('CSRF_HEADER_MISSING');
}

async function actorFor(deps: Deps, request: FastifyRequest): Promise<Actor> {
  const token = request.cookies[SESSION_COOKIE];
  const counts = request.headers[BACKGROUND_HEADER] !== '1';
  const actor =
    token === undefined ? undefined : await actorOfSession(deps.court, token, { counts });
  if (actor === undefined) throw new CunzhengError('NOT_SIGNED_IN');
  return actor;
}

/** Who is signed in on this request; on a route with access `session` there is always somebody. */
export function actorOf(request: FastifyRequest): Actor {
  if (request.actor === null) throw new TypeError('route without a session');
  return request.actor;
}

/** Where the request comes from, as far as a sign-in remembers it. */
export function placeOf(request: FastifyRequest): SignInPlace {
  const token = request.cookies[DEVICE_COOKIE];
  const known = token !== undefined && /^[A-Za-z0-9_-]{22}$/.test(token) ? { token } : {};
  return { ...deviceOf(request.headers['user-agent']), ...known };
}

/**
 * Hands a new session to the browser, and the name by which it is known again. Neither cookie can be read by scripts or is
 * sent from other sites; `Secure` where the server is https.
 */
export function setSessionCookie(
  reply: FastifyReply,
  config: Config,
  opened: Pick<OpenedSession, 'token' | 'deviceToken'>,
): void {
  const secure = config.publicUrl?.startsWith('https:') ?? false;
  const cookie = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
  reply.setCookie(SESSION_COOKIE, opened.token, { ...cookie, maxAge: SESSION_LIFE_MS / 1000 });
  reply.setCookie(DEVICE_COOKIE, opened.deviceToken, { ...cookie, maxAge: DEVICE_LIFE_S });
}
