import { CunzhengError } from '@cunzheng/domain';
import { type DatabaseOptions, Level, type OpenOptions } from 'level';
import { makeDirectory } from './durable.ts';

type TableOptions<K, V> = DatabaseOptions<K, V> & OpenOptions;

/**
 * Opens a LevelDB. Throws `LEDGER_LOCKED` when another process has it, `LOG_CORRUPT` when it cannot be read,
 * `DISK_FULL`, `DATA_DIR_UNWRITABLE` when its directory cannot be made.
 */
export async function openTable<K, V>(
  path: string,
  options: TableOptions<K, V>,
): Promise<Level<K, V>> {
  if (options.createIfMissing !== false) await makeDirectory(path);
  const table = new Level<K, V>(path, options);
  try {
    await table.open();
  } catch (cause) {
    throw tableError(path, cause);
  }
  return table;
}

function tableError(path: string, error: unknown): CunzhengError {
  const { cause } = error as { cause?: Error & { code?: string } };
  if (cause?.code === 'LEVEL_LOCKED')
    return new CunzhengError('LEDGER_LOCKED', `${path} is in use by another process`, { cause });
  return new CunzhengError('LOG_CORRUPT', `${path}: ${cause?.message}`, { cause });
}
