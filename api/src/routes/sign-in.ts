import { CunzhengError } from '@cunzheng/domain';
import {
  acceptInvitation,
  addressThrottle,
  askForPasskey,
  confirmByCode,
  demoSignIns,
  type Enrolled,
  enrolPasskey,
  enrolTotp,
  MAX_PASSWORD,
  meOf,
  type OpenedSession,
  offerPasskey,
  offerTotp,
  readInvitation,
  signInByPasskey,
  signInByPassword,
} from '@cunzheng/gateway';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { strictly } from '../plugins/limits.ts';
import { placeOf, setSessionCookie } from '../plugins/session.ts';
import { answers, me } from '../schemas/answers.ts';
import { closed, Time } from '../schemas/parts.ts';
import { CreationOptions, MadePasskey, RequestOptions, ShownPasskey } from '../schemas/passkeys.ts';
import { type App, DEMO, PUBLIC, type RouteOptions } from './typed.ts';

const tags = ['session'];
const Account = Type.String({ minLength: 1, maxLength: 64 });
const Password = Type.String({ minLength: 1, maxLength: MAX_PASSWORD * 2 });
const Secret = Type.String({
  pattern: '^[A-Za-z0-9_-]{43}$',
  description: 'name of what was begun',
});
const Code = Type.String({ minLength: 1, maxLength: 40 });
const KeyName = Type.String({ minLength: 1, maxLength: 60 });
const CourtName = Type.Object({ code: Type.String(), name: Type.String() }, closed);
const Codes = Type.Array(Type.String(), { description: 'shown once' });

/** Attempts that count against an address: those that guess at something. */
const GUESSES = new Set([
  'SIGN_IN_REFUSED',
  'SIGN_IN_CODE_WRONG',
  'PASSKEY_REFUSED',
  'INVITATION_INVALID',
]);

