import {
  type ProofFile,
  readPapersProof,
  readProof,
  readRecord,
  receiptPdf,
  signAct,
} from '@cunzheng/gateway';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { actorOf } from '../plugins/session.ts';
import { answers, fileAnswer, recordView, signedAct } from '../schemas/answers.ts';
import { closed, Id, RecordIdText } from '../schemas/parts.ts';
import { disposition } from './files.ts';
import { type App, type RouteOptions, SESSION } from './typed.ts';

const ByRecord = Type.Object({ recordId: RecordIdText }, closed);
const ProofForm = Type.Object({ form: Type.Optional(Type.Enum(['full', 'compact'])) }, closed);
const tags = ['records'];

/** Signing a prepared act, and what is on chain of it afterwards. */
export async function recordRoutes(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;

  app.post(
    '/acts/:actId/signature',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Hand in the signature; the act is done, its record follows to the ledger',
        params: Type.Object({ actId: Id }, closed),
        body: Type.Object({ signature: Type.String({ minLength: 1, maxLength: 200 }) }, closed),
        response: answers({ 201: signedAct }),
      },
    },
    async (request, reply) => {
      const { actId } = request.params;
      const done = await signAct(deps.court, actorOf(request), actId, request.body.signature);
      return reply.code(201).send(done);
    },
  );

  app.get(
    '/records/:recordId',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Where on the ledger a record stands, for those it concerns',
        params: ByRecord,
        response: answers({ 200: recordView }),
      },
    },
    async (request) => {
      const view = await readRecord(deps.court, actorOf(request), request.params.recordId);
      const members = (await deps.members()).length;
      return { ...view, node: { ...view.node, members } };
    },
  );

  app.get(
    '/records/:recordId/proof',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'The proof of a record, to be checked without us',
        params: ByRecord,
        querystring: ProofForm,
        response: answers({ 200: fileAnswer('application/json', 'application/octet-stream') }),
      },
    },
    async (request, reply) => {
      const { form = 'full' } = request.query;
      const { recordId } = request.params;
      return sendProof(reply, await readProof(deps.court, actorOf(request), recordId, form));
    },
  );

  app.get(
    '/records/:recordId/papers/:paper/proof',
    {
      config: SESSION,
      schema: {
        tags,
        summary:
          'The proof that a paper was handed in with this submission; it shows no other paper',
        params: Type.Object({ recordId: RecordIdText, paper: Id }, closed),
        querystring: ProofForm,
        response: answers({ 200: fileAnswer('application/json', 'application/octet-stream') }),
      },
    },
    async (request, reply) => {
      const { recordId, paper } = request.params;
      const shown = { form: request.query.form ?? 'full', papers: [paper] };
      return sendProof(reply, await readPapersProof(deps.court, actorOf(request), recordId, shown));
    },
  );

  app.get(
    '/receipts/:recordId.pdf',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'The receipt of an act as a PDF to print, its compact proof in QR codes',
        params: ByRecord,
        response: answers({ 200: fileAnswer('application/pdf') }),
      },
    },
    async (request, reply) => {
      const sheet = await receiptPdf(deps.court, actorOf(request), request.params.recordId);
      return reply
        .type('application/pdf')
        .header('content-disposition', disposition('inline', sheet.name))
        .header('cache-control', 'private, no-store')
        .send(Buffer.from(sheet.bytes));
    },
  );
}

function sendProof(reply: FastifyReply, file: ProofFile) {
  return reply
    .type(file.type)
    .header('content-disposition', disposition('attachment', file.name))
    .header('cache-control', 'private, no-store')
    .send(Buffer.from(file.bytes));
}
