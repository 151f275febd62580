import {
  addPaper,
  demandPapers,
  readFilingLimits,
  readPaper,
  restorePaper,
  withdrawPaper,
} from '@cunzheng/gateway';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { actorOf } from '../plugins/session.ts';
import { answers, fileAnswer } from '../schemas/answers.ts';
import { filingLimits, filingPaper, SlotName } from '../schemas/filings.ts';
import { closed, Id } from '../schemas/parts.ts';
import { disposition } from './files.ts';
import { ById } from './filings.ts';
import { PHOTO_TYPES } from './proofing.ts';
import { type App, type RouteOptions, SESSION } from './typed.ts';
import { passUpload } from './upload.ts';

const tags = ['filing'];
const ByPaper = Type.Object({ id: Id, paper: Id }, closed);
const PaperForm = Type.Object({
  slot: SlotName,
  name: Type.String({ minLength: 1, maxLength: 100 }),
  replaces: Type.Optional(Id),
  file: Type.Unsafe<unknown>({ type: 'string', format: 'binary', description: 'PDF or picture' }),
});

/** Papers of a filing: added, replaced, withdrawn, read. */
export async function filingPaperRoutes(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;

  app.post(
    '/filings/:id/papers',
    {
      config: { ...SESSION, form: PaperForm },
      schema: {
        tags,
        summary:
          'Add a paper, or put it in another’s place (multipart: slot, name, replaces, file last)',
        consumes: ['multipart/form-data'],
        params: ById,
        response: answers({ 201: filingPaper }),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const actor = actorOf(request);
      await demandPapers(deps.court, actor, id);
      const added = await passUpload(request, ({ fields, source }) =>
        addPaper(deps.court, actor, id, {
          ...{ slot: fields.get('slot') ?? '', name: fields.get('name') ?? '', source },
          replaces: fields.get('replaces'),
        }),
      );
      return reply.code(201).send(added);
    },
  );

  app.get(
    '/filings/:id/limits',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'What may be handed in and what belongs to the filing: told before the choice',
        params: ById,
        response: answers({ 200: filingLimits }),
      },
    },
    async (request) => readFilingLimits(deps.court, actorOf(request), request.params.id),
  );

  app.get(
    '/filings/:id/papers/:paper',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'The bytes of a paper; an official’s reading is noted',
        params: ByPaper,
        response: answers({ 200: fileAnswer('application/pdf', ...PHOTO_TYPES) }),
      },
    },
    async (request, reply) => {
      const { id, paper } = request.params;
      const file = await readPaper(deps.court, actorOf(request), id, paper);
      return reply
        .type(file.type)
        .header('content-length', file.size)
        .header('content-disposition', disposition('inline', file.name))
        .header('cache-control', 'private, no-store')
        .send(file.stream);
    },
  );

  app.delete(
    '/filings/:id/papers/:paper',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Take a paper out; what was handed in once stays in the file as withdrawn',
        params: ByPaper,
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      const { id, paper } = request.params;
      await withdrawPaper(deps.court, actorOf(request), id, paper);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/filings/:id/papers/:paper/restoration',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Bring a paper back that was taken out; what took its place goes',
        params: ByPaper,
        response: answers({ 200: filingPaper }),
      },
    },
    async (request) => {
      const { id, paper } = request.params;
      return restorePaper(deps.court, actorOf(request), id, paper);
    },
  );
}
