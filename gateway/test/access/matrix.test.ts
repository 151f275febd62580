import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { permissionsPage } from '../../src/access/matrix.ts';
import { POLICY, ROLES } from '../../src/access/policy.ts';

const page = permissionsPage();

t.test('docs/permissions.md is what the table says (npm run permissions mends it)', async (t) => {
  const path = join(import.meta.dirname, '../../../../docs/permissions.md');
  t.equal(readFileSync(path, 'utf8'), page);
});

t.test('every action stands on it once, with a field for each role', async (t) => {
  const lines = page.split('\n').filter((line) => line.startsWith('| `'));
  t.equal(lines.length, Object.keys(POLICY).length);
  for (const line of lines) t.equal(line.split('|').length, ROLES.length + 3, line);
  t.match(page, /\| `document\.issue` .*\| draft /);
});
