import { existsSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { ROOT, read, trackedFiles } from './tree.ts';

const files = trackedFiles();

t.test('every path the documents name is there', async (t) => {
  for (const page of ['README.md', 'README.zh-CN.md', 'CONTRIBUTING.md', 'docs/architecture.md']) {
    for (const [, path = ''] of read(page).matchAll(/\]\((?!https?:|#)([^)#]+)\)/g)) {
      t.ok(existsSync(join(ROOT, page, '..', path)), `${page}: ${path}`);
    }
  }
  for (const [, folder = ''] of read('docs/architecture.md').matchAll(/^\| `([a-z/-]+)\/`/gm))
    t.ok(existsSync(join(ROOT, folder)), folder);
});

t.test('each decision is one page with the same parts', async (t) => {
  const decisions = files.filter((path) => /^docs\/adr\/\d{4}-.*\.md$/.test(path));
  t.ok(decisions.length >= 8);
  for (const path of decisions) {
    const text = read(path);
    t.ok(text.split('\n').length <= 60, `${path} fits a page`);
    for (const part of [
      '## Context',
      '## Decision',
      '## Alternatives',
      '## Consequences',
      '## How we would notice it was wrong',
    ])
      t.ok(text.includes(part), `${path} has ${part}`);
  }
  const numbers = decisions.map((path) => path.slice(9, 13));
  t.equal(new Set(numbers).size, numbers.length, 'no number twice');
});

t.test('every command of the READMEs is a script of package.json', async (t) => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  for (const page of ['README.md', 'README.zh-CN.md', 'CONTRIBUTING.md']) {
    for (const [, name = ''] of read(page).matchAll(/npm run ([a-z:-]+)/g))
      t.ok(name in scripts, `${page}: npm run ${name}`);
  }
});
