import { hash } from 'node:crypto';
import {
  type CourtRecord,
  CunzhengError,
  canonicalize,
  demand,
  type ErrorCode,
  isSigned,
  parseRecord,
  type RecordId,
} from '@cunzheng/domain';
import type { ChaincodeStub } from 'fabric-shim';
import type { Verify } from '../es256.ts';
import { admit } from '../rules/admit.ts';
import type { Candidate, RecordCall } from '../rules/rule.ts';
import { signatureHolds } from '../signature.ts';
import { readKeyState } from '../state/key-state.ts';
import { MAX_STATE_CALLS } from '../state/transaction-state.ts';
import { memberAtWork } from './call.ts';

/** What became of one record; `id` of an `exists` is that of the record that already says it. */
export interface RecordOutcome {
  readonly id: RecordId;
  readonly outcome: 'recorded' | 'exists' | 'refused';
  readonly code?: ErrorCode;
}

/** Signatures are handed over this many records ahead of the one being judged. */
const LOOKAHEAD = 8;

/** A record as it came: read, or refused for its form. */
type Arrival = Candidate | { readonly id: RecordId; readonly refusal: ErrorCode };

/**
 * `record(records)`: a JSON array of strings, each the canonical text of one record. Judges each against committed
 * state and the earlier records of the call, and answers a canonical array of outcomes in the same order. Once the
 * state calls are used up, that record and all after it are refused with `STATE_CALLS_EXCEEDED`, for they may refer to
 * each other: the caller submits them again. Throws `INPUT_INVALID`, `STATE_CALLS_EXCEEDED` (more records than calls),
 * `GATEWAY_ROLE_MISSING`, `MEMBER_UNKNOWN`.
 */
export async function record(
  stub: ChaincodeStub,
  [argument]: readonly string[],
  verify: Verify,
): Promise<string> {
  const { state, network, member } = await memberAtWork(stub);
  const texts = parseTexts(argument as string);
  const txTimeMs = stub.getDateTimestamp().getTime();
  const call: RecordCall = { state, network: network.networkId, member, txTimeMs, verify };
  const outcomes = await judgeAll(call, texts);
  await state.flush();
  return canonicalize(outcomes.map((outcome) => ({ ...outcome })));
}

function parseTexts(argument: string): readonly string[] {
  let texts: unknown;
  try {
    texts = JSON.parse(argument);
  } catch (cause) {
    throw new CunzhengError('INPUT_INVALID', 'not JSON', { cause });
  }
  demand(isListOfTexts(texts), 'INPUT_INVALID', 'expected an array of record texts');
  demand(texts.length <= MAX_STATE_CALLS, 'STATE_CALLS_EXCEEDED', 'more records than state calls');
  return texts;
}

function isListOfTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

async function judgeAll(call: RecordCall, texts: readonly string[]): Promise<RecordOutcome[]> {
  const arrivals: Arrival[] = [];
  const outcomes: RecordOutcome[] = [];
  const points = new Map<string, string>();
  let full = false;
  for (let i = 0; i < texts.length; i++) {
    while (arrivals.length < Math.min(texts.length, i + LOOKAHEAD)) {
      arrivals.push(await receive(call, points, texts[arrivals.length] as string));
    }
    const arrival = arrivals[i] as Arrival;
    const outcome: RecordOutcome = full
      ? refused(arrival.id, 'STATE_CALLS_EXCEEDED')
      : await judge(call, arrival);
    full = outcome.code === 'STATE_CALLS_EXCEEDED';
    outcomes.push(outcome);
  }
  return outcomes;
}

async function judge(call: RecordCall, arrival: Arrival): Promise<RecordOutcome> {
  if ('refusal' in arrival) return refused(arrival.id, arrival.refusal);
  try {
    const first = await admit(call, arrival);
    if (first !== undefined) return { id: first, outcome: 'exists' };
    call.state.keep();
    return { id: arrival.id, outcome: 'recorded' };
  } catch (error) {
    if (!(error instanceof CunzhengError)) throw error;
    return refused(arrival.id, error.code);
  } finally {
    call.state.drop();
  }
}

function refused(id: RecordId, code: ErrorCode): RecordOutcome {
  return { code, id, outcome: 'refused' };
}

/** Reads one record, and sets its signature going when the point of its key can be known. */
async function receive(
  call: RecordCall,
  points: Map<string, string>,
  text: string,
): Promise<Arrival> {
  const bytes = Buffer.from(text);
  const id = hash('sha256', bytes, 'base64url') as RecordId;
  try {
    const parsed = parseRecord(bytes);
    if (parsed.kind === 'key' && parsed.action === 'register') points.set(id, parsed.point);
    const point = await knownPoint(call, points, parsed);
    return { id, text, record: parsed, signature: startSignature(call, parsed, point) };
  } catch (error) {
    if (!(error instanceof CunzhengError)) throw error;
    return { id, refusal: error.code };
  }
}

/**
 * The point follows from the key's id alone, for the id is the hash of the record that holds it. So the answer does
 * not depend on what becomes of the records before; whether the key may be used is judged in turn.
 */
async function knownPoint(
  { state }: RecordCall,
  points: ReadonlyMap<string, string>,
  parsed: CourtRecord,
): Promise<string | undefined> {
  if (!isSigned(parsed)) return undefined;
  const announced = points.get(parsed.key);
  if (announced !== undefined || !state.hasRoom) return announced;
  return (await readKeyState(state, parsed.key))?.point;
}

function startSignature(
  call: RecordCall,
  parsed: CourtRecord,
  point: string | undefined,
): Promise<boolean> | undefined {
  if (point === undefined || !isSigned(parsed)) return undefined;
  const signature = signatureHolds(call.verify, call.network, parsed, point);
  // Nobody may come to ask: then a fault of the crypto library must not end the process.
  signature.catch(() => undefined);
  return signature;
}
