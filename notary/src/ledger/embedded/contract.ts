import { CunzhengError } from '@cunzheng/domain';
import type { ChaincodeInterface } from 'fabric-shim';
import { refusal } from '../refusal.ts';
import { Simulation } from './simulation.ts';
import type { State } from './state.ts';
import { createStub, type Proposal } from './stub.ts';

/** What a call did to the ledger as it stood, and its answer. */
export interface Answer {
  readonly simulation: Simulation;
  readonly response: string;
}

export type Contract = (proposal: Proposal, state: State) => Promise<Answer>;

/** A contract, ready to be called. */
export function openContract(chaincode: ChaincodeInterface): Contract {
  return (proposal, state) => callContract(chaincode, proposal, state);
}

/** Throws the contract's own code, or `LEDGER_REFUSED` when it answers or throws something else. */
async function callContract(
  chaincode: ChaincodeInterface,
  proposal: Proposal,
  state: State,
): Promise<Answer> {
  const simulation = new Simulation(state);
  const answer = await invoke(chaincode, proposal, simulation);
  if (answer.status >= 400) throw refusal(answer.message ?? '');
  return { simulation, response: Buffer.from(answer.payload ?? []).toString('utf8') };
}

interface ShimAnswer {
  readonly status: number;
  readonly message?: string;
  readonly payload?: Uint8Array;
}

async function invoke(
  chaincode: ChaincodeInterface,
  proposal: Proposal,
  simulation: Simulation,
): Promise<ShimAnswer> {
  try {
    return (await chaincode.Invoke(createStub(simulation, proposal))) as unknown as ShimAnswer;
  } catch (cause) {
    throw new CunzhengError('LEDGER_REFUSED', 'the contract failed', { cause });
  }
}
