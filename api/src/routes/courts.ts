import { CunzhengError } from '@cunzheng/domain';
import {
  applyListing,
  approveCourt,
  COURT_LEVELS,
  listSetups,
  previewListing,
  proposeCourt,
  readCourtEntry,
  readRegions,
  searchCourts,
} from '@cunzheng/gateway';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { actorOf } from '../plugins/session.ts';
import { answers, courtEntry, courtListing, courtRegion, courtSetup } from '../schemas/answers.ts';
import { closed } from '../schemas/parts.ts';
import { type App, PUBLIC, type RouteOptions, SESSION } from './typed.ts';

const tags = ['courts'];
const Code = Type.String({ minLength: 1, maxLength: 8, description: '法院代字' });
const Words = Type.String({ minLength: 1, maxLength: 60 });

/** 4,000 lines of a spreadsheet. */
const LISTING_BYTES = 2 * 1024 * 1024;
const Listing = Type.Object(
  { csv: Type.String({ minLength: 1, maxLength: LISTING_BYTES }) },
  closed,
);

/** The directory of courts for everyone, and setting courts up for administrators. */
export async function courtRoutes(instance: FastifyInstance, { deps }: RouteOptions) {
  const app = instance as unknown as App;

  app.get(
    '/courts',
    {
      config: PUBLIC,
      schema: {
        tags,
        summary: 'Courts by name, code, pinyin, initials or place, 20 a page',
        querystring: Type.Object(
          {
            q: Type.Optional(Type.String({ maxLength: 60 })),
            province: Type.Optional(Words),
            city: Type.Optional(Words),
            level: Type.Optional(Type.Enum([...COURT_LEVELS])),
            served: Type.Optional(
              Type.Enum(['true'], { description: 'only courts that this deployment serves' }),
            ),
            page: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,3}$' })),
          },
          closed,
        ),
        response: answers({
          200: Type.Object({ items: Type.Array(courtEntry), total: Type.Integer() }, closed),
        }),
      },
    },
    async (request) => {
      const { served, page = '1', ...search } = request.query;
      return searchCourts(deps.court, {
        ...search,
        served: served === 'true',
        page: Number(page),
      });
    },
  );

  app.get(
    '/courts/regions',
    {
      config: PUBLIC,
      schema: {
        tags,
        summary: 'Provinces and cities with the courts that are listed in them',
        response: answers({ 200: Type.Array(courtRegion) }),
      },
    },
    async () => readRegions(deps.court),
  );

  app.get(
    '/courts/:code',
    {
      config: PUBLIC,
      schema: {
        tags,
        summary: 'One court of the directory',
        params: Type.Object({ code: Code }, closed),
        response: answers({ 200: courtEntry }),
      },
    },
    async (request) => {
      const entry = await readCourtEntry(deps.court, request.params.code);
      if (entry === undefined) throw new CunzhengError('NOT_FOUND');
      return entry;
    },
  );

  app.get(
    '/court-setups',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Courts proposed on chain, and those set up from mine',
        response: answers({ 200: Type.Array(courtSetup) }),
      },
    },
    async (request) => listSetups(deps.court, actorOf(request)),
  );

  app.post(
    '/court-setups',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Propose a listed court on chain and name its administrator',
        body: Type.Object(
          { code: Code, administrator: Type.String({ minLength: 1, maxLength: 64 }) },
          closed,
        ),
        response: answers({ 201: courtSetup }),
      },
    },
    async (request, reply) =>
      reply.code(201).send(await proposeCourt(deps.court, actorOf(request), request.body)),
  );

  app.post(
    '/court-setups/:code/approval',
    {
      config: SESSION,
      schema: {
        tags,
        summary: 'Approve a proposed court on behalf of the member that hosts mine',
        params: Type.Object({ code: Code }, closed),
        response: answers({ 201: courtSetup }),
      },
    },
    async (request, reply) =>
      reply.code(201).send(await approveCourt(deps.court, actorOf(request), request.params.code)),
  );

  app.post(
    '/court-listings/preview',
    {
      config: SESSION,
      bodyLimit: LISTING_BYTES,
      schema: {
        tags,
        summary: 'What a file of courts (CSV) would do to the directory; changes nothing',
        body: Listing,
        response: answers({ 200: courtListing }),
      },
    },
    async (request) => previewListing(deps.court, actorOf(request), request.body.csv),
  );

  app.post(
    '/court-listings',
    {
      config: SESSION,
      bodyLimit: LISTING_BYTES,
      schema: {
        tags,
        summary: 'Take a file of courts into the directory, whole or not at all',
        body: Listing,
        response: answers({ 201: courtListing }),
      },
    },
    async (request, reply) =>
      reply.code(201).send(await applyListing(deps.court, actorOf(request), request.body.csv)),
  );
}
