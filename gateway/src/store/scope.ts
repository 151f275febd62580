import pg from 'pg';

/** What the house does without a person who asks. Each is a reason to see every court's rows. */
export type HouseTask =
  | 'audit'
  | 'demo'
  | 'docketing'
  | 'erasure'
  | 'filing'
  | 'notices'
  | 'payments'
  | 'retention'
  | 'accounts'
  | 'seed'
  | 'set-up'
  | 'staff'
  | 'start'
  | 'suits'
  | 'sweep'
  | 'system-key';

/**
 * On whose behalf SQL is asked; row security gives the rows that are due to it and no others, whatever a query forgets.
 * `nobody` sees the directory of courts. `shown` sees the rows that carry what was shown: an account, a token, a
 * document's number together with its code, a digest. `person` sees his own and all of the courts he holds an office
 * in; what he shows besides opens single rows. `house` sees everything and names its task.
 */
export type Scope =
  | { readonly as: 'nobody' }
  | { readonly as: 'shown'; readonly shown: readonly string[] }
  | {
      readonly as: 'person';
      readonly person: string;
      readonly courts: readonly string[];
      readonly administers: readonly string[];
    }
  | { readonly as: 'house'; readonly task: HouseTask };

export const NOBODY: Scope = { as: 'nobody' };

/** Parts several values of one setting; no account, code or digest holds it. */
const BETWEEN = '\u001f';

/** The role under which every statement of the court runs: it owns no table and no right to pass row security. */
export const APPLICATION_ROLE = 'cunzheng_app';

/**
 * Opens a transaction in a scope, one round trip. All settings end with the transaction, so a connection that goes back
 * to the pool carries nothing over. `role` is absent where the database's own role is bound by row security itself.
 */
export function beginIn(scope: Scope, role: string | undefined): string {
  const person = scope.as === 'person' ? scope : undefined;
  const settings: [string, string][] = [
    ...(role === undefined ? [] : ([['role', role]] as [string, string][])),
    ['cunzheng.scope', scope.as],
    ['cunzheng.person', person?.person ?? ''],
    ['cunzheng.courts', (person?.courts ?? []).join(BETWEEN)],
    ['cunzheng.administers', (person?.administers ?? []).join(BETWEEN)],
    ['cunzheng.shown', scope.as === 'shown' ? shownText(scope.shown) : ''],
  ];
  const calls = settings.map(([name, value]) => `set_config('${name}', ${quoted(value)}, true)`);
  return `BEGIN; SELECT ${calls.join(', ')}`;
}

/** The value of `cunzheng.shown`. What holds the sign between values would count as several; no row carries it. */
export function shownText(shown: readonly string[]): string {
  return shown.filter((each) => !each.includes(BETWEEN)).join(BETWEEN);
}

function quoted(value: string): string {
  if (value.includes('\0')) throw new TypeError('a setting holds no zero byte');
  return pg.escapeLiteral(value);
}
