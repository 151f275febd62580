import type { FileHandle } from 'node:fs/promises';
import { open, readFile, stat } from 'node:fs/promises';
import type { Sha256 } from '@cunzheng/domain';
import type { Pool } from 'pg';
import type { FileStore } from '../files/file-store.ts';
import {
  SEALED_COLUMNS,
  SEALED_FILES,
  type SealedColumn,
  type SealedFiles,
} from './sealed-columns.ts';
import { openVault, type Vault, type VaultKeys, withNewKey, withoutKey } from './vault.ts';
import { readVaultKeys, replaceVaultKeys } from './vault-file.ts';

/** What a rotation stands on. The pool's connections own the tables and see every row (`cunzheng.scope=house`). */
export interface RotationParts {
  readonly database: Pool;
  readonly files: Pick<FileStore, 'put' | 'path'>;
  readonly keyFile: string;
  /** How far it is, after every batch. */
  readonly onProgress?: (progress: RotationProgress) => void;
}

export interface RotationProgress {
  /** Column, as `table.column`. */
  readonly where: string;
  /** Values sealed anew in it so far. */
  readonly done: number;
}

/** Where a key is still needed: values and files sealed with it, by `table.column`. `clear` counts what is not sealed. */
export interface KeyUse {
  readonly key: string;
  readonly where: string;
  readonly count: number;
}

export interface RotationStatus {
  readonly current: string;
  readonly keys: readonly string[];
  readonly uses: readonly KeyUse[];
}

export interface Rotated {
  readonly key: string;
  /** False when an earlier rotation was not finished and this one finished it. */
  readonly added: boolean;
  readonly resealed: number;
}

/** Why a key stays, or that it is gone. */
export type Retirement =
  | { readonly outcome: 'retired' }
  | { readonly outcome: 'unknown' | 'current' | 'tooSoon' }
  | { readonly outcome: 'used'; readonly uses: readonly KeyUse[] };

/** Stands for what lies in the clear, from before it was sealed. */
const CLEAR = '-';
const BATCH = 200;
/** No SQL transaction of a server lives so long: what it sealed with the old key is committed by then. */
export const SETTLE_MS = 10 * 60_000;
const LOCK = 0x726f74;

/**
 * Adds a key and seals everything anew with it, in batches, while servers run: they read the key file again when it
 * changes. Cut short at any point, the next call takes up the rest under the same key. Throws what database and disk
 * throw, `SEAL_BROKEN` for a value that was altered.
 */
export async function rotateKeys(parts: RotationParts): Promise<Rotated> {
  return alone(parts, async () => {
    const before = await readVaultKeys(parts.keyFile);
    const added = (await staleUses(parts, before.current)).length === 0;
    const keys = added ? withNewKey(before, nextId(before)) : before;
    if (added) await replaceVaultKeys(parts.keyFile, keys);
    return { key: keys.current, added, resealed: await resealAll(parts, openVault(keys), keys) };
  });
}

/** Which keys there are, and what is sealed with each. */
export async function rotationStatus(parts: RotationParts): Promise<RotationStatus> {
  const { current, keys } = await readVaultKeys(parts.keyFile);
  return { current, keys: Object.keys(keys), uses: await keyUses(parts) };
}

/**
 * Takes a key out of the file, when nothing is sealed with it. For ten minutes after the file changed it is refused: a
 * server may still be committing what it sealed before.
 */
export async function retireKey(
  parts: RotationParts,
  id: string,
  now: number,
): Promise<Retirement> {
  return alone(parts, async () => {
    const keys = await readVaultKeys(parts.keyFile);
    if (keys.keys[id] === undefined) return { outcome: 'unknown' };
    if (id === keys.current) return { outcome: 'current' };
    if (now - (await stat(parts.keyFile)).mtimeMs < SETTLE_MS) return { outcome: 'tooSoon' };
    const uses = (await keyUses(parts)).filter(({ key }) => key === id);
    if (uses.length > 0) return { outcome: 'used', uses };
    await replaceVaultKeys(parts.keyFile, withoutKey(keys, id));
    return { outcome: 'retired' };
  });
}

/** One rotation at a time, over all processes of the database. */
async function alone<T>({ database }: RotationParts, work: () => Promise<T>): Promise<T> {
  const client = await database.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    return await work();
  } finally {
    // The lock ends with its connection.
    client.release(true);
  }
}

function nextId({ keys }: VaultKeys): string {
  const numbers = Object.keys(keys).map((id) => (/^[0-9]{1,9}$/.test(id) ? Number(id) : 0));
  return String(Math.max(0, ...numbers) + 1);
}

async function staleUses(parts: RotationParts, current: string): Promise<KeyUse[]> {
  return (await keyUses(parts)).filter(({ key }) => key !== current);
}

async function keyUses(parts: RotationParts): Promise<KeyUse[]> {
  const uses: KeyUse[] = [];
  for (const column of SEALED_COLUMNS) uses.push(...(await usesIn(parts, column)));
  for (const files of SEALED_FILES) uses.push(...(await usesOfFiles(parts, files)));
  return uses;
}

async function usesIn({ database }: RotationParts, sealed: SealedColumn): Promise<KeyUse[]> {
  if (!(await isThere(database, sealed.table))) return [];
  const value = sealedText(sealed);
  const { rows } = await database.query<{ key: string; count: string }>(
    `SELECT CASE WHEN ${value} LIKE '1.%.%' THEN split_part(${value}, '.', 2) ELSE '${CLEAR}' END AS key,
       count(*) AS count
     FROM ${sealed.table} WHERE ${value} IS NOT NULL GROUP BY 1 ORDER BY 1`,
  );
  return rows.map(({ key, count }) => ({ key, where: nameOf(sealed), count: Number(count) }));
}

