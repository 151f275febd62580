import { hash } from 'node:crypto';
import {
  type CourtRecord,
  CunzhengError,
  canonicalize,
  DIGEST_PATTERN,
  demand,
  type ErrorCode,
  type RecordId,
} from '@cunzheng/domain';
import type { ChaincodeStub } from 'fabric-shim';
import type { Inspect, Inspection } from '../inspect.ts';
import { admit } from '../rules/admit.ts';
import { foreseenReads } from '../rules/foresee.ts';
import type { RecordCall } from '../rules/rule.ts';
import { readKeyState } from '../state/key-state.ts';
import { MAX_STATE_CALLS } from '../state/transaction-state.ts';
import { memberAtWork } from './call.ts';

/** What became of one record; `id` of an `exists` is that of the record that already says it. */
export interface RecordOutcome {
  readonly id: RecordId;
  readonly outcome: 'recorded' | 'exists' | 'refused';
  readonly code?: ErrorCode;
}

const DIGEST = new RegExp(DIGEST_PATTERN);

/** Records are handed over to be inspected this many ahead of the one being judged. */
const LOOKAHEAD = 8;

/** A text as it came. */
interface Arrival {
  readonly id: RecordId;
  readonly text: string;
  /** What the text holds: a record once the inspection refuses nothing, and anything at all before. */
  readonly content: Readonly<Record<string, unknown>>;
}

/** An arrival that is being inspected. */
interface Inspected extends Arrival {
  readonly inspection: Promise<Inspection>;
}

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
  inspect: Inspect,
): Promise<string> {
  const { state, network, member } = await memberAtWork(stub);
  const texts = parseTexts(argument as string);
  const txTimeMs = stub.getDateTimestamp().getTime();
  const call: RecordCall = { state, network: network.networkId, member, txTimeMs, inspect };
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
  const arrivals = texts.map(arrive);
  await call.state.readAhead(arrivals.flatMap(({ id, content }) => foreseenReads(id, content)));
  const inspected: Inspected[] = [];
  const outcomes: RecordOutcome[] = [];
  const points = new Map<string, string>();
  let full = false;
  for (let i = 0; i < arrivals.length; i++) {
    while (inspected.length < Math.min(arrivals.length, i + LOOKAHEAD)) {
      inspected.push(await inspect(call, points, arrivals[inspected.length] as Arrival));
    }
    const arrival = inspected[i] as Inspected;
    const outcome: RecordOutcome = full
      ? refused(arrival.id, 'STATE_CALLS_EXCEEDED')
      : await judge(call, arrival);
    full = outcome.code === 'STATE_CALLS_EXCEEDED';
    outcomes.push(outcome);
  }
  return outcomes;
}

async function judge(call: RecordCall, arrival: Inspected): Promise<RecordOutcome> {
  const { id, text } = arrival;
  const inspection = await arrival.inspection;
  if (inspection.refusal !== undefined) return refused(id, inspection.refusal);
  const record = arrival.content as unknown as CourtRecord;
  try {
    const first = await admit(call, { id, text, record, inspection });
    if (first !== undefined) return { id: first, outcome: 'exists' };
    call.state.keep();
    return { id, outcome: 'recorded' };
  } catch (error) {
    if (!(error instanceof CunzhengError)) throw error;
    return refused(id, error.code);
  } finally {
    call.state.drop();
  }
}

function refused(id: RecordId, code: ErrorCode): RecordOutcome {
  return { code, id, outcome: 'refused' };
}

function arrive(text: string): Arrival {
  return { id: hash('sha256', text, 'base64url') as RecordId, text, content: tryJson(text) };
}

/** Sets the inspection of one record going, with the point of its key when that can be known. */
async function inspect(
  call: RecordCall,
  points: Map<string, string>,
  arrival: Arrival,
): Promise<Inspected> {
  const { id, text, content } = arrival;
  const { kind, action, key, point } = content;
  if (kind === 'key' && action === 'register' && typeof point === 'string') points.set(id, point);
  const inspection = call.inspect(call.network, text, await knownPoint(call, points, key));
  // Nobody may come to ask: then a fault of the crypto library must not end the process.
  inspection.catch(() => undefined);
  return { ...arrival, inspection };
}

/** What fields a text has, before it is known to be a record; none when it is no JSON object. */
function tryJson(text: string): Readonly<Record<string, unknown>> {
  try {
    return (JSON.parse(text) as Record<string, unknown> | null) ?? {};
  } catch {
    return {};
  }
}

/**
 * The point follows from the key's id alone, for the id is the hash of the record that holds it. So the answer does
 * not depend on what becomes of the records before; whether the key may be used is judged in turn.
 */
async function knownPoint(
  { state }: RecordCall,
  points: ReadonlyMap<string, string>,
  key: unknown,
): Promise<string | undefined> {
  if (typeof key !== 'string' || !DIGEST.test(key)) return undefined;
  const announced = points.get(key);
  if (announced !== undefined || !state.hasRoom) return announced;
  return (await readKeyState(state, key))?.point;
}
