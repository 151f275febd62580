import {
  acceptAmount,
  closeDay,
  confirmBankRefund,
  dayCsv,
  listHeldLines,
  listOrders,
  listRefunds,
  matchLine,
  ORDER_FILTERS,
  previewStatement,
  readDay,
  retryRefund,
  returnLine,
  takeInStatement,
} from '@cunzheng/gateway';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { actorOf } from '../plugins/session.ts';
import { answers, fileAnswer } from '../schemas/answers.ts';
import { closed, optional, Page } from '../schemas/parts.ts';
import { dayView, heldLine, orderPage, refundLine, statementResult } from '../schemas/payments.ts';
import { disposition } from './files.ts';
import { ById } from './filings.ts';
import { Words } from './payments.ts';
import { type App, type RouteOptions, SESSION } from './typed.ts';

const tags = ['cashier'];
/** Two thousand lines of six cells. */
const STATEMENT_BYTES = 4 * 1024 * 1024;
const Code = Type.String({ minLength: 1, maxLength: 8, description: '法院代字' });
const OfCourt = Type.Object({ court: Code }, closed);
const ByDay = Type.Object(
  { day: Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }) },
  closed,
);
const Statement = Type.Object(
  { court: Code, csv: Type.String({ minLength: 1, maxLength: STATEMENT_BYTES }) },
  closed,
);

/** The books of a court: orders, what the bank says, what goes back, and the day. */
export async function cashierRoutes(instance: FastifyInstance, options: RouteOptions) {
  lists(instance, options);
  bank(instance, options);
  refunds(instance, options);
  days(instance, options);
}

function lists(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;

  app.get(
    '/cashier/orders',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Orders of my courts, 20 a page, the newest first',
        querystring: Type.Object(
          { show: optional(Type.Enum([...ORDER_FILTERS])), page: Page },
          closed,
        ),
        response: answers({ 200: orderPage }),
      },
    },
    async (request) => {
      const { show, page = '1' } = request.query;
      return listOrders(deps.court, actorOf(request), { show, page: Number(page) });
    },
  );

  app.get(
    '/cashier/held',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Money that came by bank for which no order is found',
        response: answers({ 200: Type.Array(heldLine) }),
      },
    },
    async (request) => listHeldLines(deps.court, actorOf(request)),
  );

  app.get(
    '/cashier/refunds',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Money that is to go back and has not arrived',
        response: answers({ 200: Type.Array(refundLine) }),
      },
    },
    async (request) => listRefunds(deps.court, actorOf(request)),
  );
}

function bank(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;
  const said = { config: SESSION, bodyLimit: STATEMENT_BYTES };

  app.post(
    '/cashier/statements/preview',
    {
      ...said,
      schema: {
        tags,
        summary: 'What a bank’s statement (CSV) would do; changes nothing',
        body: Statement,
        response: answers({ 200: statementResult }),
      },
    },
    async (request) => {
      const { court, csv } = request.body;
      return previewStatement(deps.court, actorOf(request), court, csv);
    },
  );

  app.post(
    '/cashier/statements',
    {
      ...said,
      schema: {
        tags,
        summary: 'Take a bank’s statement in, whole or not at all',
        body: Statement,
        response: answers({ 201: statementResult }),
      },
    },
    async (request, reply) => {
      const { court, csv } = request.body;
      return reply.code(201).send(await takeInStatement(deps.court, actorOf(request), court, csv));
    },
  );

  app.post(
    '/cashier/lines/:id/match',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Say which order a line of the bank is for, with the reason',
        params: ById,
        body: Type.Object(
          { reference: Type.String({ pattern: '^JF[0-9]{12}$' }), words: Words },
          closed,
        ),
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      await matchLine(deps.court, actorOf(request), request.params.id, request.body);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/cashier/lines/:id/return',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Send a line of the bank back, with the reason',
        params: ById,
        body: Type.Object({ words: Words }, closed),
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      await returnLine(deps.court, actorOf(request), request.params.id, request.body);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/cashier/attempts/:id/acceptance',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Take another sum than was asked for as it was paid, with the reason',
        params: ById,
        body: Type.Object({ words: Words }, closed),
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      await acceptAmount(deps.court, actorOf(request), request.params.id, request.body);
      return reply.code(204).send(null);
    },
  );
}

function refunds(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;

  app.post(
    '/cashier/refunds/:id/confirmation',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'The bank has sent it back, under this number of the bank',
        params: ById,
        body: Type.Object({ serial: Type.String({ minLength: 1, maxLength: 64 }) }, closed),
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      await confirmBankRefund(deps.court, actorOf(request), request.params.id, request.body);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/cashier/refunds/:id/retry',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Try a refund that failed once more, under the same number',
        params: ById,
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      await retryRefund(deps.court, actorOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
}

function days(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;

  app.get(
    '/cashier/days/:day',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'The books of a day: every line, the sums, and what does not add up',
        params: ByDay,
        querystring: OfCourt,
        response: answers({ 200: dayView }),
      },
    },
    async (request) =>
      readDay(deps.court, actorOf(request), request.query.court, request.params.day),
  );

  app.get(
    '/cashier/days/:day/lines.csv',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'The lines of a day for a spreadsheet',
        params: ByDay,
        querystring: OfCourt,
        response: answers({ 200: fileAnswer('text/csv') }),
      },
    },
    async (request, reply) => {
      const { day } = request.params;
      const books = await readDay(deps.court, actorOf(request), request.query.court, day);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', disposition('attachment', `交费${day}.csv`))
        .header('cache-control', 'private, no-store')
        .send(dayCsv(books));
    },
  );

  app.post(
    '/cashier/days/:day/closing',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Close a day that is over and balances',
        params: ByDay,
        body: OfCourt,
        response: answers({ 201: dayView }),
      },
    },
    async (request, reply) => {
      const { court } = request.body;
      const closedDay = await closeDay(deps.court, actorOf(request), court, request.params.day);
      return reply.code(201).send(closedDay);
    },
  );
}
