import { CunzhengError } from '@cunzheng/domain';
import {
  askPortrait,
  beginPortrait,
  type Court,
  checkRegister,
  chooseKind,
  confirmPhotos,
  correct,
  declare,
  forReview,
  MAX_NAME_CHARACTERS,
  MAX_PHOTO_BYTES,
  portraitCalledBack,
  putPhoto,
  readMyPhoto,
  readProofing,
  readRules,
  signNotice,
  type Who,
  whoHelped,
} from '@cunzheng/gateway';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type TSchema, Type } from 'typebox';
import { strictly } from '../plugins/limits.ts';
import { actorOf } from '../plugins/session.ts';
import { DocumentKind, proofing, Side } from '../schemas/accounts.ts';
import { answers, fileAnswer } from '../schemas/answers.ts';
import { closed } from '../schemas/parts.ts';
import { type App, PUBLIC, type RouteOptions, SESSION } from './typed.ts';

const tags = ['proofing'];
export const PHOTO_TYPES = ['image/jpeg', 'image/png', 'image/webp'];

/** From 未认证 to 已认证, step by step; every answer is where the person stands now. */
export async function proofingRoutes(instance: FastifyInstance, { config, deps }: RouteOptions) {
  const app = instance as unknown as App;

  takePhotos(instance);

  app.get(
    '/proofing',
    {
      config: SESSION,
      schema: { tags, summary: 'Where I stand', response: answers({ 200: proofing }) },
    },
    async (request) => readProofing(deps.court, await whoOf(deps.court, request)),
  );

  /** A step of the person's own: does it, answers where he stands then. */
  const step = <Body extends TSchema>(
    path: string,
    summary: string,
    body: Body,
    act: (who: Who, said: Type.Static<Body>) => Promise<unknown>,
  ) =>
    app.post(
      `/proofing/${path}`,
      {
        config: SESSION,
        schema: { tags, summary, body, response: answers({ 200: proofing }) },
      },
      async (request) => {
        const who = await whoOf(deps.court, request as FastifyRequest);
        await act(who, request.body as Type.Static<Body>);
        return readProofing(deps.court, who);
      },
    );

  step(
    'rules',
    'I read the rules of registration, in this version',
    Type.Object({ version: Version }, closed),
    (who, { version }) => readRules(deps.court, who, version),
  );
  step(
    'kind',
    'What account, and which court looks where no machine can',
    Type.Object(
      {
        kind: Type.Enum(['person', 'organisation']),
        court: Type.String({ minLength: 1, maxLength: 8 }),
      },
      closed,
    ),
    (who, said) => chooseKind(deps.court, who, said),
  );
  step(
    'document',
    'Name and number of my document',
    Type.Object(
      {
        document: DocumentKind,
        name: Type.String({ minLength: 1, maxLength: 4 * MAX_NAME_CHARACTERS }),
        number: Type.String({ minLength: 1, maxLength: 60 }),
        contest: Type.Optional(
          Type.Boolean({ description: 'somebody else is proofed under it; a clerk shall look' }),
        ),
      },
      closed,
    ),
    (who, said) => declare(deps.court, who, said),
  );
  step('photos', 'Photographs and fields agree', NOTHING, (who) => confirmPhotos(deps.court, who));
  step('register', 'Have the register compare name and number', NOTHING, (who) =>
    checkRegister(deps.court, who),
  );
  step('register/review', 'Have a clerk compare name and number', NOTHING, (who) =>
    forReview(deps.court, who, 'register', 'asked'),
  );
  step('portrait/result', 'Ask what became of the portrait', NOTHING, (who) =>
    askPortrait(deps.court, who),
  );
  step(
    'portrait/review',
    'Have a clerk compare my photograph, or come to the court’s window',
    Type.Object({ window: Type.Boolean() }, closed),
    (who, { window }) => forReview(deps.court, who, 'portrait', window ? 'window' : 'asked'),
  );
  step('correction', 'Say name and number anew', NOTHING, (who) => correct(deps.court, who));
  step(
    'notice',
    'I read and sign the notice: version and digest of its text',
    Type.Object({ version: Version, sha256: Type.String({ maxLength: 64 }) }, closed),
    (who, said) => signNotice(deps.court, who, said),
  );

  app.post(
    '/proofing/portrait',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Begin the portrait: an address to go to, or a photograph for a clerk',
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
      const returnTo = `${deps.court.publicUrl()}/proofing?portrait=back`;
      return beginPortrait(deps.court, await whoOf(deps.court, request), returnTo);
    },
  );

  app.put(
    '/proofing/photos/:side',
    {
      config: SESSION,
      bodyLimit: PHOTO_BODY_BYTES,
      schema: {
        tags,
        summary: 'A photograph (JPEG, PNG or WebP, as the body); replaces one of the same side',
        params: Type.Object({ side: Side }, closed),
        response: answers({ 200: proofing }),
      },
    },
    async (request) => {
      const who = await whoOf(deps.court, request);
      await putPhoto(deps.court, who, request.params.side, bytesOf(request));
      return readProofing(deps.court, who);
    },
  );

  app.get(
    '/proofing/photos/:side',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'My photograph',
        params: Type.Object({ side: Side }, closed),
        response: answers({ 200: fileAnswer(...PHOTO_TYPES) }),
      },
    },
    async (request, reply) => {
      const who = await whoOf(deps.court, request);
      const { type, bytes } = await readMyPhoto(deps.court, who, request.params.side);
      return reply.type(type).send(Buffer.from(bytes));
    },
  );

  app.post(
    '/providers/portrait/callback',
    {
      config: { ...PUBLIC, ...strictly(config) },
      schema: {
        tags,
        summary: 'A portrait has a result: says nothing but which; we ask the provider',
        body: Type.Object({ reference: Type.String({ minLength: 1, maxLength: 200 }) }, closed),
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      await portraitCalledBack(deps.court, request.body.reference);
      return reply.code(204).send(null);
    },
  );
}

/** Over the limit of a photograph, so that one a little too large is told so. */
export const PHOTO_BODY_BYTES = 2 * MAX_PHOTO_BYTES;

const Version = Type.String({ minLength: 1, maxLength: 20 });
const NOTHING = Type.Object({}, closed);

/** Names the pass of a helper; in a photograph's address it stands as a parameter, because an image sends no header. */
const HELPING_HEADER = 'x-cunzheng-helping';

/** Whose account is acted for on this request: one's own, or that of whom one helps. Throws `LINK_EXPIRED`. */
export async function whoOf(court: Court, request: FastifyRequest): Promise<Who> {
  const actor = actorOf(request);
  const { helping } = request.query as { helping?: unknown };
  const pass = request.headers[HELPING_HEADER] ?? helping;
  if (pass === undefined) return { person: actor.person };
  if (typeof pass !== 'string' || !/^[0-9a-f-]{36}$/.test(pass)) {
    throw new CunzhengError('LINK_EXPIRED');
  }
  return whoHelped(court, actor, pass);
}

/** Lets photographs come as the body itself. */
export function takePhotos(app: FastifyInstance): void {
  app.addContentTypeParser(
    PHOTO_TYPES,
    { parseAs: 'buffer', bodyLimit: PHOTO_BODY_BYTES },
    (_request, body, done) => done(null, body),
  );
}

/** The body's bytes; none for a body of another kind, which is then refused as empty. */
export function bytesOf({ body }: FastifyRequest): Uint8Array {
  return body instanceof Uint8Array ? body : new Uint8Array();
}
