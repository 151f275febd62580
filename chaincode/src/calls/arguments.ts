import {
  CourtCodeSchema,
  CunzhengError,
  DIGEST_PATTERN,
  demand,
  type Json,
  type NetworkId,
  parseStrictJson,
  TAG_PATTERN,
} from '@cunzheng/domain';
import { isSuitEpoch, isSuitTag } from '@cunzheng/domain/suits';

const COURT_CODE = new RegExp((CourtCodeSchema as unknown as { pattern: string }).pattern);
const DIGEST = new RegExp(DIGEST_PATTERN);
const TAG = new RegExp(TAG_PATTERN);
const MEMBER_ID = /^[A-Za-z0-9.-]{1,64}$/;
const NAME = /^[^\p{C}]{1,100}$/u;

/** A member as `init` and `proposeMember` name it. */
export interface MemberContent {
  readonly id: string;
  readonly name: string;
}

/** A court as `proposeCourt` names it; `member` hosts it. */
export interface CourtContent {
  readonly code: string;
  readonly name: string;
  readonly member: string;
}

/** An edition of the trust file as `proposeEdition` names it: its number and the SHA-256 of its canonical text. */
export interface EditionContent {
  readonly edition: number;
  readonly digest: string;
}

export interface Seed {
  readonly networkId: NetworkId;
  readonly members: readonly MemberContent[];
}

/** `{ networkId, members: [{ id, name }, …] }`, member ids distinct. Throws `INPUT_INVALID`. */
export function parseSeed(text: string): Seed {
  const { networkId, members } = fields(parseStrictJson(text), ['networkId', 'members']);
  demand(Array.isArray(members) && members.length > 0, 'INPUT_INVALID', 'members missing');
  const seed = {
    networkId: matching(networkId, DIGEST, 'networkId') as NetworkId,
    members: members.map(memberContent),
  };
  const ids = new Set(seed.members.map((member) => member.id));
  demand(ids.size === seed.members.length, 'INPUT_INVALID', 'a member stands twice');
  return seed;
}

/** `{ id, name }`. Throws `INPUT_INVALID`. */
export function parseMember(text: string): MemberContent {
  return memberContent(parseStrictJson(text));
}

/** `{ code, name, member }`. Throws `INPUT_INVALID`. */
export function parseCourt(text: string): CourtContent {
  const { code, name, member } = fields(parseStrictJson(text), ['code', 'name', 'member']);
  return {
    code: matching(code, COURT_CODE, 'code'),
    name: matching(name, NAME, 'name'),
    member: matching(member, MEMBER_ID, 'member'),
  };
}

/** `{ edition, digest }`. Throws `INPUT_INVALID`. */
export function parseEdition(text: string): EditionContent {
  const { edition, digest } = fields(parseStrictJson(text), ['edition', 'digest']);
  const counts = typeof edition === 'number' && edition >= 1 && edition <= 65_535;
  demand(counts, 'INPUT_INVALID', 'edition is malformed');
  return { edition, digest: matching(digest, DIGEST, 'digest') };
}

/** A record id or another SHA-256 in base64url. Throws `DIGEST_INVALID`. */
export function parseDigestArgument(text: string): string {
  demand(DIGEST.test(text), 'DIGEST_INVALID', 'a digest has 43 base64url characters');
  return text;
}

/** A case tag. Throws `INPUT_INVALID`. */
export function parseCaseTag(text: string): string {
  return matching(text, TAG, 'caseTag');
}

/** Id of an epoch of the index of like suits. Throws `INPUT_INVALID`. */
export function parseSuitEpoch(text: string): string {
  demand(isSuitEpoch(text), 'INPUT_INVALID', 'epoch is malformed');
  return text;
}

/** A tag of that index. Throws `INPUT_INVALID`. */
export function parseSuitTag(text: string): string {
  demand(isSuitTag(text), 'INPUT_INVALID', 'tag is malformed');
  return text;
}

/** A page size from 1 to 100. Throws `INPUT_INVALID`. */
export function parsePageSize(text: string): number {
  demand(/^(?:[1-9][0-9]?|100)$/.test(text), 'INPUT_INVALID', 'page size is 1 to 100');
  return Number(text);
}

function memberContent(value: Json): MemberContent {
  const { id, name } = fields(value, ['id', 'name']);
  return { id: matching(id, MEMBER_ID, 'id'), name: matching(name, NAME, 'name') };
}

function fields(value: Json, names: readonly string[]): Record<string, Json | undefined> {
  const isObject = typeof value === 'object' && !Array.isArray(value);
  if (!isObject || Object.keys(value).sort().join() !== [...names].sort().join()) {
    throw new CunzhengError('INPUT_INVALID', `expected exactly ${names.join(', ')}`);
  }
  return value as Record<string, Json>;
}

function matching(value: Json | undefined, pattern: RegExp, name: string): string {
  const fits = typeof value === 'string' && pattern.test(value);
  demand(fits, 'INPUT_INVALID', `${name} is malformed`);
  return value;
}
