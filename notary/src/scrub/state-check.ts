import { CunzhengError } from '@cunzheng/domain';
import { openEmbeddedLedger } from '../ledger/embedded/open.ts';
import type { Findings } from './report.ts';

/** Compares the ledger's state with what the blocks give. Beside a running server, which has it locked, it is skipped. */
export async function checkState(dir: string, findings: Findings): Promise<void> {
  try {
    const ledger = await openEmbeddedLedger({ dir });
    try {
      const result = await ledger.compareState((block) => findings.progress('state', block));
      findings.counts.stateEntries = result.entries;
      for (const { kind, key } of result.differences)
        findings.differs({ what: 'state', where: `ledger/state: ${key}`, why: kind });
    } finally {
      await ledger.close();
    }
  } catch (error) {
    if (!(error instanceof CunzhengError)) throw error;
    if (error.code === 'LEDGER_LOCKED')
      findings.skip('state', 'a server is running and has it locked; the blocks were compared');
    else findings.differs({ what: 'state', where: 'ledger', why: error.message });
  }
}
