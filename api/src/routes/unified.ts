import {
  beginUnified,
  meOf,
  openSession,
  personByUnified,
  proofByUnified,
  readMyUnified,
  readProofing,
  unlinkMyUnified,
} from '@cunzheng/gateway';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { strictly } from '../plugins/limits.ts';
import { nonceCookie } from '../plugins/nonce-cookie.ts';
import { actorOf, placeOf, setSessionCookie } from '../plugins/session.ts';
import { proofing } from '../schemas/accounts.ts';
import { answers, me } from '../schemas/answers.ts';
import { closed, Time } from '../schemas/parts.ts';
import { whoOf } from './proofing.ts';
import { type App, PUBLIC, type RouteOptions, SESSION } from './typed.ts';

const tags = ['proofing'];
const cookie = nonceCookie('unified');
const Returned = Type.Object(
  {
    query: Type.String({
      minLength: 1,
      maxLength: 4000,
      description: 'what the platform sent the browser back with, after the question mark',
    }),
  },
  closed,
);

const MyUnified = Type.Object({ linkedAt: Type.Optional(Time) }, closed);

/** The unified identity platform: who is known there is known here. */
export async function unifiedRoutes(instance: FastifyInstance, { config, deps }: RouteOptions) {
  const app = instance as unknown as App;
  const strict = strictly(config);

  app.post(
    '/unified/begin',
    {
      config: { ...PUBLIC, ...strict },
      schema: {
        tags,
        summary: 'Where to send the browser; it keeps a cookie until it is back',
        body: Type.Object({ purpose: Type.Enum(['proofing', 'signIn']) }, closed),
        response: answers({ 200: Type.Object({ address: Type.String() }, closed) }),
      },
    },
    async (request, reply) => {
      const { address, nonce } = await beginUnified(deps.court, request.body.purpose);
      cookie.keep(reply, config, nonce);
      return { address };
    },
  );

  app.post(
    '/unified/proofing',
    {
      config: { ...SESSION, ...strict },
      schema: {
        tags,
        summary: 'Compare whom the platform knows with name and number that I said',
        body: Returned,
        response: answers({ 200: proofing }),
      },
    },
    async (request, reply) => {
      const nonce = cookie.take(request, reply);
      const who = await whoOf(deps.court, request);
      await proofByUnified(deps.court, who, { ...request.body, nonce });
      return readProofing(deps.court, who);
    },
  );

  app.post(
    '/unified/session',
    {
      config: { ...PUBLIC, ...strict },
      schema: {
        tags: ['session'],
        summary: 'Sign in as whom the platform knows, once it was used to prove who I am',
        body: Returned,
        response: answers({ 200: me }),
      },
    },
    async (request, reply) => {
      const nonce = cookie.take(request, reply);
      const person = await personByUnified(deps.court, { ...request.body, nonce });
      const how = { method: 'unified', level: 'code', from: placeOf(request) } as const;
      const opened = await openSession(deps.court, person, how);
      setSessionCookie(reply, config, opened);
      return meOf(deps.court, opened.actor);
    },
  );

  app.get(
    '/account/unified',
    {
      config: SESSION,
      schema: {
        tags: ['account'],
        summary: 'Since when my unified identity account signs in here',
        response: answers({ 200: MyUnified }),
      },
    },
    async (request) => readMyUnified(deps.court, actorOf(request)),
  );

  app.delete(
    '/account/unified',
    {
      config: SESSION,
      schema: {
        tags: ['account'],
        summary: 'My unified identity account signs in here no more',
        response: answers({ 200: MyUnified }),
      },
    },
    async (request) => unlinkMyUnified(deps.court, actorOf(request)),
  );
}
