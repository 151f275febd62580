import { CunzhengError } from '@cunzheng/domain';
import { PeerFault } from './fault.ts';
import { type BlockPlace, readKept } from './kept-block.ts';
import type { Peer } from './peer.ts';
import { type Asker, askBlockBytes, askHeight } from './questions.ts';

/** The blocks that a peer gives: it reads them from its disk whenever it is asked. */
export function peerBlocks(peer: Peer, asker: () => Asker, contract: string): BlockPlace {
  const name = `peer ${peer.address}`;
  return {
    member: peer.member,
    name,
    height: () => answered(askHeight(peer, asker())),
    read: async (number) => {
      const bytes = await answered(askBlockBytes(peer, asker(), number));
      return readKept(bytes, number, contract);
    },
  };
}

async function answered<T>(work: Promise<T>): Promise<T> {
  return work.catch((cause) => {
    if (!(cause instanceof PeerFault)) throw cause;
    const gone = cause.kind === 'unreachable' || cause.kind === 'timeout';
    const code = gone ? 'LEDGER_UNAVAILABLE' : 'LEDGER_CORRUPT';
    throw new CunzhengError(code, cause.message, { cause });
  });
}
