import {
  beginFiling,
  changeFiling,
  checkFiling,
  discardFiling,
  listMyFilings,
  MAX_ANSWER_BYTES,
  MAX_CAUSE,
  MAX_FILING_NAME,
  MAX_FILING_PARTIES,
  MAX_FILING_WORDS,
  MAX_PARTY_DETAILS,
  MAX_SAVED_AT_ONCE,
  makePapers,
  nameParties,
  prepareSubmission,
  prepareWithdrawal,
  readFiling,
  readFilingReceipt,
  readOwnParty,
  saveAnswers,
} from '@cunzheng/gateway';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { actorOf } from '../plugins/session.ts';
import { answers, signing } from '../schemas/answers.ts';
import {
  AuthorityName,
  CapacityName,
  FilingKindName,
  filingFinding,
  filingLine,
  filingReceipt,
  filingView,
  MediationName,
  ownParty,
  PartyKindName,
  SideName,
  savedAnswers,
} from '../schemas/filings.ts';
import { Count, closed, Id, optional, Page } from '../schemas/parts.ts';
import { FormName } from '../schemas/pleadings.ts';
import { Point } from './documents.ts';
import { type App, type RouteOptions, SESSION } from './typed.ts';

const tags = ['filing'];
export const ById = Type.Object({ id: Id }, closed);
const Cause = Type.String({ minLength: 1, maxLength: MAX_CAUSE, description: '案由' });
const Label = Type.String({ maxLength: MAX_FILING_NAME });
const orNothing = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) =>
  Type.Optional(Type.Union([type, Type.Null()]));

const Begun = Type.Object(
  {
    court: Type.String({ minLength: 1, maxLength: 8, description: '法院代字' }),
    kind: FilingKindName,
    cause: Cause,
    form: optional(FormName),
    capacity: CapacityName,
    authority: optional(AuthorityName),
  },
  closed,
);
const Change = Type.Object(
  {
    cause: optional(Cause),
    form: orNothing(FormName),
    caseType: optional(Type.String({ minLength: 1, maxLength: 10, description: '类型代字' })),
    capacity: optional(CapacityName),
    authority: optional(AuthorityName),
    mediation: orNothing(MediationName),
    eService: orNothing(Type.Boolean()),
    service: orNothing(
      Type.Object(
        {
          name: optional(Label),
          address: optional(Label),
          postcode: optional(Label),
          mobile: optional(Label),
          mail: optional(Label),
        },
        closed,
      ),
    ),
  },
  { ...closed, description: 'what is not named stays; null takes an answer back' },
);
const Parties = Type.Object(
  {
    parties: Type.Array(
      Type.Object(
        {
          side: SideName,
          kind: PartyKindName,
          name: Type.String({ minLength: 1, maxLength: MAX_FILING_NAME }),
          details: optional(
            Type.Record(Type.String(), Type.String({ maxLength: 500 }), {
              maxProperties: MAX_PARTY_DETAILS,
              description: 'everything else, by the names of the form’s fields',
            }),
          ),
        },
        closed,
      ),
      { maxItems: MAX_FILING_PARTIES },
    ),
  },
  closed,
);
const Saving = Type.Object(
  {
    answers: Type.Array(
      Type.Object(
        {
          field: Type.String({
            pattern: '^[A-Za-z][A-Za-z0-9_.-]{0,99}$',
            description: 'path of the field, joined by points: plaintiffs.0.name',
          }),
          value: Type.Any({ description: 'JSON; null empties the field' }),
          base: Type.Integer({ minimum: 0, description: 'the version that the device knew' }),
        },
        closed,
      ),
      { minItems: 1, maxItems: MAX_SAVED_AT_ONCE },
    ),
  },
  closed,
);
const SAVING_BYTES = MAX_SAVED_AT_ONCE * (MAX_ANSWER_BYTES + 200);
/** Each letter of a detail may take three bytes. */
const PARTIES_BYTES = MAX_FILING_PARTIES * (MAX_PARTY_DETAILS + 1) * 1600;

/** One's own filings: begin, write, look through, hand in, take back. Papers stand in `filing-papers.ts`. */
export async function filingRoutes(instance: FastifyInstance, options: RouteOptions) {
  beginning(instance, options);
  writing(instance, options);
  handingIn(instance, options);
}

