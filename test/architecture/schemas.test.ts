import { BatchSchema, BehaviourSchema, RECORD_SCHEMAS, TrustFileSchema } from '@cunzheng/domain';
import t from 'tap';
import { read } from './tree.ts';

const asJson = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;
const published = (name: string) => {
  const { $schema, ...schema } = JSON.parse(read(`docs/schemas/${name}.json`)) as Record<
    string,
    unknown
  >;
  return schema;
};

t.test('the published JSON Schemas are those that check (npm run schemas)', async (t) => {
  for (const [kind, [first, ...others]] of Object.entries(RECORD_SCHEMAS)) {
    t.same(
      published(kind),
      asJson(others.length === 0 ? first : { anyOf: [first, ...others] }),
      kind,
    );
  }
  t.same(published('behaviour'), asJson(BehaviourSchema), 'behaviour');
  t.same(published('batch'), asJson(BatchSchema), 'batch');
  t.same(published('trust'), asJson(TrustFileSchema), 'trust');
});
