import { parseRecordKey } from '@cunzheng/chaincode/state';
import type { Ledger, LedgerBlock } from '../ledger/port.ts';
import { type ChainPlace, markRecorded, type SqlClient } from './outbox.ts';

const BATCH = 500;

/**
 * Reads the ledger from block `from` to its present end and marks in SQL every record found there. Any number of times,
 * with the same result; `takeBatches` does the same for the batches of a block. Resolves to the number of rows that were
 * not right before.
 */
export async function replay(
  sql: SqlClient,
  ledger: Pick<Ledger, 'height' | 'follow'>,
  from: number,
  takeBatches: (block: LedgerBlock) => Promise<number> = async () => 0,
): Promise<number> {
  const last = (await ledger.height()) - 1;
  if (from > last) return 0;
  let mended = 0;
  let batch: ChainPlace[] = [];
  for await (const block of ledger.follow(from)) {
    batch.push(...placesOf(block));
    mended += await takeBatches(block);
    if (batch.length >= BATCH || block.number === last) {
      mended += await markRecorded(sql, batch, block.number);
      batch = [];
    }
    if (block.number >= last) break;
  }
  return mended;
}

function placesOf(block: LedgerBlock): ChainPlace[] {
  return block.transactions
    .filter(({ valid }) => valid)
    .flatMap(({ txId, writes }) =>
      writes.flatMap(({ key }) => {
        const id = parseRecordKey(key);
        return id === undefined ? [] : [{ id, txId, block: block.number }];
      }),
    );
}
