import {
  askPortrait,
  beginPortrait,
  endHandOver,
  type HandOverView,
  handedOverBy,
  makeHandOver,
  openHandOver,
  putPhoto,
  readHandOver,
} from '@cunzheng/gateway';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { strictly } from '../plugins/limits.ts';
import { Side } from '../schemas/accounts.ts';
import { answers } from '../schemas/answers.ts';
import { closed, Time } from '../schemas/parts.ts';
import { bytesOf, PHOTO_BODY_BYTES, takePhotos, whoOf } from './proofing.ts';
import { type App, PUBLIC, type RouteOptions, SESSION } from './typed.ts';

const tags = ['proofing'];
const Secret = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' });
const WithPass = Type.Object({ 'x-cunzheng-hand-over': Secret });
const NOTHING = Type.Object({}, closed);
const Step = Type.Unsafe<HandOverView>(
  Type.Object(
    {
      step: Type.Enum(['photos', 'portrait', 'over']),
      photosNeeded: Type.Array(Type.String()),
      photos: Type.Array(Type.String()),
      portraitByMachine: Type.Boolean(),
    },
    closed,
  ),
);

/** From the screen to the phone, for photographs and portrait only. */
export async function handOverRoutes(instance: FastifyInstance, { config, deps }: RouteOptions) {
  const app = instance as unknown as App;
  const strict = { ...PUBLIC, ...strictly(config) };
  takePhotos(instance);

  app.post(
    '/proofing/hand-over',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'A token for the QR code: opens once, within two minutes',
        body: NOTHING,
        response: answers({ 201: Type.Object({ token: Secret, until: Time }, closed) }),
      },
    },
    async (request, reply) =>
      reply.code(201).send(await makeHandOver(deps.court, await whoOf(deps.court, request))),
  );

  app.delete(
    '/proofing/hand-over',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'The phone may do nothing more',
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      await endHandOver(deps.court, await whoOf(deps.court, request));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/hand-over',
    {
      config: strict,
      schema: {
        tags,
        summary: 'On the phone: open it, once; the pass is for these steps only',
        body: Type.Object({ token: Secret }, closed),
        response: answers({ 201: Type.Object({ pass: Secret }, closed) }),
      },
    },
    async (request, reply) =>
      reply.code(201).send(await openHandOver(deps.court, request.body.token)),
  );

  app.get(
    '/hand-over',
    {
      config: PUBLIC,
      schema: {
        tags,
        summary: 'What the phone has to do; neither name nor number',
        headers: WithPass,
        response: answers({ 200: Step }),
      },
    },
    async (request) => readHandOver(deps.court, request.headers['x-cunzheng-hand-over']),
  );

  app.put(
    '/hand-over/photos/:side',
    {
      config: PUBLIC,
      bodyLimit: PHOTO_BODY_BYTES,
      schema: {
        tags,
        summary: 'A photograph, as the body',
        headers: WithPass,
        params: Type.Object({ side: Side }, closed),
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      const who = await handedOverBy(deps.court, request.headers['x-cunzheng-hand-over']);
      await putPhoto(deps.court, who, request.params.side, bytesOf(request));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/hand-over/portrait',
    {
      config: PUBLIC,
      schema: {
        tags,
        summary: 'Begin the portrait on the phone',
        headers: WithPass,
        body: NOTHING,
        response: answers({
          200: Type.Object(
            { way: Type.Enum(['provider', 'photo']), url: Type.Optional(Type.String()) },
            closed,
          ),
        }),
      },
    },
    async (request) => {
      const who = await handedOverBy(deps.court, request.headers['x-cunzheng-hand-over']);
      return beginPortrait(deps.court, who, `${deps.court.publicUrl()}/hand-over?portrait=back`);
    },
  );

  app.post(
    '/hand-over/portrait/result',
    {
      config: PUBLIC,
      schema: {
        tags,
        summary: 'Ask what became of it',
        headers: WithPass,
        body: NOTHING,
        response: answers({ 200: Type.Object({ pending: Type.Boolean() }, closed) }),
      },
    },
    async (request) => {
      const who = await handedOverBy(deps.court, request.headers['x-cunzheng-hand-over']);
      return askPortrait(deps.court, who);
    },
  );
}
