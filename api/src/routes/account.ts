import {
  changeMyPassword,
  endMySession,
  endOtherSessions,
  keepMyPasskey,
  keepMyTotp,
  listMySignatures,
  MAX_PASSWORD,
  offerMyPasskey,
  offerMyTotp,
  readSecurity,
  removeMyPasskey,
  renameMyPasskey,
  renewMyRecoveryCodes,
} from '@cunzheng/gateway';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { actorOf } from '../plugins/session.ts';
import { answers } from '../schemas/answers.ts';
import { closed, Id, Page } from '../schemas/parts.ts';
import { CreationOptions, MadePasskey } from '../schemas/passkeys.ts';
import { signaturePage } from '../schemas/signatures.ts';
import { security } from '../schemas/staff.ts';
import { TotpOffer } from './sign-in.ts';
import { type App, type RouteOptions, SESSION } from './typed.ts';

const tags = ['account'];
const Secret = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' });
const Password = Type.String({ minLength: 1, maxLength: MAX_PASSWORD * 2 });
const Codes = Type.Object({ recoveryCodes: Type.Array(Type.String()) }, closed);
const KeyId = Type.String({ pattern: '^[A-Za-z0-9_-]{1,255}$' });

/** My sign-ins: where I am signed in, passkeys, codes, password. For everybody who is signed in, about himself. */
export async function accountRoutes(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;

  app.get(
    '/account/security',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'How I sign in and where I am signed in',
        response: answers({ 200: security }),
      },
    },
    async (request) => readSecurity(deps.court, actorOf(request)),
  );

  app.get(
    '/account/signatures',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Every signature made in my name, newest first, 20 a page',
        querystring: Type.Object({ page: Page }, closed),
        response: answers({ 200: signaturePage }),
      },
    },
    async (request) =>
      listMySignatures(deps.court, actorOf(request), Number(request.query.page ?? '1')),
  );

  app.delete(
    '/account/sessions/:id',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'End one of my sign-ins',
        params: Type.Object({ id: Id }, closed),
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      await endMySession(deps.court, actorOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/account/sessions',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'End all of my sign-ins but this one',
        response: answers({ 200: Type.Object({ ended: Type.Integer() }, closed) }),
      },
    },
    async (request) => ({ ended: await endOtherSessions(deps.court, actorOf(request)) }),
  );

  app.post(
    '/account/passkey-offer',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'What the browser needs to make a passkey for me',
        response: answers({
          200: Type.Object({ ceremony: Secret, options: CreationOptions }, closed),
        }),
      },
    },
    async (request) => offerMyPasskey(deps.court, actorOf(request)),
  );

  app.post(
    '/account/passkeys',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Keep the passkey that my browser made',
        body: Type.Object(
          {
            ceremony: Secret,
            name: Type.String({ minLength: 1, maxLength: 60 }),
            response: MadePasskey,
          },
          closed,
        ),
        response: answers({ 201: security }),
      },
    },
    async (request, reply) =>
      reply.code(201).send(await keepMyPasskey(deps.court, actorOf(request), request.body)),
  );

  app.put(
    '/account/passkeys/:id',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Give one of my passkeys another name',
        params: Type.Object({ id: KeyId }, closed),
        body: Type.Object({ name: Type.String({ minLength: 1, maxLength: 60 }) }, closed),
        response: answers({ 200: security }),
      },
    },
    async (request) => {
      const { id } = request.params;
      return renameMyPasskey(deps.court, actorOf(request), { id, name: request.body.name });
    },
  );

  app.delete(
    '/account/passkeys/:id',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Remove one of my passkeys',
        params: Type.Object({ id: KeyId }, closed),
        response: answers({ 200: security }),
      },
    },
    async (request) => removeMyPasskey(deps.court, actorOf(request), request.params.id),
  );

  app.post(
    '/account/totp-offer',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'A new secret for my authenticator app',
        response: answers({ 200: TotpOffer }),
      },
    },
    async (request) => offerMyTotp(deps.court, actorOf(request)),
  );

  app.post(
    '/account/totp',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Take the new secret with a code of it; new recovery codes come with it',
        body: Type.Object(
          { ceremony: Secret, code: Type.String({ minLength: 1, maxLength: 12 }) },
          closed,
        ),
        response: answers({ 200: Codes }),
      },
    },
    async (request) => keepMyTotp(deps.court, actorOf(request), request.body),
  );

  app.post(
    '/account/recovery-codes',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Ten new recovery codes; those before work no more',
        response: answers({ 200: Codes }),
      },
    },
    async (request) => renewMyRecoveryCodes(deps.court, actorOf(request)),
  );

  app.post(
    '/account/password',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Change my password; my other sign-ins end',
        body: Type.Object({ present: Password, next: Password }, closed),
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      await changeMyPassword(deps.court, actorOf(request), request.body);
      return reply.code(204).send(null);
    },
  );
}
