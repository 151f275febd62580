import type { NetworkId } from '@cunzheng/domain';
import type { Clock, Court, PracticePayments } from '@cunzheng/gateway';
import type { NetworkMember, NotaryLog } from '@cunzheng/notary';

/** What the health page and the metrics need of the notary. */
export interface NotaryHealth {
  readonly ledger: 'ok' | 'down';
  readonly height: number;
  readonly logSize: number;
  readonly provenSize: number;
  readonly pending: number;
  readonly alarms: readonly string[];
}

/** Everything the routes stand on; `compose` opens it, tests may put parts of their own in. */
export interface Deps {
  readonly court: Court;
  readonly log: Pick<NotaryLog, 'origin' | 'trust' | 'checkpoint' | 'readTile' | 'size'>;
  readonly network: NetworkId;
  readonly channel: string;
  /** Text of the trust file as it is handed out. */
  readonly trustText: string;
  readonly clock: Clock;
  /** Moves no money; there while trying only. */
  readonly practice?: PracticePayments | undefined;
  members(): Promise<readonly NetworkMember[]>;
  health(): Promise<NotaryHealth>;
  /** Resolves when the database answers; throws what it throws. */
  pingDatabase(): Promise<void>;
}
