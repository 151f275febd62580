import { randomBytes } from 'node:crypto';
import type { SignedAnswer } from '@cunzheng/proof';
import type { EvidenceSource } from '../evidence.ts';
import { PeerFault } from './fault.ts';
import type { Peer } from './peer.ts';
import { firstAnswer } from './peers.ts';
import { type Asker, askBlockBytes, askHeight, QSCC } from './questions.ts';

/** What a channel's peers show of it, asked in the asker's name. */
export function evidenceOf(
  peers: readonly Peer[],
  asker: () => Asker,
  contract: string,
): EvidenceSource {
  return {
    contract,
    height: () => firstAnswer(peers, (peer) => askHeight(peer, asker())),
    blockBytes: (number) => firstAnswer(peers, (peer) => askBlockBytes(peer, asker(), number)),
    signedBlock: (number) => signedBlock(peers, asker(), number),
  };
}

/** Members are asked at once, a member's next peer only when the one before does not answer. */
async function signedBlock(
  peers: readonly Peer[],
  asker: Asker,
  number: number,
): Promise<SignedAnswer[]> {
  const members = [...new Set(peers.map(({ member }) => member))];
  const answers = await Promise.all(
    members.map(async (member) => {
      for (const peer of peers.filter((each) => each.member === member)) {
        const answer = await askSigned(peer, asker, number).catch(passOver);
        if (answer !== undefined) return [answer];
      }
      return [];
    }),
  );
  return answers.flat();
}

function passOver(error: unknown): undefined {
  if (!(error instanceof PeerFault)) throw error;
}

function askSigned(
  peer: Peer,
  { channel, identity, clock }: Asker,
  number: number,
): Promise<SignedAnswer> {
  const args = ['GetBlockByNumber', channel, String(number)];
  const nonce = randomBytes(24);
  return peer.askSigned({ channel, contract: QSCC, args, identity, nonce, time: clock() });
}
