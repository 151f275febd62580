import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { Config } from '../config.ts';
import type { Deps } from '../deps.ts';

/** A Fastify instance whose handlers get their types from the route's schema. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression<RawServerDefault>,
  RawReplyDefaultExpression<RawServerDefault>,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** What every group of routes is given. */
export interface RouteOptions {
  readonly config: Config;
  readonly deps: Deps;
}

/** Route config of a route for people who are signed in, and of one for everyone. */
export const SESSION = { access: 'session' } as const;
export const PUBLIC = { access: 'public' } as const;
/** Route config of what is only there while trying: in production nothing is found at its address. */
export const DEMO = { access: 'public', demo: true } as const;
