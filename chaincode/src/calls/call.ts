import { CunzhengError } from '@cunzheng/domain';
import type { ChaincodeStub } from 'fabric-shim';
import { gatewayMember } from '../caller.ts';
import type { Inspect } from '../inspect.ts';
import { type Network, readNetwork } from '../state/registry.ts';
import { TransactionState } from '../state/transaction-state.ts';

/** One function of the contract: strings in, one string out. */
export interface Call {
  readonly arity: number;
  readonly run: (stub: ChaincodeStub, args: readonly string[], inspect: Inspect) => Promise<string>;
}

/** A member's gateway at work: what every writing call but `init` stands on. */
export interface MemberAtWork {
  readonly state: TransactionState;
  readonly network: Network;
  readonly member: string;
}

/** Throws `GATEWAY_ROLE_MISSING`, `MEMBER_UNKNOWN` (also before `init`, when nobody is a member yet). */
export async function memberAtWork(stub: ChaincodeStub): Promise<MemberAtWork> {
  const member = gatewayMember(stub);
  const state = new TransactionState(stub);
  const network = await readNetwork(state);
  if (!network?.members.includes(member)) {
    throw new CunzhengError('MEMBER_UNKNOWN', 'submitter is of no member of this network');
  }
  return { state, network, member };
}
