import { type Action, POLICY, ROLES, type Role } from './policy.ts';

const HEAD = `# Who may do what

Made from \`gateway/src/access/policy.ts\` by \`npm run permissions\`; a test compares. A line is an action, a column a role: ✓ in every
state, else the states in which it may be done; an empty field means no. A litigant's column counts only for what is addressed to him,
an official's only within his own court (ADR 0022), and an office counts from the day it begins to the moment it ends. What is not here
is refused; what belongs to others is answered as if it were not there (\`NOT_FOUND\`), and both are written into the log of reads and denials (ADR 0031).
\`api/test/access.test.ts\` walks every route as everybody.
`;

/** The page \`docs/permissions.md\`: every action by every role, from the table that decides. */
export function permissionsPage(): string {
  const actions = (Object.keys(POLICY) as Action[]).toSorted();
  const rows = actions.map((action) => [
    `\`${action}\``,
    ...ROLES.map((role) => field(action, role)),
  ]);
  return `${HEAD}\n${table(['action', ...ROLES], rows)}\n`;
}

function field(action: Action, role: Role): string {
  const lines: Partial<Record<Role, 'any' | readonly string[]>> = POLICY[action];
  const allowed = lines[role];
  if (allowed === undefined) return '';
  return allowed === 'any' ? '✓' : allowed.join(', ');
}

/** A Markdown table with padded columns. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, i) => Math.max(3, ...all.map((row) => (row[i] as string).length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] as number)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}