/** The staff's sign-in by password and second factor, everybody's by passkey, and the enrolment of who is invited. */
export async function signInRoutes(instance: FastifyInstance, { config, deps }: RouteOptions) {
  const app = instance as unknown as App;
  const strict = { ...PUBLIC, ...strictly(config) };
  const addresses = addressThrottle(() => deps.clock());
  /** Does what is asked unless this address guessed too much, and remembers a guess. */
  const guarded = async <T>(ip: string, work: () => Promise<T>): Promise<T> => {
    addresses.check(ip);
    try {
      return await work();
    } catch (error) {
      if (error instanceof CunzhengError && GUESSES.has(error.code)) addresses.failed(ip);
      throw error;
    }
  };
  const signedIn = (reply: FastifyReply, opened: OpenedSession) => {
    setSessionCookie(reply, config, opened);
    return meOf(deps.court, opened.actor);
  };
  const enrolled = async (reply: FastifyReply, { recoveryCodes, opened }: Enrolled) => ({
    recoveryCodes: [...recoveryCodes],
    me: await signedIn(reply, opened),
  });

  app.get(
    '/demo/sign-ins',
    {
      config: DEMO,
      schema: {
        tags,
        summary: 'Accounts, passwords and codes for trying the staff’s sign-in; 404 in production',
        response: answers({ 200: Type.Array(DemoSignInSchema) }),
      },
    },
    async () => demoSignIns(deps.court),
  );

  app.post(
    '/session/password',
    {
      config: strict,
      schema: {
        tags,
        summary: 'Sign in as staff, first half: account and password',
        body: Type.Object({ account: Account, password: Password }, closed),
        response: answers({
          200: Type.Object(
            {
              next: Type.Enum(['secondFactor', 'enrol']),
              ceremony: Secret,
              factors: Type.Object(
                { totp: Type.Boolean(), passkey: Type.Boolean(), recovery: Type.Boolean() },
                closed,
              ),
            },
            closed,
          ),
        }),
      },
    },
    async (request) => guarded(request.ip, () => signInByPassword(deps.court, request.body)),
  );

  app.post(
    '/session/second-factor',
    {
      config: strict,
      schema: {
        tags,
        summary: 'Second half: a code of the app, or one of the recovery codes; sets the cookie',
        body: Type.Object({ ceremony: Secret, code: Code }, closed),
        response: answers({ 200: me }),
      },
    },
    async (request, reply) => {
      const { ceremony, code } = request.body;
      const opened = await guarded(request.ip, () =>
        confirmByCode(deps.court, ceremony, code, placeOf(request)),
      );
      return signedIn(reply, opened);
    },
  );

  app.post(
    '/session/passkey-question',
    {
      config: strict,
      schema: {
        tags,
        summary: 'What to ask the browser’s passkeys; after a password only those of that person',
        body: Type.Object({ ceremony: Type.Optional(Secret) }, closed),
        response: answers({
          200: Type.Object({ ceremony: Secret, options: RequestOptions }, closed),
        }),
      },
    },
    async (request) => askForPasskey(deps.court, request.body.ceremony),
  );

  app.post(
    '/session/passkey',
    {
      config: strict,
      schema: {
        tags,
        summary: 'Sign in with a passkey; sets the cookie',
        body: Type.Object({ ceremony: Secret, response: ShownPasskey }, closed),
        response: answers({ 200: me }),
      },
    },
    async (request, reply) => {
      const { ceremony, response } = request.body;
      const opened = await guarded(request.ip, () =>
        signInByPasskey(deps.court, ceremony, response, placeOf(request)),
      );
      return signedIn(reply, opened);
    },
  );

  app.post(
    '/invitations/open',
    {
      config: strict,
      schema: {
        tags,
        summary: 'Who is invited by this link',
        body: Type.Object({ token: Secret }, closed),
        response: answers({
          200: Type.Object(
            { name: Type.String(), account: Type.String(), court: CourtName, expiresAt: Time },
            closed,
          ),
        }),
      },
    },
    async (request) => guarded(request.ip, () => readInvitation(deps.court, request.body.token)),
  );

  app.post(
    '/invitations/password',
    {
      config: strict,
      schema: {
        tags,
        summary: 'Set a password with an invitation; a second factor follows',
        body: Type.Object({ token: Secret, password: Password }, closed),
        response: answers({ 200: Type.Object({ ceremony: Secret }, closed) }),
      },
    },
    async (request) => {
      const { token, password } = request.body;
      return guarded(request.ip, () => acceptInvitation(deps.court, token, password));
    },
  );

  app.post(
    '/enrolment/totp-offer',
    {
      config: strict,
      schema: {
        tags,
        summary: 'A secret for an authenticator app',
        body: Type.Object({ enrolment: Secret }, closed),
        response: answers({ 200: TotpOffer }),
      },
    },
    async (request) => offerTotp(deps.court, request.body.enrolment),
  );

  app.post(
    '/enrolment/totp',
    {
      config: strict,
      schema: {
        tags,
        summary: 'End the enrolment with a code of the app; sets the cookie',
        body: Type.Object({ enrolment: Secret, ceremony: Secret, code: Code }, closed),
        response: answers({ 200: Type.Object({ recoveryCodes: Codes, me }, closed) }),
      },
    },
    async (request, reply) => {
      const done = await guarded(request.ip, () =>
        enrolTotp(deps.court, request.body, placeOf(request)),
      );
      return enrolled(reply, done);
    },
  );

  app.post(
    '/enrolment/passkey-offer',
    {
      config: strict,
      schema: {
        tags,
        summary: 'What the browser needs to make a passkey',
        body: Type.Object({ enrolment: Secret }, closed),
        response: answers({
          200: Type.Object({ ceremony: Secret, options: CreationOptions }, closed),
        }),
      },
    },
    async (request) => offerPasskey(deps.court, request.body.enrolment),
  );

  app.post(
    '/enrolment/passkey',
    {
      config: strict,
      schema: {
        tags,
        summary: 'End the enrolment with a passkey; sets the cookie',
        body: Type.Object(
          { enrolment: Secret, ceremony: Secret, name: KeyName, response: MadePasskey },
          closed,
        ),
        response: answers({ 200: Type.Object({ recoveryCodes: Codes, me }, closed) }),
      },
    },
    async (request, reply) => {
      const done = await guarded(request.ip, () =>
        enrolPasskey(deps.court, request.body, placeOf(request)),
      );
      return enrolled(reply, done);
    },
  );
}

export const TotpOffer = Type.Object(
  {
    ceremony: Secret,
    secret: Type.String({ description: 'base32' }),
    uri: Type.String({ description: 'for the QR code' }),
  },
  closed,
);

const DemoSignInSchema = Type.Object(
  {
    account: Type.String(),
    name: Type.String(),
    court: CourtName,
    password: Type.String(),
    secret: Type.String(),
    code: Type.String({ description: 'of this moment' }),
  },
  closed,
);
