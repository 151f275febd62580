import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';
import { api, body } from '../api-client/client.ts';
import type { Me } from '../api-client/views.ts';

/** `elsewhere`: under an address of digits WebAuthn refuses; the same page under `localhost` works. */
export function passkeysHere(): 'yes' | 'elsewhere' | 'no' {
  if (/^[\d.]+$|^\[/.test(location.hostname)) return 'elsewhere';
  return browserSupportsWebAuthn() ? 'yes' : 'no';
}

/** This page where passkeys work, on a trial. */
export function addressForPasskeys(): string {
  const url = new URL(location.href);
  url.hostname = 'localhost';
  return url.href;
}

/** The person or the browser gave up; the page says so in words. */
export class PasskeyCancelled extends Error {}

async function asked<T>(ceremony: Promise<T>): Promise<T> {
  try {
    return await ceremony;
  } catch (cause) {
    throw new PasskeyCancelled('not finished', { cause });
  }
}

type Asked = Parameters<typeof startAuthentication>[0]['optionsJSON'];
type Wanted = Parameters<typeof startRegistration>[0]['optionsJSON'];

/** What the browser's passkey gave, in the shape in which the API takes it. */
export interface Given {
  readonly id: string;
  readonly rawId: string;
  readonly type: 'public-key';
  readonly response: { clientDataJSON: string; [more: string]: unknown };
  readonly [more: string]: unknown;
}

/** Signs in with a passkey: any of ours, or after a password one of that person's. */
export async function signInWithPasskey(after?: string): Promise<Me> {
  return body(api.POST('/api/v1/session/passkey', { body: await showPasskey(after) }));
}

/** What the browser shows of a passkey, and to which question. */
export async function showPasskey(
  after?: string,
): Promise<{ readonly ceremony: string; readonly response: Given }> {
  const given = after === undefined ? {} : { ceremony: after };
  const question = await body(api.POST('/api/v1/session/passkey-question', { body: given }));
  const { ceremony, options } = question;
  const shown = await asked(startAuthentication({ optionsJSON: options as unknown as Asked }));
  return { ceremony, response: shown as unknown as Given };
}

/** Has the browser make a passkey for these options. */
export async function makePasskey(options: unknown): Promise<Given> {
  const made = await asked(startRegistration({ optionsJSON: options as Wanted }));
  return made as unknown as Given;
}
