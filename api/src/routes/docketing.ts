import {
  linkCase,
  listMyCases,
  lookAtCode,
  MAX_FILING_WORDS,
  readCaseAccess,
  replaceCode,
} from '@cunzheng/gateway';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { actorOf } from '../plugins/session.ts';
import { answers, documentView } from '../schemas/answers.ts';
import { caseAccess, linkView, myCase } from '../schemas/docketing.ts';
import { closed, Id, optional } from '../schemas/parts.ts';
import { type App, type RouteOptions, SESSION } from './typed.ts';

const tags = ['docketing'];
/** As typed: letters of any case, in groups or not. */
const Typed = Type.Object({ code: Type.String({ minLength: 1, maxLength: 64 }) }, closed);

/** Cases that got their number: codes by which parties come to them, and what a party sees of his own. */
export async function docketingRoutes(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;

  app.post(
    '/case-links/look',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'What a case access code leads to, for the party it was printed for',
        body: Typed,
        response: answers({ 200: linkView }),
      },
    },
    async (request) => lookAtCode(deps.court, actorOf(request), request.body.code),
  );

  app.post(
    '/case-links',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Link my account with the case that a code leads to, once',
        body: Typed,
        response: answers({ 201: linkView }),
      },
    },
    async (request, reply) => {
      const linked = await linkCase(deps.court, actorOf(request), request.body.code);
      return reply.code(201).send(linked);
    },
  );

  app.get(
    '/me/cases',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Cases in which I am a party, linked or under my proofed name and number',
        querystring: Type.Object(
          { court: optional(Type.String({ minLength: 1, maxLength: 8 })) },
          closed,
        ),
        response: answers({ 200: Type.Array(myCase) }),
      },
    },
    async (request) => listMyCases(deps.court, actorOf(request), request.query),
  );

  app.get(
    '/cases/:id/access',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Notices made at docketing, and which parties have come to the case',
        params: Type.Object({ id: Id }, closed),
        response: answers({ 200: caseAccess }),
      },
    },
    async (request) => readCaseAccess(deps.court, actorOf(request), request.params.id),
  );

  app.post(
    '/cases/:id/parties/:party/access-code',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'A new code for a party without an account, on a notice to be issued',
        params: Type.Object({ id: Id, party: Id }, closed),
        body: Type.Object(
          { words: Type.String({ minLength: 1, maxLength: MAX_FILING_WORDS }) },
          closed,
        ),
        response: answers({ 201: documentView }),
      },
    },
    async (request, reply) => {
      const { id: caseId, party: partyId } = request.params;
      const { words } = request.body;
      const made = await replaceCode(deps.court, actorOf(request), { caseId, partyId, words });
      return reply.code(201).send(made);
    },
  );
}
