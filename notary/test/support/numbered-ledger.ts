import type { CourtRecord } from '@cunzheng/domain';
import { numberedRecord } from './court-records.ts';
import { FakeLedger } from './fake-ledger.ts';

/** Records of block `number` of the numbered ledger: one to seven of them. */
export function recordsOfBlock(number: number): CourtRecord[] {
  const count = 1 + ((number * 5) % 7);
  return Array.from({ length: count }, (_, i) => numberedRecord(number * 10 + i));
}

/** A ledger that is the same in every process: block n always holds the same records. */
export function numberedLedger(blocks: number): FakeLedger {
  const ledger = new FakeLedger(Buffer.alloc(32, 7));
  for (let number = 1; number < blocks; number++) ledger.record(...recordsOfBlock(number));
  return ledger;
}
