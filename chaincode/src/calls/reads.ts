import { CunzhengError, canonicalize, type Json, type RecordId } from '@cunzheng/domain';
import type { ChaincodeStub } from 'fabric-shim';
import { readKeyState } from '../state/key-state.ts';
import { KEY_TYPES, lastAttribute, recordKey } from '../state/keys.ts';
import type { Proposal, Subject } from '../state/proposals.ts';
import { readRecordOf } from '../state/records.ts';
import {
  type CourtEntry,
  type EditionEntry,
  type MemberEntry,
  readNetwork,
} from '../state/registry.ts';
import { TransactionState } from '../state/transaction-state.ts';
import { parseCaseTag, parseDigestArgument, parsePageSize } from './arguments.ts';

/** `readRecord(id)`: the record's canonical text. Throws `DIGEST_INVALID`, `NOT_FOUND`. */
export async function readRecord(stub: ChaincodeStub, [id]: readonly string[]): Promise<string> {
  const text = await new TransactionState(stub).read(recordKey(parseDigestArgument(id as string)));
  if (text === undefined) throw new CunzhengError('NOT_FOUND', 'no such record');
  return text;
}

/**
 * `recordsOfCase(caseTag, pageSize, bookmark)`: `{ bookmark, records: [{ id, record }, …] }`, sorted by id, 1 to 100 a
 * page; the first bookmark is empty, and so is the one after the last page. Throws `INPUT_INVALID`.
 */
export async function recordsOfCase(
  stub: ChaincodeStub,
  [caseTag, pageSize, bookmark]: readonly string[],
): Promise<string> {
  const page = await stub.getStateByPartialCompositeKeyWithPagination(
    KEY_TYPES.ofCase,
    [parseCaseTag(caseTag as string)],
    parsePageSize(pageSize as string),
    bookmark as string,
  );
  const keys: string[] = [];
  for await (const { key } of closing(page.iterator)) keys.push(key);
  return canonicalize({
    bookmark: bookmarkAfter(page),
    records: await readAll(stub, keys),
  });
}

/** `findDocument(sha256)`: `[{ id, record }, …]` of the documents with that SHA-256, empty when there is none. Throws `DIGEST_INVALID`. */
export async function findDocument(
  stub: ChaincodeStub,
  [digest]: readonly string[],
): Promise<string> {
  const entries = await range(stub, KEY_TYPES.digest, [parseDigestArgument(digest as string)]);
  return canonicalize(
    await readAll(
      stub,
      entries.map((entry) => entry.key),
    ),
  );
}

/** `readKey(id)`: `{ registration, revocation? }`. Throws `DIGEST_INVALID`, `NOT_FOUND`. */
export async function readKey(stub: ChaincodeStub, [id]: readonly string[]): Promise<string> {
  const state = new TransactionState(stub);
  const keyId = parseDigestArgument(id as string) as RecordId;
  const key = await readKeyState(state, keyId);
  if (key === undefined) throw new CunzhengError('NOT_FOUND', 'no such key');
  const registration = await readRecordOf(state, keyId, 'key');
  const revocation = key.revokedBy && (await readRecordOf(state, key.revokedBy, 'key'));
  return canonicalize({ registration, ...(revocation ? { revocation } : {}) } as unknown as Json);
}

/** `readCourts()`: `{ courts: [{ code, member, name }, …], proposals: [{ approvals, content }, …] }`, both sorted by code. */
export async function readCourts(stub: ChaincodeStub): Promise<string> {
  const entries = await range(stub, KEY_TYPES.court, []);
  const courts = entries.map(({ key, text }) => ({
    code: lastAttribute(key),
    ...(JSON.parse(text) as CourtEntry),
  }));
  return canonicalize({
    courts,
    proposals: await openProposals(
      stub,
      'court',
      courts.map((court) => court.code),
    ),
  });
}

/** `readMembers()`: `{ members: [{ id, name }, …], networkId?, proposals: [{ approvals, content }, …] }`, sorted by id; no networkId before `init`. */
export async function readMembers(stub: ChaincodeStub): Promise<string> {
  const network = await readNetwork(new TransactionState(stub));
  const entries = await range(stub, KEY_TYPES.member, []);
  const members = entries.map(({ key, text }) => ({
    id: lastAttribute(key),
    ...(JSON.parse(text) as MemberEntry),
  }));
  return canonicalize({
    members,
    ...(network === undefined ? {} : { networkId: network.networkId }),
    proposals: await openProposals(
      stub,
      'member',
      members.map((member) => member.id),
    ),
  });
}

/** `readEditions()`: `{ editions: [{ digest, edition }, …], proposals: [{ approvals, content }, …] }`, sorted by number. */
export async function readEditions(stub: ChaincodeStub): Promise<string> {
  const entries = await range(stub, KEY_TYPES.edition, []);
  const editions = entries.map(({ key, text }) => ({
    edition: Number(lastAttribute(key)),
    ...(JSON.parse(text) as EditionEntry),
  }));
  return canonicalize({
    editions,
    proposals: await openProposals(
      stub,
      'edition',
      editions.map(({ edition }) => String(edition)),
    ),
  });
}

async function openProposals(
  stub: ChaincodeStub,
  subject: Subject,
  inEffect: readonly string[],
): Promise<Json> {
  const entries = await range(stub, KEY_TYPES.proposal, [subject]);
  return entries
    .filter(({ key }) => !inEffect.includes(lastAttribute(key)))
    .flatMap(({ text }) => JSON.parse(text) as Proposal[])
    .map(({ approvals, content }) => ({ approvals, content: JSON.parse(content) as Json }));
}

/** The records whose ids end these index keys. */
async function readAll(stub: ChaincodeStub, keys: readonly string[]): Promise<Json[]> {
  const state = new TransactionState(stub);
  const found: Json[] = [];
  for (const key of keys) {
    const id = lastAttribute(key);
    found.push({ id, record: JSON.parse((await state.read(recordKey(id))) as string) as Json });
  }
  return found;
}

interface Entry {
  readonly key: string;
  readonly text: string;
}

async function range(
  stub: ChaincodeStub,
  type: string,
  attributes: readonly string[],
): Promise<Entry[]> {
  const entries: Entry[] = [];
  const iterator = await stub.getStateByPartialCompositeKey(type, [...attributes]);
  for await (const { key, value } of closing(iterator)) {
    entries.push({ key, text: Buffer.from(value).toString('utf8') });
  }
  return entries;
}

type StatePage = Awaited<ReturnType<ChaincodeStub['getStateByPartialCompositeKeyWithPagination']>>;

/**
 * Where the next page begins; empty after the last. A peer says nothing at all about a page that is empty, and the shim
 * then has no metadata, whatever its type says.
 */
export function bookmarkAfter({ metadata }: StatePage): string {
  return (metadata as StatePage['metadata'] | undefined)?.bookmark ?? '';
}

type StateIterator = Awaited<ReturnType<ChaincodeStub['getStateByPartialCompositeKey']>>;

/** Walks an iterator of the stub and closes it whatever happens: on a peer it holds a database snapshot. */
export async function* closing(iterator: StateIterator) {
  try {
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
      yield next.value;
    }
  } finally {
    await iterator.close();
  }
}
