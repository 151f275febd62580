import {
  batchBytes,
  batchNumber,
  concatBytes,
  type Edition,
  editionFor,
  equalBytes,
  recordBytes,
  recordId,
  type TrustFile,
} from '@cunzheng/domain';
import { judgeAnswers } from '../ledger/answers.ts';
import { follows, judgeOrderers, lastConfigOf, readEnvelope } from '../ledger/block.ts';
import { type Configuration, judgeConfigurations } from '../ledger/config.ts';
import { type Evidence, readEvidence } from '../ledger/evidence.ts';
import { type Authorities, judgeSigner } from '../ledger/identity.ts';
import {
  ENDORSER_TRANSACTION,
  readTransaction,
  type Transaction,
  transactionId,
  writtenValue,
} from '../ledger/transaction.ts';
import type { Leaf } from './log.ts';
import { hold, orFail, StageFailed, StageNotShown } from './stage.ts';

/** The transaction behind a record, and the members that stand behind it. */
export interface LedgerFacts {
  readonly txId: string;
  /** Version of the contract that endorsers ran, as the channel names it. */
  readonly version: string;
  readonly endorsers: readonly string[];
  readonly orderers: readonly string[];
  readonly answerers: readonly string[];
}

/** Name of our contract on every channel. */
const CONTRACT = 'cunzheng';
const STATUS_OK = 200;

/**
 * Stage ledger: the record was written by a transaction that k members' peers endorsed, stands in a block that the
 * orderers signed under a configuration that goes back to the network's first block, and took effect, as k members'
 * peers say. `notShown` when the proof does not bring the ledger's part. Bounded by the length of the proof.
 */
export async function judgeLedger(
  leaf: Leaf,
  trust: TrustFile,
  edition: Edition,
): Promise<LedgerFacts> {
  const { proof } = leaf;
  if (proof.form === 'compact' || proof.ledger === undefined) throw new StageNotShown();
  const given = proof.ledger;
  const evidence = orFail('LEDGER_MALFORMED', () => readEvidence(given));
  const channel = edition.origin.split('/')[1] as string;
  const configurations = await judgeConfigurations(evidence.config, trust.network, channel);
  const place = proof.form === 'full' ? proof.subject : proof;
  const inForce = configurationFor(evidence, configurations, place.block);
  const orderers = await judgeOrderers(evidence.block, inForce);

  // What was endorsed is judged by the members of that time; the peers' answers are as new as the proof.
  const then = editionFor(trust, place.index + 1);
  const transaction = readSubject(evidence);
  await judgeTransaction(transaction, leaf, channel, authoritiesOf(inForce, then));
  const endorsers = await judgeEndorsers(transaction, then.k, authoritiesOf(inForce, then));
  const now = authoritiesOf(configurations.at(-1) as Configuration, edition);
  const answerers = await judgeAnswers(evidence.answers, evidence.block, evidence.transaction, now);
  hold(answerers.length >= edition.k, 'ANSWERS_TOO_FEW');
  return {
    txId: transaction.txId,
    version: transaction.answered.version,
    endorsers,
    orderers,
    answerers,
  };
}

/** The configuration under which the subject's block was made, the block's own form and place judged. */
function configurationFor(
  { config, block }: Evidence,
  configurations: readonly Configuration[],
  number: number,
): Configuration {
  hold(block.number === number, 'BLOCK_DIFFERS');
  const place = configurations.findLastIndex(({ number }) => number < block.number);
  const [previous, next] = [config[place], config[place + 1]];
  const named = orFail('LEDGER_MALFORMED', () => lastConfigOf(block));
  hold(previous !== undefined && previous.number === named, 'CONFIG_INCOMPLETE');
  hold(follows(block, previous) && (!next || follows(next, block)), 'BLOCK_DIFFERS');
  for (const envelope of block.envelopes) {
    const { payload, signature } = orFail('BLOCK_ILL_FORMED', () => readEnvelope(envelope));
    hold(payload.length > 0 && signature.length > 0, 'BLOCK_ILL_FORMED');
  }
  return configurations[place] as Configuration;
}

function authoritiesOf({ msps }: Configuration, { members }: Edition): Authorities {
  return { msps, trusted: new Map(members.map(({ id, mspRoots }) => [id, mspRoots])) };
}

function readSubject({ block, transaction }: Evidence): Transaction {
  const envelope = block.envelopes[transaction];
  hold(envelope !== undefined, 'TRANSACTION_DIFFERS');
  return orFail('TRANSACTION_DIFFERS', () => readTransaction(envelope));
}

/** That it is one whole transaction of this channel's contract, its submitter's own, and wrote the very record. */
async function judgeTransaction(
  transaction: Transaction,
  leaf: Leaf,
  channel: string,
  authorities: Authorities,
): Promise<void> {
  const { answered, creator, payload, signature } = transaction;
  const { proof } = leaf;
  const txTime = proof.form === 'full' ? proof.subject.txTime : proof.txTime;
  hold(transaction.channel === channel, 'CHANNEL_DIFFERS');
  hold(
    transaction.type === ENDORSER_TRANSACTION &&
      transaction.txId === transactionId(transaction) &&
      transaction.time === txTime &&
      transaction.isOneProposal &&
      transaction.asked === CONTRACT &&
      answered.contract === CONTRACT &&
      answered.status === STATUS_OK,
    'TRANSACTION_DIFFERS',
  );
  await judgeSigner(creator, payload, signature, 'client', authorities, 'CREATOR_INVALID');
  const { key, bytes } = writtenOf(leaf);
  const value = orFail('WRITE_DIFFERS', () => writtenValue(answered.results, CONTRACT, key));
  hold(value !== undefined && equalBytes(value, bytes), 'WRITE_DIFFERS');
}

/** What the contract writes for a record, or for the batch of a behaviour. */
function writtenOf({ record, batch }: Leaf): { key: string; bytes: Uint8Array } {
  if (batch === undefined)
    return { key: `\u0000R\u0000${recordId(record)}\u0000`, bytes: recordBytes(record) };
  const key = `\u0000B\u0000${batch.court}\u0000${batchNumber(batch.seq)}\u0000`;
  return { key, bytes: batchBytes(batch) };
}

/**
 * Members whose peers endorsed, each once. As on the ledger an endorsement that does not hold counts for nothing; when
 * too few are left, the first such says why. Throws `StageFailed`.
 */
async function judgeEndorsers(
  { response, endorsements }: Transaction,
  needed: number,
  authorities: Authorities,
): Promise<string[]> {
  const members = new Set<string>();
  let refused: StageFailed | undefined;
  for (const { endorser, signature } of endorsements) {
    const message = concatBytes(response, endorser);
    try {
      members.add(
        await judgeSigner(endorser, message, signature, 'peer', authorities, 'ENDORSEMENT_INVALID'),
      );
    } catch (cause) {
      if (!(cause instanceof StageFailed)) throw cause;
      refused ??= cause;
    }
  }
  if (members.size < needed) throw refused ?? new StageFailed('ENDORSEMENTS_TOO_FEW');
  return [...members];
}
