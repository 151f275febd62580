import { FILING_CONDITIONS, FILING_NOTICE } from '@cunzheng/domain/filing';
import {
  CHOOSE_ONE,
  JURISDICTION_QUESTIONS,
  JURISDICTION_RULES,
  JURISDICTION_START,
} from '@cunzheng/domain/jurisdiction';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { answers } from '../schemas/answers.ts';
import { type App, PUBLIC } from './typed.ts';

/** What everybody may read before he files: it is the same for all, and nothing is asked back. */
const GUIDE = {
  notice: FILING_NOTICE,
  conditions: FILING_CONDITIONS,
  jurisdiction: {
    start: JURISDICTION_START,
    questions: JURISDICTION_QUESTIONS,
    rules: JURISDICTION_RULES,
    chooseOne: CHOOSE_ONE,
  },
} as const;

/** 立案须知, the conditions of a filing, and the questions by which a layman finds his court. */
export async function filingGuideRoutes(instance: FastifyInstance) {
  const app = instance as unknown as App;
  app.get(
    '/filing-guide',
    {
      config: PUBLIC,
      schema: {
        tags: ['filing'],
        summary: 'What to know before filing: notice, conditions, and which court, as data',
        response: answers({
          200: Type.Unsafe<typeof GUIDE>({ type: 'object', additionalProperties: true }),
        }),
      },
    },
    async () => GUIDE,
  );
}
