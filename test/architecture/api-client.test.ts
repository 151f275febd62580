import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import t from 'tap';
import { ROOT, read } from './tree.ts';

/** What `npm run api-client -w @cunzheng/web` writes, in this project's formatting. */
function generated(): string {
  const generator = join(ROOT, 'web/node_modules/openapi-typescript/bin/cli.js');
  const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
  const cwd = ROOT;
  const types = execFileSync(process.execPath, [generator, 'api/openapi.json'], {
    ...{ cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    maxBuffer: 16 * 2 ** 20,
  });
  const target = '--stdin-file-path=web/src/api-client/schema.ts';
  return execFileSync(process.execPath, [biome, 'format', target], {
    ...{ cwd, encoding: 'utf8', input: types, maxBuffer: 16 * 2 ** 20 },
  });
}

t.test('the web client’s types are those generated from the published OpenAPI', async (t) => {
  t.equal(read('web/src/api-client/schema.ts'), generated());
});
