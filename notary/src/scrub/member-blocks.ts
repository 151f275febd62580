import { setTimeout as delay } from 'node:timers/promises';
import { CunzhengError, equalBytes, type NetworkId } from '@cunzheng/domain';
import { OrderedChain } from '@cunzheng/proof';
import type { LedgerBlock } from '../ledger/port.ts';
import type { Findings } from './report.ts';

/** A block as one place keeps it; see the driver's `KeptBlock`. */
export interface ComparedBlock {
  readonly bytes: Uint8Array;
  readonly block: LedgerBlock;
  /** What is the same with all members if all is well, each as text. */
  readonly print: {
    readonly hash: string;
    readonly validity: string;
    readonly commitHash: string;
  };
  readonly metadata: string;
}

/** Where a member keeps the channel's blocks; see the driver's `BlockPlace`. */
export interface ComparedPlace {
  readonly member: string;
  readonly name: string;
  height(): Promise<number>;
  read(number: number): Promise<ComparedBlock>;
}

export interface MemberBlocks {
  readonly network: NetworkId;
  readonly channel: string;
  readonly places: readonly ComparedPlace[];
}

/** Blocks asked for at once of each place: a peer on a busy machine must answer each within seconds. */
const AT_ONCE = 8;
/** How often a place is asked before it is taken for one that does not answer. */
const ATTEMPTS = 4;
const PAUSE_MS = 1000;

interface LivePlace {
  readonly place: ComparedPlace;
  readonly height: number;
}

/** What one place gave for a number. */
type Copy = { readonly place: ComparedPlace } & (
  | { readonly kept: ComparedBlock }
  /** What is there is no whole block, or not the one that the orderers signed. */
  | { readonly fault: string }
  /** The place does not answer any more. */
  | { readonly lost: string }
);

/**
 * Reads the blocks of a channel wherever they are kept and compares them: each block's transactions with its header, its
 * header with the block before and with the orderers' signatures, and all places with one another. Yields what most
 * members have, oldest first; who has something else is named in the findings. Throws `LEDGER_UNAVAILABLE` when no
 * place answers, `LEDGER_CORRUPT` when nobody has a block whole.
 */
export async function* compareMembers(
  { network, channel, places }: MemberBlocks,
  findings: Findings,
): AsyncGenerator<LedgerBlock, void> {
  let live = await findLive(places, findings);
  const height = Math.max(...live.map((each) => each.height));
  const chain = new OrderedChain(network, channel);
  let previous: LedgerBlock | undefined;
  for (let first = 0; first < height; first += AT_ONCE) {
    const count = Math.min(AT_ONCE, height - first);
    const read = Array.from({ length: count }, (_, i) => readCopies(live, first + i));
    for (const [i, copies] of (await Promise.all(read)).entries()) {
      live = withoutLost(live, copies, first + i, findings);
      const orderers = signedBy(chain);
      const judged = await Promise.all(copies.map((copy) => judge(copy, previous, orderers)));
      const agreed = choose(judged, first + i, findings);
      await chain.take(agreed.bytes);
      previous = agreed.block;
      yield agreed.block;
    }
  }
}

/** Places that answer, with their heights; one that has fewer blocks than others is told. */
async function findLive(
  places: readonly ComparedPlace[],
  findings: Findings,
): Promise<LivePlace[]> {
  const found = await Promise.all(
    places.map(async (place) => {
      try {
        return [{ place, height: await place.height() }];
      } catch (error) {
        findings.skip(nameOf(place), messageOf(error));
        return [];
      }
    }),
  );
  const live = found.flat();
  if (live.length === 0)
    throw new CunzhengError('LEDGER_UNAVAILABLE', 'no member’s blocks can be read');
  const most = Math.max(...live.map(({ height }) => height));
  for (const { place, height } of live)
    if (height < most) findings.skip(nameOf(place), `has ${height} blocks of ${most} by now`);
  return live;
}

function readCopies(live: readonly LivePlace[], number: number): Promise<Copy[]> {
  const having = live.filter(({ height }) => number < height);
  return Promise.all(
    having.map(async ({ place }) => {
      let copy = await readCopy(place, number);
      for (let attempt = 1; 'lost' in copy && attempt < ATTEMPTS; attempt++) {
        await delay(PAUSE_MS);
        copy = await readCopy(place, number);
      }
      return copy;
    }),
  );
}

