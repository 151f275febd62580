import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import {
  type CaseTag,
  type CourtRecord,
  canonicalize,
  type DocumentRecord,
  type KeyRegistration,
  type NetworkId,
  type PartyTag,
  recordBytes,
  recordId,
  type Sha256,
  type Sm3,
  signingMessage,
  toBase64Url,
  toLowS,
  type Unsigned,
  utf8Text,
} from '@cunzheng/domain';
import { readNetworkId } from '../src/block.ts';
import { connectMember, type MemberGateway } from '../src/gateway.ts';
import type { Network } from '../src/network.ts';
import type { Member } from '../src/topology.ts';
import { until } from '../src/wait.ts';

/** A clerk's key and one document: the same on every network but for the signature, which names the network. */
export interface Act {
  readonly registration: KeyRegistration;
  readonly document: Omit<DocumentRecord, 'signature'>;
  readonly privateKey: KeyObject;
}

/** What one member's own peer and contract answer. */
export interface ShownState {
  readonly member: string;
  readonly members: unknown;
  readonly courts: unknown;
  readonly key: unknown;
  readonly records: unknown;
}

const PAGE = '100';

export function makeAct(court: string): Act {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const point = publicKey.export({ format: 'der', type: 'spki' }).subarray(-65);
  const now = Date.now();
  const registration: KeyRegistration = {
    v: 1,
    kind: 'key',
    action: 'register',
    court,
    actTime: new Date(now).toISOString(),
    suite: 'ES256',
    point: point.toString('base64url'),
    owner: tag() as PartyTag,
    role: 'clerk',
    purpose: 'sign',
    notBefore: new Date(now - 60_000).toISOString(),
    notAfter: new Date(now + 3_600_000).toISOString(),
  };
  const document = {
    v: 1,
    kind: 'document',
    court,
    caseTag: tag() as CaseTag,
    actTime: registration.actTime,
    number: `${court}-2026-000001`,
    sha256: digest('sha256') as Sha256,
    sm3: digest('sm3') as Sm3,
    key: recordId(registration),
  } as const;
  return { registration, document, privateKey };
}

function digest(algorithm: 'sha256' | 'sm3'): string {
  return createHash(algorithm).update('a document').digest('base64url');
}

function tag(): string {
  return randomBytes(16).toString('base64url');
}

/** The act as this network records it: canonical texts, signed anew at every call. */
export async function recordsOf({ layout }: Network, act: Act): Promise<string[]> {
  const networkId = await readNetworkId(layout.genesis);
  const records: CourtRecord[] = [act.registration, signed(act, networkId)];
  return records.map((record) => utf8Text(recordBytes(record)));
}

/** Submits records through this member's gateway, once. Answers each one's outcome, or the code of its refusal. */
export async function submit(
  network: Network,
  member: Member,
  texts: readonly string[],
): Promise<string[]> {
  const answer = await withContract(network, member, (contract) =>
    contract.submit('record', { arguments: [JSON.stringify(texts)] }),
  );
  const outcomes = JSON.parse(utf8Text(answer)) as { outcome: string; code?: string }[];
  return outcomes.map(({ outcome, code }) => code ?? outcome);
}

function signed({ document, privateKey }: Act, networkId: NetworkId): DocumentRecord {
  const message = signingMessage(networkId, document as unknown as Unsigned);
  const raw = sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return { ...document, signature: toBase64Url(toLowS(raw)) };
}

/** What every member shows of the network and of the act, each by its own peer and contract. */
export async function shownState(network: Network, act: Act): Promise<ShownState[]> {
  return Promise.all(network.topology.members.map((member) => shownBy(network, member, act)));
}

async function shownBy(network: Network, member: Member, act: Act): Promise<ShownState> {
  const ask = <Value>(call: string, args: string[] = []) =>
    withContract(network, member, async (contract) => {
      const options = { arguments: args, endorsingOrganizations: [member.id] };
      return JSON.parse(utf8Text(await contract.evaluate(call, options))) as Value;
    });
  const { records } = await until(
    async () => {
      const page = await ask<{ records: { record: DocumentRecord }[] }>('recordsOfCase', [
        act.document.caseTag,
        PAGE,
        '',
      ]);
      return page.records.length > 0 ? page : undefined;
    },
    { timeoutMs: 30_000, what: `the record at ${member.folder}` },
  );
  const { networkId: _, ...members } = await ask<{ networkId: string }>('readMembers');
  return {
    member: member.id,
    members,
    courts: await ask('readCourts'),
    key: await ask('readKey', [act.document.key]),
    records: records.map(({ record: { signature: _, ...rest } }) => canonicalize(rest)),
  };
}

type Contract = ReturnType<ReturnType<MemberGateway['gateway']['getNetwork']>['getContract']>;

async function withContract<Value>(
  { topology, layout }: Network,
  member: Member,
  use: (contract: Contract) => Promise<Value>,
): Promise<Value> {
  const { gateway, close } = await connectMember(topology, layout, member, 'gateway');
  try {
    return await use(gateway.getNetwork(topology.channel).getContract(topology.contract));
  } finally {
    close();
  }
}
