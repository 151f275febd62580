import { quorum } from '@cunzheng/domain';
import type { Logger } from '../../logger.ts';
import type { LedgerAlarm } from '../port.ts';
import { chooseEndorsers, type Endorsing, liveMembers } from './endorsers.ts';

/** So often each member is named at least: a gateway that chooses asks another when one differs, and tells nobody. */
const ROLL_CALL_MS = 5000;
/** So long is a member left out that endorsed otherwise; then it is asked along with others again. */
const AVOID_MS = 3000;
/** A peer that only lags agrees again within moments; one that still does not is told to people. */
const PATIENCE_MS = 10_000;

/**
 * Members whose endorsers answered otherwise than all others. Transactions go on without them; whether they agree again is
 * tried now and then, and when they do not for longer than a peer can lag, it is an alarm until they do.
 */
export class Dissent {
  readonly #members: number;
  readonly #logger: Logger;
  readonly #now: () => number;
  /** Since when. */
  readonly #dissenters = new Map<string, number>();
  readonly #alarms = new Map<string, LedgerAlarm>();
  /** When each member was last named. */
  readonly #named = new Map<string, number>();

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
    const choice = chooseEndorsers(peers, this.#members);
    const live = liveMembers(peers);
    const wanted = quorum(this.#members);
    // With so few there is nothing to choose.
    if (live.length <= wanted) return choice;
    const agreeing = live.filter((member) => !this.#dissenters.has(member));
    const turn = this.#turn(live);
    if (turn !== undefined)
      return [turn, ...agreeing.filter((member) => member !== turn)].slice(0, wanted);
    const isChosen = agreeing.length === live.length || agreeing.length < wanted;
    return isChosen ? choice : agreeing.slice(0, wanted);
  }

  /** The member whose turn it is to be named; one submission at a time names it. */
  #turn(live: readonly string[]): string | undefined {
    const now = this.#now();
    const waited = (member: string) => now - (this.#named.get(member) ?? Number.NEGATIVE_INFINITY);
    const patience = (member: string) => (this.#dissenters.has(member) ? AVOID_MS : ROLL_CALL_MS);
    const turn = live.find((member) => waited(member) >= patience(member));
    if (turn !== undefined) this.#named.set(turn, now);
    return turn;
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
    const now = this.#now();
    for (const member of members) {
      this.#named.set(member, now);
      this.#dissenters.delete(member);
      this.#alarms.delete(member);
    }
  }

  /** Without this one the others endorsed the same. */
  dissented(member: string): void {
    const now = this.#now();
    const since = this.#dissenters.get(member) ?? now;
    this.#dissenters.set(member, since);
    this.#named.set(member, now);
    if (now - since < PATIENCE_MS || this.#alarms.has(member)) return;
    const code = 'LEDGER_DIVERGED';
    const message = `the endorser of ${member} answers otherwise than the others`;
    this.#logger.error({ code }, message);
    this.#alarms.set(member, { code, message });
  }
}
