import { CunzhengError, demand } from '@cunzheng/domain';
import type { ChaincodeInterface, ChaincodeResponse, ChaincodeStub } from 'fabric-shim';
import { readBatch, recordBatch } from './calls/batch.ts';
import type { Call } from './calls/call.ts';
import {
  findDocument,
  readCourts,
  readEditions,
  readKey,
  readMembers,
  readRecord,
  recordsOfCase,
} from './calls/reads.ts';
import { record } from './calls/record.ts';
import {
  approveCourt,
  approveEdition,
  approveMember,
  init,
  proposeCourt,
  proposeEdition,
  proposeMember,
} from './calls/registry.ts';
import { noteSuits, suitsOf } from './calls/suits.ts';
import { type Inspect, inspectInPool } from './inspect.ts';
import { quietStubLog } from './shim-log.ts';

/** Every function that can be called; the only list. */
const CALLS: ReadonlyMap<string, Call> = new Map(
  Object.entries({
    approveCourt: { arity: 1, run: approveCourt },
    approveEdition: { arity: 1, run: approveEdition },
    approveMember: { arity: 1, run: approveMember },
    findDocument: { arity: 1, run: findDocument },
    init: { arity: 1, run: init },
    noteSuits: { arity: 1, run: noteSuits },
    proposeCourt: { arity: 1, run: proposeCourt },
    proposeEdition: { arity: 1, run: proposeEdition },
    proposeMember: { arity: 1, run: proposeMember },
    readBatch: { arity: 2, run: readBatch },
    readCourts: { arity: 0, run: readCourts },
    readEditions: { arity: 0, run: readEditions },
    readKey: { arity: 1, run: readKey },
    readMembers: { arity: 0, run: readMembers },
    readRecord: { arity: 1, run: readRecord },
    record: { arity: 1, run: record },
    recordBatch: { arity: 5, run: recordBatch },
    recordsOfCase: { arity: 3, run: recordsOfCase },
    suitsOf: { arity: 4, run: suitsOf },
  } satisfies Record<string, Call>),
);

/** Names of the contract's functions, sorted. */
export const CALL_NAMES: readonly string[] = [...CALLS.keys()];

/** What a host of the contract may choose; no answer of the contract depends on it. */
export interface ChaincodeOptions {
  /** Where records are read and their signatures verified. Default here and in Node's thread pool, as on Fabric's peers. */
  readonly inspect?: Inspect;
}

/**
 * The contract as the shim wants it: `Init` runs `init` only, `Invoke` every function. Answers status 200 with the
 * function's text, or 500 with `CODE: text` for an expected refusal; anything else that is thrown is a fault of the
 * program or of the peer and goes through. The object holds nothing of any transaction.
 */
export function createChaincode(options: ChaincodeOptions = {}): ChaincodeInterface {
  const { inspect = inspectInPool } = options;
  quietStubLog();
  return {
    Init: (stub) => answer(stub, inspect, (name) => name === 'init'),
    Invoke: (stub) => answer(stub, inspect, () => true),
  };
}

async function answer(
  stub: ChaincodeStub,
  inspect: Inspect,
  allowed: (name: string) => boolean,
): Promise<ChaincodeResponse> {
  try {
    return { status: 200, payload: Buffer.from(await dispatch(stub, inspect, allowed)) };
  } catch (error) {
    if (!(error instanceof CunzhengError)) throw error;
    return { status: 500, message: `${error.code}: ${error.message}` };
  }
}

async function dispatch(
  stub: ChaincodeStub,
  inspect: Inspect,
  allowed: (name: string) => boolean,
): Promise<string> {
  const { fcn, params } = stub.getFunctionAndParameters();
  const call = allowed(fcn) ? CALLS.get(fcn) : undefined;
  if (call === undefined) throw new CunzhengError('CALL_UNKNOWN', 'no such function');
  demand(params.length === call.arity, 'INPUT_INVALID', `takes ${call.arity} arguments`);
  return call.run(stub, params, inspect);
}
