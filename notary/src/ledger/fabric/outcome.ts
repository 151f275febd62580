import { CunzhengError } from '@cunzheng/domain';
import { type LedgerResult, VALIDATION } from '../port.ts';

const CONFLICTS: ReadonlySet<number> = new Set([VALIDATION.mvccConflict, VALIDATION.phantom]);

/** A transaction in a block. */
export interface Placed {
  readonly txId: string;
  readonly block: number;
  /** Fabric's TxValidationCode. */
  readonly code: number;
  readonly response: string;
}

/** The result of a valid transaction. Throws `LEDGER_CONFLICT`, or `LEDGER_REFUSED` for what no repetition mends. */
export function outcome({ txId, block, code, response }: Placed): LedgerResult {
  if (code === VALIDATION.valid) return { txId, block, response };
  const details = { txId, block, code };
  if (CONFLICTS.has(code)) {
    throw new CunzhengError('LEDGER_CONFLICT', 'another transaction came first', { details });
  }
  throw new CunzhengError('LEDGER_REFUSED', `peers found it invalid: code ${code}`, { details });
}
