import {
  type CourtRecord,
  CunzhengError,
  type ErrorCode,
  type FilingChainState,
  filingActOf,
  filingStateAfter,
  recordId,
} from '@cunzheng/domain';
import type { NotedSuit, SuitEntry } from '@cunzheng/domain/suits';
import type { SuitIndex } from '../../src/context.ts';
import type { RememberingNotary } from './court.ts';

/** An index of like suits as the contract keeps it, over what several notaries remember. */
export class RememberingSuits implements SuitIndex {
  /** Each call, with the member in whose name it came. */
  readonly calls: { readonly member: string; readonly entries: readonly SuitEntry[] }[] = [];
  readonly entries = new Map<string, SuitEntry>();
  readonly notaries: RememberingNotary[] = [];
  /** Thrown by the next call. */
  fault: ErrorCode | undefined;
  /** Entries of these filings are refused. */
  readonly refused = new Set<string>();

  async note(member: string, entries: readonly SuitEntry[]) {
    this.#throwFault();
    this.calls.push({ member, entries });
    return entries.map((entry) => {
      if (this.refused.has(entry.filing))
        return { outcome: 'refused', code: 'COURT_NOT_YOURS' } as const;
      const key = JSON.stringify([entry.epoch, entry.tag, entry.filing]);
      if (this.entries.has(key)) return { outcome: 'exists' } as const;
      this.entries.set(key, entry);
      return { outcome: 'recorded' } as const;
    });
  }

  async find(epoch: string, tag: string, limit: number): Promise<NotedSuit[]> {
    this.#throwFault();
    return [...this.entries.values()]
      .filter((entry) => entry.epoch === epoch && entry.tag === tag)
      .map(({ filing }) => this.#suitOf(filing))
      .slice(0, limit);
  }

  #throwFault(): void {
    const { fault } = this;
    this.fault = undefined;
    if (fault !== undefined) throw new CunzhengError(fault);
  }

  #suitOf(filing: string): NotedSuit {
    const acts = this.notaries
      .flatMap(({ records }) => records)
      .filter((record) => belongsTo(record, filing));
    const [first] = acts as [CourtRecord];
    let suit: NotedSuit = { filing, court: first.court, state: 'review', submitted: first.actTime };
    for (const record of acts) {
      if (record.kind !== 'filing' || recordId(record) === filing) continue;
      const state = filingStateAfter(filingActOf(record), suit.state) as FilingChainState;
      const court = record.action === 'transferred' ? record.to : suit.court;
      const number = record.action === 'docketed' ? { number: record.number } : {};
      suit = { ...suit, state, court, ...number };
    }
    return suit;
  }
}

function belongsTo(record: CourtRecord, filing: string): boolean {
  return record.kind === 'filing' && (record.filing === filing || recordId(record) === filing);
}
