import { CunzhengError } from '@cunzheng/domain';
import { faultOf, type PeerFault } from './fault.ts';

/** A peer as far as its choice goes. */
export interface Choice {
  readonly member: string;
  readonly address: string;
  readonly own: boolean;
  readonly up: boolean;
}

/** Who is asked first: the own member's peers, then others'; those that do not answer come last. */
export function ranked<P extends Choice>(peers: readonly P[]): P[] {
  return [...peers].sort((a, b) => rank(a) - rank(b));
}

function rank({ up, own }: Choice): number {
  return (up ? 0 : 2) + (own ? 0 : 1);
}

/** Each once, and each time the one that is best then: one that hangs meanwhile comes last. */
export function* inTurn<P extends Choice>(peers: readonly P[]): Generator<P, void> {
  const left = new Set(peers);
  while (left.size > 0) {
    const [best] = ranked([...left]);
    left.delete(best as P);
    yield best as P;
  }
}

/**
 * The first peer's answer that counts; one that does not answer is passed over. Refusals of the contract end it. Throws
 * `LEDGER_UNAVAILABLE` with what each peer said when none answers.
 */
export async function firstAnswer<P extends Choice, T>(
  peers: readonly P[],
  ask: (peer: P) => Promise<T>,
): Promise<T> {
  const faults: string[] = [];
  for (const peer of inTurn(peers)) {
    try {
      return await ask(peer);
    } catch (error) {
      if (error instanceof CunzhengError) throw error;
      if (error instanceof TypeError) throw error;
      faults.push(`${peer.address}: ${faultOf(error).message}`);
    }
  }
  throw new CunzhengError('LEDGER_UNAVAILABLE', `no peer answers (${faults.join('; ')})`);
}

/** How many members may lie or fail without deceiving the others. */
export function tolerated(members: number): number {
  return Math.floor((members - 1) / 3);
}

/**
 * What can be believed: the word of an own peer, or, when none gives it, the same word from so many other members that
 * one of them is honest. undefined when there is neither; the faults say why.
 */
export async function believedAnswer<P extends Choice, T extends object>(
  peers: readonly P[],
  members: number,
  ask: (peer: P) => Promise<T>,
): Promise<{ readonly answer: T | undefined; readonly faults: PeerFault[] }> {
  const faults: PeerFault[] = [];
  const own = peers.filter(({ own }) => own);
  const others = peers.filter(({ own }) => !own);
  const answer =
    (await ownWord(
      own.filter(({ up }) => up),
      ask,
      faults,
    )) ??
    (await sameWord(others, tolerated(members) + 1, ask, faults)) ??
    (await ownWord(
      own.filter(({ up }) => !up),
      ask,
      faults,
    ));
  return { answer, faults };
}

async function ownWord<P extends Choice, T>(
  peers: readonly P[],
  ask: (peer: P) => Promise<T>,
  faults: PeerFault[],
): Promise<T | undefined> {
  for (const peer of inTurn(peers)) {
    try {
      return await ask(peer);
    } catch (error) {
      faults.push(faultOf(error));
    }
  }
  return undefined;
}

/** Resolves as soon as `needed` members have said the same; undefined when all have answered and they have not. */
async function sameWord<P extends Choice, T>(
  peers: readonly P[],
  needed: number,
  ask: (peer: P) => Promise<T>,
  faults: PeerFault[],
): Promise<T | undefined> {
  const said = new Map<string, Set<string>>();
  return new Promise((resolve) => {
    const answers = peers.map(async (peer) => {
      try {
        const answer = await ask(peer);
        const word = JSON.stringify(answer) ?? '';
        const members = said.get(word) ?? new Set();
        said.set(word, members.add(peer.member));
        if (members.size >= needed) resolve(answer);
      } catch (error) {
        faults.push(faultOf(error));
      }
    });
    Promise.all(answers).then(() => resolve(undefined));
  });
}