async function usesOfFiles(parts: RotationParts, files: SealedFiles): Promise<KeyUse[]> {
  const counts = new Map<string, number>();
  for await (const { sha256 } of rowsOfFiles(parts, files)) {
    const key = await keyOfFile(parts.files.path(sha256));
    if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => ({ key, where: nameOf(files), count }));
}

async function resealAll(parts: RotationParts, vault: Vault, keys: VaultKeys): Promise<number> {
  let done = 0;
  for (const column of SEALED_COLUMNS) {
    if (await isThere(parts.database, column.table))
      done += await resealColumn(parts, { vault, column, current: keys.current });
  }
  for (const files of SEALED_FILES)
    done += await resealFiles(parts, { vault, files, current: keys.current });
  return done;
}

interface Column {
  readonly vault: Vault;
  readonly column: SealedColumn;
  readonly current: string;
}

async function resealColumn(parts: RotationParts, given: Column): Promise<number> {
  const where = nameOf(given.column);
  let done = 0;
  for (;;) {
    const count = await resealBatch(parts, given);
    if (count === 0) return done;
    done += count;
    parts.onProgress?.({ where, done });
  }
}

/** A row that somebody changes meanwhile is left alone, for he seals with the new key. */
async function resealBatch({ database }: RotationParts, given: Column): Promise<number> {
  const { vault, column, current } = given;
  const { table, key, place } = column;
  const value = sealedText(column);
  const { rows } = await database.query<{ key: string; named: string; value: string }>(
    `SELECT ${key}::text AS key, ${placeBy(column)}::text AS named, ${value} AS value FROM ${table}
     WHERE ${value} IS NOT NULL AND ${value} NOT LIKE $1 LIMIT ${BATCH}`,
    [`1.${current}.%`],
  );
  if (rows.length === 0) return 0;
  const fresh = rows.map((row) => reseal(vault, row.value, place(row.named)));
  await database.query(
    `UPDATE ${table} t SET ${column.column} = ${written(column)}
     FROM unnest($1::text[], $2::text[], $3::text[]) AS fresh (key, old, value)
     WHERE t.${key}::text = fresh.key AND ${sealedText(column, 't.')} = fresh.old`,
    [rows.map((row) => row.key), rows.map((row) => row.value), fresh],
  );
  return rows.length;
}

/** What was written before it was sealed is sealed now. */
function reseal(vault: Vault, value: string, place: string): string {
  return vault.seal(value.startsWith('1.') ? vault.open(value, place) : value, place);
}

/** The sealed text, however it lies in its column. */
function sealedText({ column, form }: SealedColumn, before = ''): string {
  if (form === 'text') return `${before}${column}`;
  return form === 'json' || form === 'jsonb'
    ? `(${before}${column} #>> '{}')`
    : `(${before}${column} ->> '${form.field}')`;
}

function placeBy({ key, form }: SealedColumn): string {
  return typeof form === 'string' ? key : form.placeBy;
}

function written({ column, form }: SealedColumn): string {
  if (form === 'text') return 'fresh.value';
  if (form === 'json') return 'to_json(fresh.value)';
  if (form === 'jsonb') return 'to_jsonb(fresh.value)';
  return `jsonb_set(t.${column}, '{${form.field}}', to_jsonb(fresh.value))`;
}

interface Files {
  readonly vault: Vault;
  readonly files: SealedFiles;
  readonly current: string;
}

/** A file sealed anew is another file: its row names it from then on, and the sweep of files takes the old one. */
async function resealFiles(parts: RotationParts, given: Files): Promise<number> {
  const { table, column, key, place } = given.files;
  let done = 0;
  for await (const row of rowsOfFiles(parts, given.files)) {
    const path = parts.files.path(row.sha256);
    const sealedWith = await keyOfFile(path);
    if (sealedWith === undefined || sealedWith === given.current) continue;
    const bytes = given.vault.openBytes(await readFile(path), place(row.key));
    const { sha256 } = await parts.files.put(given.vault.sealBytes(bytes, place(row.key)));
    await parts.database.query(
      `UPDATE ${table} SET ${column} = $1 WHERE ${key}::text = $2 AND ${column} = $3`,
      [sha256, row.key, row.sha256],
    );
    done += 1;
    parts.onProgress?.({ where: nameOf(given.files), done });
  }
  return done;
}

async function* rowsOfFiles({ database }: RotationParts, { table, column, key }: SealedFiles) {
  for (let after = ''; ; ) {
    const { rows } = await database.query<{ key: string; sha256: Sha256 }>(
      `SELECT ${key}::text AS key, ${column} AS sha256 FROM ${table}
       WHERE ${column} IS NOT NULL AND ${key}::text > $1 ORDER BY ${key}::text LIMIT ${BATCH}`,
      [after],
    );
    yield* rows;
    if (rows.length < BATCH) return;
    after = rows.at(-1)?.key as string;
  }
}

/** The key's id at a sealed file's head; undefined when the file is not there: that is for others to complain of. */
async function keyOfFile(path: string): Promise<string | undefined> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
    return /^1\.([A-Za-z0-9-]{1,32})\./.exec(buffer.toString('latin1', 0, bytesRead))?.[1];
  } finally {
    await file.close();
  }
}

async function isThere(database: Pool, table: string): Promise<boolean> {
  const { rows } = await database.query('SELECT to_regclass($1) IS NOT NULL AS there', [table]);
  return rows[0]?.there === true;
}

function nameOf({ table, column }: { readonly table: string; readonly column: string }): string {
  return `${table}.${column}`;
}
