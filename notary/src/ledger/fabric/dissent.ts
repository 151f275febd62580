import { quorum } from '@cunzheng/domain';
import type { Logger } from '../../logger.ts';
import type { LedgerAlarm } from '../port.ts';
import { chooseEndorsers, type Endorsing } from './endorsers.ts';

/** So long is a member left out that endorsed otherwise; then it is asked along with others again. */
const AVOID_MS = 3000;
/** A peer that only lags agrees again within moments; one that still does not is told to people. */
const PATIENCE_MS = 10_000;

interface Dissenter {
  readonly since: number;
  last: number;
}

/**
 * Members whose endorsers answered otherwise than all others. Transactions go on without them; whether they agree again is
 * tried now and then, and when they do not for longer than a peer can lag, it is an alarm until they do.
 */
export class Dissent {
  readonly #members: number;
  readonly #logger: Logger;
  readonly #now: () => number;
  readonly #dissenters = new Map<string, Dissenter>();
  readonly #alarms = new Map<string, LedgerAlarm>();

  /** `members` is the number of members of the network; `now` gives monotonic milliseconds. */
  constructor(members: number, logger: Logger, now: () => number = () => performance.now()) {
    this.#members = members;
    this.#logger = logger;
    this.#now = now;
  }

  alarms(): readonly LedgerAlarm[] {
    return [...this.#alarms.values()];
  }

  /** Members to name as endorsers; none leaves the choice to the gateway. */
  endorsers(peers: readonly Endorsing[]): string[] {
    if (this.#dissenters.size === 0) return chooseEndorsers(peers, this.#members);
    const now = this.#now();
    const live = liveMembers(peers);
    const others = live.filter((member) => !this.#dissenters.has(member));
    const due = live.filter((member) => {
      const dissenter = this.#dissenters.get(member);
      return dissenter !== undefined && now - dissenter.last >= AVOID_MS;
    });
    const named = [...due, ...others].slice(0, Math.max(others.length, due.length));
    return named.length >= quorum(this.#members) ? named : chooseEndorsers(peers, this.#members);
  }

  /** Every way to go on without one member, those first who dissented before. */
  without(peers: readonly Endorsing[]): { readonly left: string; readonly named: string[] }[] {
    const live = liveMembers(peers);
    const ways = live.map((left) => ({ left, named: live.filter((member) => member !== left) }));
    const enough = ways.filter(({ named }) => named.length >= quorum(this.#members));
    const known = ({ left }: { left: string }) => (this.#dissenters.has(left) ? 0 : 1);
    return enough.sort((a, b) => known(a) - known(b));
  }

  /** These endorsed the same. */
  agreed(members: readonly string[]): void {
    for (const member of members) {
      this.#dissenters.delete(member);
      this.#alarms.delete(member);
    }
  }

  /** Without this one the others endorsed the same. */
  dissented(member: string): void {
    const now = this.#now();
    const known = this.#dissenters.get(member) ?? { since: now, last: now };
    known.last = now;
    this.#dissenters.set(member, known);
    if (now - known.since < PATIENCE_MS || this.#alarms.has(member)) return;
    const code = 'LEDGER_DIVERGED';
    const message = `the endorser of ${member} answers otherwise than the others`;
    this.#logger.error({ code }, message);
    this.#alarms.set(member, { code, message });
  }
}

function liveMembers(peers: readonly Endorsing[]): string[] {
  return [...new Set(peers.filter(({ up }) => up).map(({ member }) => member))];
}
