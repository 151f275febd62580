import { readFile } from 'node:fs/promises';
import t from 'tap';
import { openapiDocument } from '../src/openapi.ts';
import { VERSION } from '../src/version.ts';

const read = async (path: string) =>
  JSON.parse(await readFile(new URL(`../../${path}`, import.meta.url), 'utf8')) as object;

t.test(
  'api/openapi.json is what the routes say (node api/write-openapi.mjs mends it)',
  async (t) => {
    const generated = JSON.parse(JSON.stringify(await openapiDocument())) as object;
    t.strictSame(await read('openapi.json'), generated);
  },
);

t.test('it is OpenAPI 3.1 and every operation has words and coded refusals', async (t) => {
  const document = (await read('openapi.json')) as {
    openapi: string;
    paths: Record<string, Record<string, { summary?: string; responses?: object }>>;
  };
  t.equal(document.openapi, '3.1.0');
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      t.ok(operation.summary, `${method} ${path} has a summary`);
      const codes = Object.keys(operation.responses ?? {});
      if (path !== '/api/v1/public/trust')
        t.ok(codes.includes('4XX'), `${method} ${path} ${codes}`);
    }
  }
});

t.test('the version is that of the package', async (t) => {
  t.match(await read('package.json'), { version: VERSION });
});
