import { AsyncLocalStorage } from 'node:async_hooks';
import type { Readable } from 'node:stream';
import { CunzhengError } from '@cunzheng/domain';
import {
  type Actor,
  beginUpload,
  completeUpload,
  continueUpload,
  discardUpload,
  listUploads,
  type NewUpload,
  readUpload,
} from '@cunzheng/gateway';
import { DataStore, Metadata, Server, Upload } from '@tus/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Deps } from '../deps.ts';
import { errorAnswer, preferredLanguage } from '../errors/answer.ts';
import { codedError } from '../errors/coded.ts';
import { HTTP_STATUS } from '../errors/http-status.ts';
import { actorOf } from '../plugins/session.ts';
import { answers } from '../schemas/answers.ts';
import { filingPaper, filingUpload } from '../schemas/filings.ts';
import { closed, Id } from '../schemas/parts.ts';
import { ById } from './filings.ts';
import { type App, type RouteOptions, SESSION } from './typed.ts';

const tags = ['filing'];
const PATH = '/api/v1/uploads';
const BYTES = 'application/offset+octet-stream';

/** Whose request the protocol is answering. */
interface Asked {
  readonly actor: Actor;
  readonly request: FastifyRequest;
  /** The upload that this request begins. */
  readonly begun: string | undefined;
}

const ByUpload = Type.Object({ upload: Id }, closed);

/** Papers piece by piece, by the protocol tus 1.0.0: a break costs what was under way and nothing before it. */
export async function uploadRoutes(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;
  const asked = new AsyncLocalStorage<Asked>();
  const server = tusServer(deps, asked);
  /** Lets the protocol answer; what we refuse is refused before, in our own form. */
  const protocol = async (request: FastifyRequest, reply: FastifyReply, begun?: string) => {
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) reply.raw.setHeader(name, value);
    const whose = { actor: actorOf(request), request, begun };
    await asked.run(whose, () => server.handle(request.raw, reply.raw));
  };
  // The protocol reads the body itself, as it comes.
  app.addContentTypeParser(BYTES, (_request, _body, done) => done(null));

  app.get(
    '/filings/:id/uploads',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Papers of a filing that were begun and are not complete: one’s own',
        params: ById,
        response: answers({ 200: Type.Array(filingUpload) }),
      },
    },
    async (request) => listUploads(deps.court, actorOf(request), request.params.id),
  );

  app.post(
    '/uploads',
    {
      config: SESSION,
      schema: {
        tags,
        summary:
          'Begin a paper (tus creation): `Upload-Length`; `Upload-Metadata` with filing, slot, name, mark, replaces',
        response: answers({ 201: Type.Null() }),
      },
    },
    async (request, reply) => {
      const { id } = await beginUpload(deps.court, actorOf(request), wantedBy(request));
      await protocol(request, reply, id);
    },
  );

  app.head(
    '/uploads/:upload',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'How far a paper has come (tus); a complete one becomes a paper',
        params: ByUpload,
        response: answers({ 200: Type.Null() }),
      },
    },
    async (request, reply) => {
      // Its last bytes may have come without anybody hearing what became of them.
      await completeUpload(deps.court, actorOf(request), request.params.upload);
      await protocol(request, reply);
    },
  );

  app.patch(
    '/uploads/:upload',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Go on with a paper (tus); the last bytes make it one',
        params: ByUpload,
        response: answers({ 200: filingPaper, 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      await readUpload(deps.court, actorOf(request), request.params.upload);
      await protocol(request, reply);
    },
  );

  app.delete(
    '/uploads/:upload',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Throw an unfinished paper away (tus termination)',
        params: ByUpload,
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      await readUpload(deps.court, actorOf(request), request.params.upload);
      await protocol(request, reply);
    },
  );
}

function tusServer(deps: Deps, asked: AsyncLocalStorage<Asked>): Server {
  const now = () => {
    const found = asked.getStore();
    if (found === undefined) throw new TypeError('outside a request');
    return found;
  };
  return new Server({
    path: PATH,
    relativeLocation: true,
    allowedOrigins: () => false,
    datastore: new FilingStore(deps, () => now().actor),
    namingFunction: () => now().begun ?? '',
    onUploadFinish: async (_request, { id }) => {
      const paper = await completeUpload(deps.court, now().actor, id);
      const headers = { 'content-type': 'application/json; charset=utf-8' };
      return { status_code: 200, headers, body: JSON.stringify(paper) };
    },
    onResponseError: (_request, error) => refusal(error, now().request),
  });
}

/** What the protocol's headers say; the flow looks at it. Throws `INPUT_INVALID` where they cannot be read. */
function wantedBy({ headers }: FastifyRequest): NewUpload {
  const said = metadataOf(String(headers['upload-metadata'] ?? ''));
  const text = (name: string) => said[name] ?? '';
  return {
    ...{ filing: text('filing'), slot: text('slot'), name: text('name'), mark: text('mark') },
    replaces: said.replaces ?? undefined,
    length: Number(headers['upload-length'] ?? Number.NaN),
  };
}

function metadataOf(text: string): Readonly<Record<string, string | null>> {
  try {
    return Metadata.parse(text);
  } catch {
    throw new CunzhengError('INPUT_INVALID', 'upload-metadata');
  }
}

/** Our refusals in our own form; those of the protocol itself stay as they are. */
function refusal(error: unknown, request: FastifyRequest) {
  if ((error as { status_code?: number }).status_code !== undefined) return undefined;
  const coded = codedError(error);
  const status_code = HTTP_STATUS[coded.code];
  const line = { code: coded.code, err: coded.cause ?? coded };
  if (status_code >= 500) request.log.error(line, 'failed');
  const language = preferredLanguage(request.headers['accept-language']);
  return { status_code, body: JSON.stringify(errorAnswer(coded, language, request.id)) };
}

/** The flow's uploads as the protocol's store. */
class FilingStore extends DataStore {
  readonly #deps: Deps;
  readonly #actor: () => Actor;

  constructor(deps: Deps, actor: () => Actor) {
    super();
    this.extensions = ['creation', 'creation-with-upload', 'termination'];
    this.#deps = deps;
    this.#actor = actor;
  }

  override async create(file: Upload): Promise<Upload> {
    return file;
  }

  override async getUpload(id: string): Promise<Upload> {
    const { offset, length } = await readUpload(this.#deps.court, this.#actor(), id);
    return new Upload({ id, offset, size: length });
  }

  override write(bytes: Readable, id: string, offset: number): Promise<number> {
    // Closed by whoever stops reading, it would say that the line broke, and not why the bytes were refused.
    const kept = bytes.iterator({ destroyOnReturn: false });
    return continueUpload(this.#deps.court, this.#actor(), id, offset, kept);
  }

  override remove(id: string): Promise<void> {
    return discardUpload(this.#deps.court, this.#actor(), id);
  }
}
