import { createHash, randomBytes } from 'node:crypto';
import { recordKey } from '@cunzheng/chaincode/state';
import {
  type CourtRecord,
  CunzhengError,
  type NetworkId,
  recordBytes,
  recordId,
  toBase64Url,
} from '@cunzheng/domain';
import type { Ledger, LedgerBlock, LedgerCall, LedgerWrite } from '../../src/ledger/port.ts';

const MEMBERS = [
  { id: 'BjicMSP', name: '北京互联网法院' },
  { id: 'GzicMSP', name: '广州互联网法院' },
  { id: 'HzicMSP', name: '杭州互联网法院' },
  { id: 'SpcMSP', name: '最高人民法院' },
];
const COURTS = [
  { code: '京0491', name: '北京互联网法院', member: 'BjicMSP' },
  { code: '浙0192', name: '杭州互联网法院', member: 'HzicMSP' },
];

/** What a test puts into one transaction. */
export interface FakeTransaction {
  readonly writes: readonly LedgerWrite[];
  readonly valid?: boolean;
  readonly time?: number;
}

/** The write that records a record. */
export function recordWrite(record: CourtRecord): LedgerWrite {
  return { key: recordKey(recordId(record)), value: recordBytes(record) };
}

/** A ledger in memory with only what the log asks of one; blocks are whatever the test appends. */
export class FakeLedger
  implements Pick<Ledger, 'network' | 'channel' | 'evaluate' | 'follow' | 'height'>
{
  readonly network: NetworkId;
  readonly channel = 'judicial';
  readonly #blocks: LedgerBlock[] = [];
  #waiting: (() => void)[] = [];
  #closed = false;
  /** Blocks handed out to followers. */
  blocksRead = 0;

  constructor(genesis: Uint8Array = randomBytes(32)) {
    this.network = toBase64Url(genesis) as string as NetworkId;
    this.#blocks.push({
      number: 0,
      hash: genesis,
      previousHash: new Uint8Array(32),
      transactions: [],
    });
  }

  /** A ledger that holds the first `count` blocks of this one, as a copy that was put back does. */
  copy(count = this.#blocks.length): FakeLedger {
    const copy = new FakeLedger(this.#blocks[0]?.hash);
    copy.#blocks.push(...this.#blocks.slice(1, count));
    return copy;
  }

  /** Appends one block. Returns its number. */
  append(...transactions: readonly FakeTransaction[]): number {
    const previous = this.#blocks.at(-1) as LedgerBlock;
    const number = previous.number + 1;
    const hash = createHash('sha256').update(previous.hash).update(String(number));
    const made = transactions.map(
      ({ writes, valid = true, time = 1_760_000_000_000 + number }, i) => {
        for (const { key, value } of writes) hash.update(key).update(value ?? 'delete');
        const code = valid ? 0 : 11;
        return {
          txId: `${number}-${i}`,
          valid,
          code,
          time,
          creator: 'BjicMSP',
          writes,
          response: '',
        };
      },
    );
    const block = { number, hash: hash.digest(), previousHash: previous.hash, transactions: made };
    this.#blocks.push(block);
    this.#stir();
    return number;
  }

  /** Alters the last block's hash, so that the next does not follow from what was read. */
  breakChain(): void {
    const last = this.#blocks.pop() as LedgerBlock;
    this.#blocks.push({ ...last, hash: new Uint8Array(32) });
  }

  /** Appends a block with one transaction that records these. */
  record(...records: readonly CourtRecord[]): number {
    return this.append({ writes: records.map(recordWrite) });
  }

  async *follow(from: number, signal?: AbortSignal): AsyncIterable<LedgerBlock> {
    const stir = () => this.#stir();
    signal?.addEventListener('abort', stir, { once: true });
    for (let next = from; ; ) {
      if (signal?.aborted === true) return;
      if (this.#closed) throw new CunzhengError('LEDGER_CLOSED');
      const block = this.#blocks[next];
      if (block !== undefined) {
        next++;
        this.blocksRead++;
        yield block;
      } else {
        await new Promise<void>((resolve) => this.#waiting.push(resolve));
      }
    }
  }

  height(): Promise<number> {
    return Promise.resolve(this.#blocks.length);
  }

  evaluate({ name }: LedgerCall): Promise<string> {
    if (name === 'readMembers') return Promise.resolve(JSON.stringify({ members: MEMBERS }));
    return Promise.resolve(JSON.stringify({ courts: COURTS }));
  }

  close(): Promise<void> {
    this.#closed = true;
    this.#stir();
    return Promise.resolve();
  }

  #stir(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}