async function readCopy(place: ComparedPlace, number: number): Promise<Copy> {
  try {
    return { place, kept: await place.read(number) };
  } catch (error) {
    const text = messageOf(error);
    const isLost = (error as CunzhengError).code === 'LEDGER_UNAVAILABLE';
    return isLost ? { place, lost: text } : { place, fault: text };
  }
}

/** Whoever stopped answering is told once and asked no more. */
function withoutLost(
  live: readonly LivePlace[],
  copies: readonly Copy[],
  number: number,
  findings: Findings,
): LivePlace[] {
  const gone = new Set<ComparedPlace>();
  for (const copy of copies) {
    if (!('lost' in copy) || !live.some(({ place }) => place === copy.place)) continue;
    findings.skip(`${nameOf(copy.place)}: blocks from ${number} on`, copy.lost);
    gone.add(copy.place);
  }
  return live.filter(({ place }) => !gone.has(place));
}

/** Why orderers did not sign a block; most copies of one are the same to the last byte and are judged once. */
type Orderers = (bytes: Uint8Array) => ReturnType<OrderedChain['judge']>;

function signedBy(chain: OrderedChain): Orderers {
  const known: { bytes: Uint8Array; verdict: ReturnType<OrderedChain['judge']> }[] = [];
  return (bytes) => {
    const same = known.find((other) => equalBytes(other.bytes, bytes));
    if (same !== undefined) return same.verdict;
    const verdict = chain.judge(bytes);
    known.push({ bytes, verdict });
    return verdict;
  };
}

/** The copy, or what is wrong with it by itself. */
async function judge(
  copy: Copy,
  previous: LedgerBlock | undefined,
  orderers: Orderers,
): Promise<Copy> {
  if (!('kept' in copy)) return copy;
  const { place, kept } = copy;
  if (previous !== undefined && !equalBytes(kept.block.previousHash, previous.hash))
    return { place, fault: 'its header does not follow the block before' };
  const reason = await orderers(kept.bytes);
  if (reason === undefined) return copy;
  return { place, fault: `it is not what the orderers signed (${reason})` };
}

/**
 * The copy that most members have; the others are differences. Throws `LEDGER_CORRUPT` when there is none,
 * `LEDGER_UNAVAILABLE` when nobody answered.
 */
function choose(copies: readonly Copy[], number: number, findings: Findings): ComparedBlock {
  if (copies.every((copy) => 'lost' in copy))
    throw new CunzhengError('LEDGER_UNAVAILABLE', `nobody answers any more for block ${number}`);
  const differs = (place: ComparedPlace, why: string) =>
    findings.differs({ what: 'block', where: `${nameOf(place)}: block ${number}`, why });
  const whole = copies.flatMap((copy) => ('kept' in copy ? [copy] : []));
  for (const copy of copies) if ('fault' in copy) differs(copy.place, copy.fault);
  const agreed = mostMembers(whole);
  if (agreed === undefined)
    throw new CunzhengError('LEDGER_CORRUPT', `no member has block ${number} whole`);
  for (const { place, kept } of whole) {
    findings.counts.bytes += kept.bytes.length;
    const why = differenceOf(kept, agreed);
    if (why !== undefined) differs(place, why);
  }
  return agreed;
}

function mostMembers(
  copies: readonly { readonly place: ComparedPlace; readonly kept: ComparedBlock }[],
): ComparedBlock | undefined {
  const membersWith = ({ kept }: { kept: ComparedBlock }) => {
    const same = copies.filter((other) => differenceOf(other.kept, kept) === undefined);
    return new Set(same.map(({ place }) => place.member)).size;
  };
  const most = Math.max(...copies.map(membersWith));
  return copies.find((copy) => membersWith(copy) === most)?.kept;
}

function differenceOf(found: ComparedBlock, agreed: ComparedBlock): string | undefined {
  if (found.print.hash !== agreed.print.hash) return 'holds other transactions than with others';
  if (found.print.validity !== agreed.print.validity)
    return 'other transactions are valid than with others';
  if (found.print.commitHash !== agreed.print.commitHash)
    return 'changed the state otherwise than with others';
  return found.metadata === agreed.metadata ? undefined : 'says more or less than with others';
}

function nameOf({ member, name }: ComparedPlace): string {
  return `${member}, ${name}`;
}

/** Its place is named before it. */
function messageOf(error: unknown): string {
  if (!(error instanceof CunzhengError)) throw error;
  return error.message.replace(/^block \d+: /, '');
}
