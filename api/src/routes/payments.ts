import {
  askRefund,
  beginPayment,
  cancelOrder,
  issueOrder,
  listFilingOrders,
  listMyOrders,
  listUnpaid,
  lookAgain,
  MAX_FILING_WORDS,
  paymentSlip,
  readFeeProposal,
  readOrder,
} from '@cunzheng/gateway';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { actorOf } from '../plugins/session.ts';
import { answers, fileAnswer } from '../schemas/answers.ts';
import { FeeChoiceSchema } from '../schemas/fees.ts';
import { closed } from '../schemas/parts.ts';
import { ChannelName, feeProposal, orderView } from '../schemas/payments.ts';
import { disposition } from './files.ts';
import { ById } from './filings.ts';
import { type App, type RouteOptions, SESSION } from './typed.ts';

const tags = ['payments'];
export const Words = Type.String({ minLength: 1, maxLength: MAX_FILING_WORDS });

/** What is to be paid for a filing: asked for by the court, paid by who filed, given back by a judge. */
export async function paymentRoutes(instance: FastifyInstance, options: RouteOptions) {
  ofFilings(instance, options);
  reading(instance, options);
  paying(instance, options);
  deciding(instance, options);
}

function ofFilings(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;

  app.get(
    '/filings/:id/fee-proposal',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'What the fee of a filing would be, out of its kind, cause and claims',
        params: ById,
        response: answers({ 200: feeProposal }),
      },
    },
    async (request) => readFeeProposal(deps.court, actorOf(request), request.params.id),
  );

  app.get(
    '/filings/:id/payments',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'The orders to pay of a filing, the newest first',
        params: ById,
        response: answers({ 200: Type.Array(orderView) }),
      },
    },
    async (request) => listFilingOrders(deps.court, actorOf(request), request.params.id),
  );

  app.post(
    '/filings/:id/payments',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Ask for the fee of an accepted filing that has no order, or only one that ended',
        params: ById,
        body: FeeChoiceSchema,
        response: answers({ 201: orderView }),
      },
    },
    async (request, reply) => {
      const wanted = { ...request.body, filing: request.params.id };
      return reply.code(201).send(await issueOrder(deps.court, actorOf(request), wanted));
    },
  );
}

function reading(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;

  app.get(
    '/payments',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'What I am to pay, or paid, the newest first',
        response: answers({ 200: Type.Array(orderView) }),
      },
    },
    async (request) => listMyOrders(deps.court, actorOf(request)),
  );

  app.get(
    '/payments/unpaid',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Orders not paid in time, for judges: each proposes to end its filing',
        response: answers({ 200: Type.Array(orderView) }),
      },
    },
    async (request) => listUnpaid(deps.court, actorOf(request)),
  );

  app.get(
    '/payments/:id',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'One order to pay',
        params: ById,
        response: answers({ 200: orderView }),
      },
    },
    async (request) => readOrder(deps.court, actorOf(request), request.params.id),
  );

  app.get(
    '/payments/:id/receipt.pdf',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'The electronic slip of an order that is paid; no tax invoice',
        params: ById,
        response: answers({ 200: fileAnswer('application/pdf') }),
      },
    },
    async (request, reply) => {
      const slip = await paymentSlip(deps.court, actorOf(request), request.params.id);
      return reply
        .type('application/pdf')
        .header('content-disposition', disposition('inline', slip.name))
        .header('cache-control', 'private, no-store')
        .send(Buffer.from(slip.bytes));
    },
  );
}

function paying(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;

  app.post(
    '/payments/:id/attempts',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Begin to pay what is still owed, or go on with the attempt that runs',
        params: ById,
        body: Type.Object({ channel: ChannelName }, closed),
        response: answers({ 201: orderView }),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { channel } = request.body;
      return reply.code(201).send(await beginPayment(deps.court, actorOf(request), id, channel));
    },
  );

  app.post(
    '/payments/:id/query',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'I have paid: ask the providers now what became of it',
        params: ById,
        response: answers({ 200: orderView }),
      },
    },
    async (request) => lookAgain(deps.court, actorOf(request), request.params.id),
  );
}

function deciding(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;

  app.post(
    '/payments/:id/cancellation',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Nothing is to be paid any more; what has come goes back',
        params: ById,
        body: Type.Object({ words: Words }, closed),
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      await cancelOrder(deps.court, actorOf(request), request.params.id, request.body);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/payments/:id/refunds',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Give back what was paid, or a part of it, with the reason',
        params: ById,
        body: Type.Object({ amount: Type.Integer({ minimum: 1 }), words: Words }, closed),
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      await askRefund(deps.court, actorOf(request), request.params.id, request.body);
      return reply.code(204).send(null);
    },
  );
}
