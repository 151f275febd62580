import {
  editionFor,
  encodeEntry,
  equalBytes,
  leafHash,
  nodeHash,
  parseCheckpoint,
  parseTrustFile,
  type SignedCheckpoint,
  treeRoot,
} from '@cunzheng/domain';
import type { LedgerBlock } from '@cunzheng/notary';
import { verifyProof } from '@cunzheng/proof';
import type { Test } from 'tap';
import { countCosigners, readCheckpoint } from '../house/log.ts';
import { type Bench, blocksOf } from './bench.ts';
import { comes } from './wait.ts';
import type { Writers } from './writers.ts';

/** Records of one fault that each peer’s state is asked for. */
const ASKED = 24;

/**
 * What must hold after every fault: every acknowledged record is on every peer, each asked by itself, and none twice; no
 * checkpoint without k honest members; what the API said throughout was so, and what it took is proven.
 */
export async function checkAll(t: Test, bench: Bench, writers?: Writers): Promise<void> {
  const fresh = writers?.acknowledged ?? [];
  bench.kept.push(...fresh);
  if (writers !== undefined) {
    t.ok(fresh.length > 0, `${fresh.length} records were acknowledged meanwhile`);
    t.same(writers.wrong, [], 'and every other answer was an honest one');
  }
  const stages: string[] = [];
  let began = performance.now();
  const lap = (what: string) => {
    stages.push(`${what} ${Math.round(performance.now() - began)}`);
    began = performance.now();
  };
  const acts = await settleActs(t, bench);
  lap('acts');
  const notes = await newNotes(bench);
  const height = await sameHeight(bench);
  lap('heights');
  const chains = await Promise.all(
    bench.peers.map(async ({ member, ledger }) => ({
      member,
      blocks: await blocksOf(ledger, height),
    })),
  );
  const wanted = [...bench.kept.map(({ id }) => id as string), ...acts];
  lap('blocks');
  for (const { member, blocks } of chains) checkRecords(t, member, blocks, wanted);
  await checkState(t, bench, fresh);
  lap('state');
  await checkNotes(t, bench, notes, chains[0]?.blocks ?? []);
  lap('checkpoints');
  t.comment(`check: ${stages.join(', ')} ms`);
  checkAnswers(t, bench);
}

/** Everything that the API took becomes proven, but for acts it had to tell as refused. Resolves to those on chain. */
async function settleActs(t: Test, { onlooker, mayFail, proven }: Bench): Promise<string[]> {
  for (const id of onlooker.acts.filter((id) => !proven.has(id))) {
    const state = await lastState(onlooker.clerk, id);
    if (state === 'proven') proven.add(id);
    else t.equal(state, mayFail.get(id), `act ${id} is proven or told as refused`);
  }
  return [...proven];
}

/** `proven`, or the code with which it failed. */
async function lastState(clerk: Bench['onlooker']['clerk'], id: string): Promise<string> {
  let state = '';
  await comes(`act ${id} is settled`, async () => {
    const { status, body } = await clerk.ask<{ chain: { state: string; code?: string } }>(
      'GET',
      `/records/${id}`,
    );
    if (status !== 200) return false;
    state = body.chain.state === 'failed' ? (body.chain.code ?? 'failed') : body.chain.state;
    return state === 'proven' || body.chain.state === 'failed';
  });
  return state;
}

/** Resolves to the number of blocks once every peer has as many. */
async function sameHeight({ peers }: Bench): Promise<number> {
  let heights: number[] = [];
  await comes('every peer has every block', async () => {
    heights = await Promise.all(peers.map(({ ledger }) => ledger.height().catch(() => -1)));
    return heights.every((height) => height > 0 && height === heights[0]);
  });
  return heights[0] as number;
}

const RECORD_KEY = /^\0R\0([A-Za-z0-9_-]{43})\0$/;

function recordsIn(blocks: readonly LedgerBlock[]): string[] {
  return blocks.flatMap(({ transactions }) =>
    transactions
      .filter(({ valid }) => valid)
      .flatMap(({ writes }) => writes.flatMap(({ key }) => RECORD_KEY.exec(key)?.[1] ?? [])),
  );
}

function checkRecords(
  t: Test,
  member: string,
  blocks: readonly LedgerBlock[],
  wanted: readonly string[],
): void {
  const found = recordsIn(blocks);
  const distinct = new Set(found);
  t.equal(found.length, distinct.size, `${member}: none of ${found.length} records stands twice`);
  const missing = wanted.filter((id) => !distinct.has(id));
  t.same(missing, [], `${member} has all ${wanted.length} acknowledged records`);
}

