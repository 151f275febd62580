import { MAX_PAPERS } from '@cunzheng/domain';
import { FILING_REDIRECT_IDS } from '@cunzheng/domain/filing';
import {
  listFilings,
  MAX_FILING_WORDS,
  MAX_ITEMS,
  MAX_TAKEN_AT_ONCE,
  prepareDecision,
  readFilingReview,
  readRuling,
  takeFiling,
  takeFilings,
} from '@cunzheng/gateway';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { actorOf } from '../plugins/session.ts';
import { answers, fileAnswer, signing } from '../schemas/answers.ts';
import { FEE_CHOICES } from '../schemas/fees.ts';
import {
  FilingKindName,
  FilingStateName,
  filingCounts,
  filingLine,
  filingReview,
  filingView,
  SlotName,
} from '../schemas/filings.ts';
import { closed, Id, optional } from '../schemas/parts.ts';
import { Point } from './documents.ts';
import { disposition } from './files.ts';
import { ById } from './filings.ts';
import { type App, type RouteOptions, SESSION } from './typed.ts';

const tags = ['filing review'];
const Words = Type.String({ minLength: 1, maxLength: MAX_FILING_WORDS });
/** Fifty items of a thousand letters of three bytes. */
const DECISION_BYTES = 256 * 1024;

const act = <const Name extends string>(name: Name) => Type.Literal(name);
const CorrectionItem = Type.Object(
  {
    field: optional(Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_.-]{0,99}$' })),
    paper: optional(Id),
    slot: optional(SlotName),
    words: Words,
  },
  { ...closed, description: 'about one answer, one paper, one missing paper, or the whole' },
);
const Decision = Type.Union([
  Type.Object(
    {
      act: act('requestCorrection'),
      items: Type.Array(CorrectionItem, { minItems: 1, maxItems: MAX_ITEMS }),
      reason: optional(Words),
      fit: optional(
        Type.Array(Id, { maxItems: MAX_PAPERS, description: 'papers that are in order' }),
      ),
    },
    { ...closed, description: 'one notice lists everything; a second one wants a reason' },
  ),
  Type.Object(
    {
      act: act('refuse'),
      words: Words,
      number: optional(
        Type.String({
          minLength: 1,
          maxLength: 60,
          description: '案号 of the ruling, if it has one',
        }),
      ),
    },
    { ...closed, description: 'by a ruling 不予受理, whose PDF is written when this is prepared' },
  ),
  Type.Object(
    { act: act('redirect'), item: Type.Enum([...FILING_REDIRECT_IDS]), words: optional(Words) },
    { ...closed, description: 'item of 民诉法 127' },
  ),
  Type.Object(
    { act: act('transfer'), to: Type.String({ minLength: 1, maxLength: 8 }), words: Words },
    closed,
  ),
  Type.Object(
    {
      act: act('accept'),
      fee: optional(
        Type.Union([
          Type.Object({ ...FEE_CHOICES, words: optional(Words) }, closed),
          Type.Object({ none: Words }, closed),
        ]),
      ),
      setAside: optional(
        Type.Array(Type.Object({ paper: Id, words: Words }, closed), {
          maxItems: MAX_PAPERS,
          description: 'papers that are not taken into the case, each with its reason',
        }),
      ),
    },
    {
      ...closed,
      description:
        'the fee is what `fee-proposal` says; another one, or none, with the reason. The order to pay is made when it is signed',
    },
  ),
  Type.Object({ act: act('deemWithdrawn'), words: Words }, closed),
  Type.Object(
    {
      act: act('docket'),
      type: optional(Type.String({ minLength: 1, maxLength: 10, description: '类型代字' })),
    },
    closed,
  ),
]);

/** Filings of one's court: the queue, taking one on, and the court's answers. */
export async function filingReviewRoutes(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;

  app.get(
    '/filings/queue',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Filings of my courts in one state, 20 a page, what ends first before all',
        querystring: Type.Object(
          {
            state: optional(FilingStateName),
            taken: optional(Type.Enum(['nobody', 'me', 'other'])),
            kind: optional(FilingKindName),
            overdue: optional(Type.Literal('true')),
            q: optional(
              Type.String({
                maxLength: 60,
                description: 'part of a name, a cause or a case number',
              }),
            ),
            after: optional(
              Type.String({ maxLength: 100, description: '`next` of the page before' }),
            ),
          },
          closed,
        ),
        response: answers({
          200: Type.Object(
            {
              items: Type.Array(filingLine),
              next: optional(Type.String()),
              counts: filingCounts,
            },
            closed,
          ),
        }),
      },
    },
    async (request) => {
      const { overdue, ...search } = request.query;
      return listFilings(deps.court, actorOf(request), { ...search, overdue: overdue === 'true' });
    },
  );

  app.post(
    '/filings/takings',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Take several filings on; one that somebody was faster with hinders no other',
        body: Type.Object(
          {
            filings: Type.Array(Id, {
              minItems: 1,
              maxItems: MAX_TAKEN_AT_ONCE,
              uniqueItems: true,
            }),
          },
          closed,
        ),
        response: answers({
          200: Type.Object(
            {
              taken: Type.Array(Id),
              refused: Type.Array(Type.Object({ id: Id, code: Type.String() }, closed)),
            },
            closed,
          ),
        }),
      },
    },
    async (request) => {
      const done = await takeFilings(deps.court, actorOf(request), request.body.filings);
      return { taken: [...done.taken], refused: [...done.refused] };
    },
  );

  app.get(
    '/filings/:id/review',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'What an official needs beside the filing: what he may do, texts, next numbers',
        params: ById,
        response: answers({ 200: filingReview }),
      },
    },
    async (request) => readFilingReview(deps.court, actorOf(request), request.params.id),
  );

  app.get(
    '/filings/:id/ruling',
    {
      config: SESSION,
      schema: {
        tags,
        summary:
          'The ruling by which it was refused; with `act`, the one that is about to be signed',
        params: ById,
        querystring: Type.Object({ act: optional(Id) }, closed),
        response: answers({ 200: fileAnswer('application/pdf') }),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const file = await readRuling(deps.court, actorOf(request), id, request.query.act);
      return reply
        .type('application/pdf')
        .header('content-length', file.size)
        .header('content-disposition', disposition('inline', file.name))
        .header('cache-control', 'private, no-store')
        .send(file.stream);
    },
  );

  app.post(
    '/filings/:id/taking',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Take a filing on; another’s with a reason, or in his place',
        params: ById,
        body: Type.Object({ reason: optional(Words) }, closed),
        response: answers({ 200: filingView }),
      },
    },
    async (request) => takeFiling(deps.court, actorOf(request), request.params.id, request.body),
  );

  app.post(
    '/filings/:id/decision',
    {
      config: SESSION,
      bodyLimit: DECISION_BYTES,
      schema: {
        tags,
        summary: 'Prepare the court’s answer: to be signed within ten minutes',
        params: ById,
        body: Type.Object({ point: Point, decision: Decision }, closed),
        response: answers({ 201: signing }),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { point, decision } = request.body;
      const prepared = await prepareDecision(deps.court, actorOf(request), id, decision, { point });
      return reply.code(201).send(prepared);
    },
  );
}
