// `npm run schemas`: writes the JSON Schema of every record, of behaviours, batches and the trust file to docs/schemas, from the very values
// that type and check them. A test compares.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BatchSchema, BehaviourSchema, RECORD_SCHEMAS, TrustFileSchema } from '@cunzheng/domain';

const OUT = join(import.meta.dirname, '../../../docs/schemas');
const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

const schemas: Readonly<Record<string, object>> = {
  ...Object.fromEntries(
    Object.entries(RECORD_SCHEMAS).map(([kind, [first, ...others]]) => [
      kind,
      others.length === 0 ? first : { anyOf: [first, ...others] },
    ]),
  ),
  behaviour: BehaviourSchema,
  batch: BatchSchema,
  trust: TrustFileSchema,
};

await mkdir(OUT, { recursive: true });
for (const [name, schema] of Object.entries(schemas)) {
  const text = JSON.stringify({ $schema: DIALECT, ...schema }, null, 2);
  await writeFile(join(OUT, `${name}.json`), `${text}\n`);
}