function beginning(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;

  app.get(
    '/filings',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'My filings, 20 a page, the last changed first',
        querystring: Type.Object({ page: Page }, closed),
        response: answers({
          200: Type.Object({ items: Type.Array(filingLine), total: Count }, closed),
        }),
      },
    },
    async (request) =>
      listMyFilings(deps.court, actorOf(request), { page: Number(request.query.page ?? '1') }),
  );

  app.post(
    '/filings',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Begin a filing: a draft that nobody else sees',
        body: Begun,
        response: answers({ 201: filingView }),
      },
    },
    async (request, reply) =>
      reply.code(201).send(await beginFiling(deps.court, actorOf(request), request.body)),
  );

  app.get(
    '/filings/own-party',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Who I am, as a form names a party: out of my own account',
        response: answers({ 200: ownParty }),
      },
    },
    async (request) => readOwnParty(deps.court, actorOf(request)),
  );

  app.get(
    '/filings/:id',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'One filing with everything in it; an official’s reading is noted',
        params: ById,
        response: answers({ 200: filingView }),
      },
    },
    async (request) => readFiling(deps.court, actorOf(request), request.params.id),
  );

  app.delete(
    '/filings/:id',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Throw a draft away, with its answers and papers',
        params: ById,
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      await discardFiling(deps.court, actorOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
}

function writing(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;

  app.patch(
    '/filings/:id',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Change what a filing says of itself, in a draft or while it is corrected',
        params: ById,
        body: Change,
        response: answers({ 200: filingView }),
      },
    },
    async (request) => changeFiling(deps.court, actorOf(request), request.params.id, request.body),
  );

  app.put(
    '/filings/:id/parties',
    {
      config: SESSION,
      bodyLimit: PARTIES_BYTES,
      schema: {
        tags,
        summary: 'Name the parties, all at once and in their order',
        params: ById,
        body: Parties,
        response: answers({ 200: filingView }),
      },
    },
    async (request) =>
      nameParties(deps.court, actorOf(request), request.params.id, request.body.parties),
  );

  app.put(
    '/filings/:id/answers',
    {
      config: SESSION,
      bodyLimit: SAVING_BYTES,
      schema: {
        tags,
        summary: 'Save fields, each by itself; what another device wrote since stays and is told',
        params: ById,
        body: Saving,
        response: answers({ 200: savedAnswers }),
      },
    },
    async (request) =>
      saveAnswers(deps.court, actorOf(request), request.params.id, request.body.answers),
  );

  app.get(
    '/filings/:id/findings',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Look it through: what is missing or double, with the article; it hinders nothing',
        params: ById,
        response: answers({ 200: Type.Array(filingFinding) }),
      },
    },
    async (request) => checkFiling(deps.court, actorOf(request), request.params.id),
  );
}

function handingIn(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;

  app.post(
    '/filings/:id/made',
    {
      config: SESSION,
      schema: {
        tags,
        summary:
          'Make the papers that the system writes of the answers: pleading, address, declaration',
        params: ById,
        response: answers({ 200: filingView }),
      },
    },
    async (request) => makePapers(deps.court, actorOf(request), request.params.id),
  );

  app.post(
    '/filings/:id/submission',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Prepare handing in, the first time or corrected: to be signed within ten minutes',
        params: ById,
        body: Type.Object({ point: Point }, closed),
        response: answers({ 201: signing }),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const prepared = await prepareSubmission(deps.court, actorOf(request), id, request.body);
      return reply.code(201).send(prepared);
    },
  );

  app.post(
    '/filings/:id/withdrawal',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Prepare taking it back: to be signed within ten minutes',
        params: ById,
        body: Type.Object(
          {
            point: Point,
            words: optional(Type.String({ minLength: 1, maxLength: MAX_FILING_WORDS })),
          },
          closed,
        ),
        response: answers({ 201: signing }),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const prepared = await prepareWithdrawal(deps.court, actorOf(request), id, request.body);
      return reply.code(201).send(prepared);
    },
  );

  app.get(
    '/filings/:id/receipt',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'What shows that papers were handed in: times, digests, state on chain',
        params: ById,
        response: answers({ 200: filingReceipt }),
      },
    },
    async (request) => readFilingReceipt(deps.court, actorOf(request), request.params.id),
  );
}
