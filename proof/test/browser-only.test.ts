import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';

const source = join(import.meta.dirname, '../../src');

t.test('only the command line imports from Node', async (t) => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  t.ok(files.includes('verify.ts'));
  const fromNode = files.filter((name) =>
    /['"]node:/.test(readFileSync(join(source, name), 'utf8')),
  );
  t.strictSame(fromNode, ['cli.ts']);
});

t.test('nothing evaluates text as a program', async (t) => {
  for (const name of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts')) continue;
    t.notMatch(readFileSync(join(source, name), 'utf8'), /\beval\(|new Function|innerHTML/, name);
  }
});
