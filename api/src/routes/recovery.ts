import {
  beginIdentity,
  cancelRecovery,
  decideRecovery,
  listRecoveries,
  proveCode,
  putRecoveryPhoto,
  RECOVERY_SIDES,
  readRecovery,
  readRecoveryPhoto,
  recoverAtWindow,
  recoverByOldPhone,
  recoverByPasskey,
  recoveryStatus,
  submitIdentity,
} from '@cunzheng/gateway';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { strictly } from '../plugins/limits.ts';
import { actorOf } from '../plugins/session.ts';
import { DocumentKind } from '../schemas/accounts.ts';
import { answers, fileAnswer } from '../schemas/answers.ts';
import { closed, Id } from '../schemas/parts.ts';
import { ShownPasskey } from '../schemas/passkeys.ts';
import { recoveryLine, recoveryOutcome, recoveryView } from '../schemas/recovery.ts';
import { bytesOf, PHOTO_BODY_BYTES, PHOTO_TYPES, takePhotos } from './proofing.ts';
import { type App, PUBLIC, type RouteOptions, SESSION } from './typed.ts';

const tags = ['recovery'];
const Secret = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' });
const Code = Type.String({ minLength: 1, maxLength: 12 });
const DocumentNumber = Type.String({ minLength: 1, maxLength: 60 });
const ById = Type.Object({ id: Id }, closed);
const WithSecret = Type.Object({ 'x-cunzheng-recovery': Secret });
const Words = Type.String({ minLength: 1, maxLength: 200 });

/** Another phone for an account: ways for who can no longer sign in as before, and the clerk's part in them. */
export async function recoveryRoutes(instance: FastifyInstance, options: RouteOptions) {
  takePhotos(instance);
  await publicRoutes(instance, options);
  await clerkRoutes(instance, options);
}

async function publicRoutes(instance: FastifyInstance, { config, deps }: RouteOptions) {
  const app = instance as unknown as App;
  const strict = { ...PUBLIC, ...strictly(config) };

  app.post(
    '/recovery/code',
    {
      config: strict,
      schema: {
        tags,
        summary: 'Show with its code that a phone is in my hands; opens nothing',
        body: Type.Object({ challengeId: Id, code: Code }, closed),
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      await proveCode(deps.court, request.body.challengeId, request.body.code);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/recovery/old-phone',
    {
      config: strict,
      schema: {
        tags,
        summary: 'Change the phone with codes of both; 202 where one more fact is needed',
        body: Type.Object(
          {
            oldChallenge: Id,
            newChallenge: Id,
            end: Type.Optional(Type.String({ minLength: 1, maxLength: 8 })),
          },
          closed,
        ),
        response: answers({
          200: recoveryOutcome,
          202: Type.Object({ needs: Type.Enum(['documentEnd']) }, closed),
        }),
      },
    },
    async (request, reply) => {
      const outcome = await recoverByOldPhone(deps.court, request.body);
      if ('needs' in outcome) return reply.code(202).send(outcome);
      return reply.code(200).send(outcome);
    },
  );

  app.post(
    '/recovery/passkey',
    {
      config: strict,
      schema: {
        tags,
        summary: 'Change the phone with a passkey of the account',
        body: Type.Object({ ceremony: Secret, response: ShownPasskey, newChallenge: Id }, closed),
        response: answers({ 200: recoveryOutcome }),
      },
    },
    async (request) => recoverByPasskey(deps.court, request.body),
  );

  app.post(
    '/recovery/identity',
    {
      config: strict,
      schema: {
        tags,
        summary: 'Begin with the document itself; tells nobody whether there is an account',
        body: Type.Object(
          {
            newChallenge: Id,
            document: DocumentKind,
            name: Type.String({ minLength: 1, maxLength: 200 }),
            number: DocumentNumber,
          },
          closed,
        ),
        response: answers({ 201: Type.Object({ token: Secret }, closed) }),
      },
    },
    async (request, reply) => reply.code(201).send(await beginIdentity(deps.court, request.body)),
  );

  app.put(
    '/recovery/identity/photos/:side',
    {
      config: strict,
      bodyLimit: PHOTO_BODY_BYTES,
      schema: {
        tags,
        summary: 'A photograph of the document, or of me holding it, as the body',
        headers: WithSecret,
        params: Type.Object({ side: Type.Enum([...RECOVERY_SIDES]) }, closed),
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      const token = request.headers['x-cunzheng-recovery'];
      await putRecoveryPhoto(deps.court, token, request.params.side, bytesOf(request));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/recovery/identity/submit',
    {
      config: strict,
      schema: {
        tags,
        summary: 'Hand it in to a clerk',
        body: Type.Object({ token: Secret }, closed),
        response: answers({ 200: recoveryOutcome }),
      },
    },
    async (request) => submitIdentity(deps.court, request.body.token),
  );

  app.post(
    '/recovery/status',
    {
      config: strict,
      schema: {
        tags,
        summary: 'What became of what I handed in',
        body: Type.Object({ token: Secret }, closed),
        response: answers({ 200: recoveryOutcome }),
      },
    },
    async (request) => recoveryStatus(deps.court, request.body.token),
  );

  app.post(
    '/recovery/cancel',
    {
      config: strict,
      schema: {
        tags,
        summary: 'It was not me: cancel with the secret of the message, without a sign-in',
        body: Type.Object({ id: Id, token: Type.String({ maxLength: 100 }) }, closed),
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      await cancelRecovery(deps.court, request.body);
      return reply.code(204).send(null);
    },
  );
}

async function clerkRoutes(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;

  app.get(
    '/recoveries',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Recoveries that wait in my courts, the longest overdue first',
        response: answers({ 200: Type.Array(recoveryLine) }),
      },
    },
    async (request) => listRecoveries(deps.court, actorOf(request)),
  );

  app.get(
    '/recoveries/:id',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'One with everything to compare; the reading is noted',
        params: ById,
        response: answers({ 200: recoveryView }),
      },
    },
    async (request) => readRecovery(deps.court, actorOf(request), request.params.id),
  );

  app.get(
    '/recoveries/:id/photos/:of/:side',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'A photograph of now or of before; the reading is noted',
        params: Type.Object(
          {
            id: Id,
            of: Type.Enum(['before', 'now']),
            side: Type.Enum(['front', 'back', 'holding']),
          },
          closed,
        ),
        response: answers({ 200: fileAnswer(...PHOTO_TYPES) }),
      },
    },
    async (request, reply) => {
      const { type, bytes } = await readRecoveryPhoto(deps.court, actorOf(request), request.params);
      return reply.type(type).send(Buffer.from(bytes));
    },
  );

  app.post(
    '/recoveries/:id/decision',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'The same person, or not, with a reason; once',
        params: ById,
        body: Type.Object(
          { decision: Type.Enum(['approved', 'refused']), words: Type.Optional(Words) },
          closed,
        ),
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      await decideRecovery(deps.court, actorOf(request), request.params.id, request.body);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/recoveries/window',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'At the window: I saw the person and the original, and he read out his code',
        body: Type.Object(
          {
            document: DocumentKind,
            number: DocumentNumber,
            challengeId: Id,
            code: Code,
            attended: Type.Literal(true),
          },
          closed,
        ),
        response: answers({ 200: recoveryOutcome }),
      },
    },
    async (request) => recoverAtWindow(deps.court, actorOf(request), request.body),
  );
}
