import { concatBytes, equalBytes } from '@cunzheng/domain';
import { hold, orFail } from '../stages/stage.ts';
import { blockData, dataHash } from './block.ts';
import type { Answer, EvidenceBlock } from './evidence.ts';
import { type Authorities, judgeSigner } from './identity.ts';
import { readAnswered } from './transaction.ts';
import { bytesOf, listOf, malformed, messageOf, numberOf, readMessage } from './wire.ts';

/** What a peer adds to a block: a code for each transaction, 0 when it took effect, and the hash of all it did so far. */
interface Commit {
  readonly codes: Uint8Array;
  readonly hash: Uint8Array;
}

const QUERY_CONTRACT = 'qscc';
const STATUS_OK = 200;
const COMMITTED = 0;

/**
 * Members whose peers signed that their ledger holds this very block and that the transaction took effect in it. The
 * orderers sign an order, only peers say what became of it. Throws `StageFailed`.
 */
export async function judgeAnswers(
  answers: readonly Answer[],
  block: EvidenceBlock,
  transaction: number,
  authorities: Authorities,
): Promise<string[]> {
  const members = new Set<string>();
  const data = blockData(block);
  let first: Commit | undefined;
  for (const { before, after, endorser, signature } of answers) {
    const response = concatBytes(before, data, after);
    const message = concatBytes(response, endorser);
    const member = await judgeSigner(
      endorser,
      message,
      signature,
      'peer',
      authorities,
      'ANSWER_INVALID',
    );
    hold(!members.has(member), 'ANSWER_INVALID');
    members.add(member);
    const commit = orFail('ANSWER_INVALID', () => readAnswer(response, block, data));
    first ??= commit;
    const agrees = equalBytes(commit.codes, first.codes) && equalBytes(commit.hash, first.hash);
    hold(agrees, 'ANSWERS_DIFFER');
    hold(commit.codes[transaction] === COMMITTED, 'TRANSACTION_REFUSED');
  }
  return [...members];
}

/** What a peer's answer says of this block. Throws `INPUT_INVALID` when it is about anything else. */
function readAnswer(response: Uint8Array, block: EvidenceBlock, data: Uint8Array): Commit {
  const { contract, status, payload } = readAnswered(response);
  if (contract !== QUERY_CONTRACT || status !== STATUS_OK) malformed('answer');
  const answered = readMessage(payload);
  const header = messageOf(answered, 1);
  const isSame =
    numberOf(header, 1) === block.number &&
    equalBytes(bytesOf(header, 2), block.previousHash) &&
    equalBytes(bytesOf(header, 3), dataHash(block)) &&
    equalBytes(bytesOf(answered, 2), data);
  const [, , codes, , hash] = listOf(messageOf(answered, 3), 1);
  const isWhole = codes?.length === block.envelopes.length && hash !== undefined;
  return isSame && isWhole ? { codes, hash } : malformed('answer');
}