/** Each peer’s state, and what it says of the transactions. */
async function checkState(
  t: Test,
  { peers }: Bench,
  fresh: readonly Writers['acknowledged'][number][],
): Promise<void> {
  const step = Math.max(1, Math.floor(fresh.length / ASKED));
  const some = fresh.filter((_, i) => i % step === 0).slice(-ASKED);
  await Promise.all(
    peers.map(async ({ member, ledger }) => {
      const wrong: string[] = [];
      for (const { id, txId, response } of some) {
        const text = await ledger.evaluate({ name: 'readRecord', args: [id] }).catch(String);
        const outcome = await ledger.transaction(txId);
        const isSame = outcome?.valid === true && outcome.response === response;
        if (!isSame || !text.startsWith('{'))
          wrong.push(`${id}: ${text} ${JSON.stringify(outcome)}`);
      }
      t.same(wrong, [], `${member} answers for ${some.length} of them as they were acknowledged`);
    }),
  );
}

/** What the log makes of a write: records and batches are its entries, every other key is an index of the contract. */
const kindOf = (key: string) =>
  RECORD_KEY.test(key) ? 'record' : key.startsWith('\0B\0') ? 'batch' : undefined;

/** The tree over the records and batches of the blocks, each complete part of it hashed once. */
function treeOver(blocks: readonly LedgerBlock[]) {
  const leaves = blocks.flatMap(({ number, transactions }) =>
    transactions
      .filter(({ valid }) => valid)
      .flatMap(({ time, writes }) =>
        writes.flatMap(({ key, value }) => {
          const kind = kindOf(key);
          if (kind === undefined) return [];
          const bytes = value as Uint8Array;
          return [leafHash(encodeEntry({ kind, block: number, txTime: time, bytes }))];
        }),
      ),
  );
  const known = new Map<string, Uint8Array>();
  const node = (level: number, index: number): Uint8Array => {
    if (level === 0) return leaves[index] as Uint8Array;
    const name = `${level} ${index}`;
    const found =
      known.get(name) ?? nodeHash(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
    known.set(name, found);
    return found;
  };
  return { size: leaves.length, rootOf: (size: number) => treeRoot(size, node) };
}

/** The checkpoints that the desk has published since they were last checked, and the API's newest. */
async function newNotes({ desk, house, checkpoints }: Bench): Promise<SignedCheckpoint[]> {
  const sizes = [...checkpoints];
  checkpoints.clear();
  const notes = await Promise.all(sizes.map((size) => desk.log.checkpointAt(size)));
  const own = notes.map((note) => parseCheckpoint(note as string));
  return [...own, await readCheckpoint(house.url)];
}

async function checkNotes(
  t: Test,
  { desk, liars }: Bench,
  notes: readonly SignedCheckpoint[],
  blocks: readonly LedgerBlock[],
): Promise<void> {
  const tree = treeOver(blocks);
  const trust = parseTrustFile(desk.trust);
  const honest = {
    ...trust,
    editions: trust.editions.map((signed) => ({
      ...signed,
      edition: {
        ...signed.edition,
        members: signed.edition.members.filter(({ id }) => !liars.has(id)),
      },
    })),
  };
  const wrong: string[] = [];
  for (const note of notes) {
    const { size, root, origin } = note.checkpoint;
    const { good, k } = countCosigners(honest, note);
    const same = size <= tree.size && equalBytes(await tree.rootOf(size), root);
    if (good < k || !same || origin !== editionFor(trust, size).origin)
      wrong.push(`size ${size}: ${good} of ${k} cosigned, root ${same ? 'right' : 'wrong'}`);
  }
  t.same(wrong, [], `${notes.length} checkpoints: k honest members, and the root of the blocks`);
}

function checkAnswers(t: Test, { onlooker }: Bench): void {
  const { findings, acts, proofs, slowest, told, sawDown } = onlooker;
  t.same(findings.splice(0), [], 'the API said nothing that was not so');
  t.comment(
    `API: ${acts.length} acts so far, ${proofs} proofs verified, slowest answer ${Math.round(slowest)} ms, ` +
      `ledger ${sawDown ? 'was said to be down' : 'never down'}, told ${[...told].join(' ') || 'nothing'}`,
  );
  onlooker.forget();
}

/** The newest act's full proof, with the ledger's part, verifies. */
export async function checkFullProof(t: Test, { onlooker, desk }: Bench): Promise<void> {
  const id = onlooker.acts.at(-1) as string;
  const proof = await onlooker.clerk.bytes(`/records/${id}/proof?form=full`);
  const { verdict, stages } = await verifyProof({ proof, trust: desk.trust });
  t.equal(verdict, 'recorded', 'the newest act’s proof verifies');
  t.equal(stages.find(({ id }) => id === 'ledger')?.state, 'ok', 'and shows the ledger');
}
