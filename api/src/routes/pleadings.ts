import { CunzhengError } from '@cunzheng/domain';
import { FORM_IDS, PLEADING_FORMS, type PleadingForm } from '@cunzheng/domain/pleadings';
import { MAX_FIELDS, previewPleading, printPleading, readPleading } from '@cunzheng/gateway';
import { makePleadingDocx, makePleadingPdf } from '@cunzheng/gateway/pleadings';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { actorOf } from '../plugins/session.ts';
import { answers, fileAnswer } from '../schemas/answers.ts';
import { closed, Id } from '../schemas/parts.ts';
import { FormName, formLine, pleadingView } from '../schemas/pleadings.ts';
import { disposition } from './files.ts';
import { type App, PUBLIC, type RouteOptions, SESSION } from './typed.ts';

const tags = ['pleadings'];
const ById = Type.Object({ id: Id }, closed);
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
/** Answers of a form at their longest are far below it. */
const PREVIEW_BYTES = 256 * 1024;

/** Element-style pleadings: the forms, a try without a filing, and the pleading of a filing in every shape. */
export async function pleadingRoutes(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;

  app.get(
    '/pleadings/forms',
    {
      config: PUBLIC,
      schema: {
        tags,
        summary: 'Forms of pleadings',
        response: answers({ 200: Type.Array(formLine) }),
      },
    },
    async () => FORM_IDS.map((id) => lineOf(PLEADING_FORMS[id])),
  );

  app.get(
    '/pleadings/forms/:form',
    {
      config: PUBLIC,
      schema: {
        tags,
        summary: 'One form as data: sections, rows, fields with question, limits and condition',
        params: Type.Object({ form: Type.String({ maxLength: 40 }) }, closed),
        response: answers({
          200: Type.Unsafe<PleadingForm>({ type: 'object', additionalProperties: true }),
        }),
      },
    },
    async (request) => {
      const known = FORM_IDS.find((id) => id === request.params.form);
      if (known === undefined) throw new CunzhengError('NOT_FOUND');
      return PLEADING_FORMS[known];
    },
  );

  // A POST so that what somebody tells of his dispute stands in no address.
  app.post(
    '/pleadings/preview',
    {
      config: PUBLIC,
      bodyLimit: PREVIEW_BYTES,
      schema: {
        tags,
        summary: 'Questions, remarks and preview for these answers; nothing is kept',
        body: Type.Object(
          {
            form: FormName,
            answers: Type.Record(Type.String({ maxLength: 100 }), Type.Any(), {
              maxProperties: MAX_FIELDS,
              description: 'whole, or field by field under its path: plaintiffs.0.name',
            }),
            court: Type.Optional(Type.String({ minLength: 1, maxLength: 8 })),
          },
          closed,
        ),
        response: answers({ 200: pleadingView }),
      },
    },
    async (request) => previewPleading(deps.court, request.body),
  );

  app.get(
    '/filings/:id/pleading',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'The pleading of a filing, from its parties, address and answers',
        params: ById,
        response: answers({ 200: pleadingView }),
      },
    },
    async (request) => readPleading(deps.court, actorOf(request), request.params.id),
  );

  app.get(
    '/filings/:id/pleading.pdf',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'The same as PDF; marked as a draft until it is handed in',
        params: ById,
        response: answers({ 200: fileAnswer('application/pdf') }),
      },
    },
    async (request, reply) => {
      const { paper, ...how } = await printPleading(
        deps.court,
        actorOf(request),
        request.params.id,
      );
      const bytes = await makePleadingPdf(paper, how);
      return sendMade(reply, bytes, { type: 'application/pdf', name: `${paper.title}.pdf` });
    },
  );

  app.get(
    '/filings/:id/pleading.docx',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'The same as a Word document, to go on writing',
        params: ById,
        response: answers({ 200: fileAnswer(DOCX) }),
      },
    },
    async (request, reply) => {
      const { paper, time } = await printPleading(deps.court, actorOf(request), request.params.id);
      const bytes = await makePleadingDocx(paper, { time });
      return sendMade(reply, bytes, { type: DOCX, name: `${paper.title}.docx` });
    },
  );
}

function lineOf({ id, edition, name, title, cause }: PleadingForm) {
  return { id, edition, name, title, ...(cause === undefined ? {} : { cause }) };
}

function sendMade(
  reply: FastifyReply,
  bytes: Uint8Array,
  { type, name }: { readonly type: string; readonly name: string },
) {
  return reply
    .type(type)
    .header('content-disposition', disposition('attachment', name))
    .header('cache-control', 'private, no-store')
    .send(Buffer.from(bytes));
}
