import { CunzhengError } from '@cunzheng/domain';

const UNWRITABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR']);

/** The coded form of what a disk says; anything else passes through. */
export function diskFault(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new CunzhengError('DISK_FULL', 'no room left', { cause: error });
  }
  if (code !== undefined && UNWRITABLE.has(code)) {
    return new CunzhengError('DATA_DIR_UNWRITABLE', 'cannot write there', { cause: error });
  }
  return error;
}
