import { citizenCheckDigit } from '@cunzheng/domain/identity';
import type { ProofingView } from '@cunzheng/gateway';
import type { TestCourt } from './deployment.ts';
import type { Answer, Person } from './person.ts';

/** Somebody with an invented name, a well-formed number and a phone. */
export interface Newcomer {
  readonly name: string;
  readonly number: string;
  readonly mobile: string;
}

let count = 0;

/** Another invented person each time. */
export function newcomer(name = '齐新'): Newcomer {
  count += 1;
  const first = `110105194807${String((count % 28) + 1).padStart(2, '0')}${String(count).padStart(3, '0')}`;
  return {
    name,
    number: first + citizenCheckDigit(first),
    mobile: `139${String(10_000_000 + count)}`,
  };
}

/** Begins with a phone: a code asked for and typed in. */
export async function withCode(court: TestCourt, mobile: string) {
  const person = court.stranger();
  const begun = await person.ask<{ challengeId: string; demoCode: string }>(
    'POST',
    '/api/v1/session/phone',
    { mobile },
  );
  const { challengeId, demoCode: code } = begun.body;
  const confirmed = await person.ask('POST', '/api/v1/session/phone/confirm', {
    challengeId,
    code,
  });
  return { person, challengeId, confirmed };
}

export type Asked = Answer<ProofingView & { code?: string }>;

export const step = (person: Person, path: string, body: object = {}): Promise<Asked> =>
  person.ask('POST', `/api/v1/proofing/${path}`, body);

export const standing = async (person: Person): Promise<ProofingView> =>
  (await person.ask<ProofingView>('GET', '/api/v1/proofing')).body;

/** The first bytes of a JPEG, and others that make it one of a kind. */
export const jpeg = (mark: string): Uint8Array =>
  Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.from(mark.repeat(50))]);

export async function photograph(person: Person, side: string, bytes = jpeg(side)) {
  const headers = { 'content-type': 'image/jpeg' };
  const { status } = await person.raw('PUT', `/api/v1/proofing/photos/${side}`, {
    headers,
    body: bytes,
  });
  return status;
}

/** Goes on until the photographs are confirmed. */
export async function untilPhotos(person: Person, who: Newcomer, more: object = {}): Promise<void> {
  const { rules } = await standing(person);
  await step(person, 'rules', { version: rules.version });
  await step(person, 'kind', { kind: 'person', court: '京0491' });
  const { name, number } = who;
  await step(person, 'document', { document: 'citizenCard', name, number, ...more });
  await photograph(person, 'front');
  await photograph(person, 'back');
  await step(person, 'photos');
}

export async function sign(person: Person): Promise<Asked> {
  const { notice } = await standing(person);
  return step(person, 'notice', { version: notice.version, sha256: notice.sha256 });
}
