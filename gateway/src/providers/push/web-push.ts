import { CunzhengError } from '@cunzheng/domain';
import webPush from 'web-push';
import { callProvider } from '../http.ts';
import type { OutgoingMessage, Sender } from '../sender.ts';

/** VAPID keys (RFC 8292) and who answers for them. */
export interface PushSettings {
  readonly publicKey: string;
  readonly privateKey: string;
  /** `mailto:` or https address of the operator. */
  readonly contact: string;
  /** What people see the notice is from: the site's own name. */
  readonly sender: string;
  /** Hosts of push services, an asterisk for one level below; nothing is sent elsewhere. */
  readonly hosts?: readonly string[];
}

/** Push services of the browsers in use: a subscription that names another host is none. */
const HOSTS = [
  'fcm.googleapis.com',
  '*.push.services.mozilla.com',
  '*.notify.windows.com',
  'web.push.apple.com',
] as const;
const TTL_S = 3 * 86_400;

/** A browser's subscription, as it is kept for an address. */
export interface PushSubscriptionText {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

/**
 * Notices in a browser that is closed (RFC 8030, 8291). The topic is made of the key: one that waits is replaced by its
 * repetition, and the worker shows the same tag once.
 */
export function openWebPush(settings: PushSettings): Sender {
  return {
    channel: 'push',
    sender: settings.sender,
    sendsOnce: true,
    async send(message, key) {
      const subscription = parseSubscription(message.to, settings.hosts);
      const { endpoint, headers, body } = encrypted(settings, subscription, { message, key });
      const { status } = await callPush(endpoint, headers, body);
      if (status === 404 || status === 410) throw new CunzhengError('CONTACT_GONE', 'push: gone');
      if (status >= 300) throw new CunzhengError('PROVIDER_REFUSED', `push: ${status}`);
      return { state: 'accepted' };
    },
  };
}

function encrypted(
  { publicKey, privateKey, contact }: PushSettings,
  { endpoint, p256dh, auth }: PushSubscriptionText,
  { message, key }: { message: OutgoingMessage; key: string },
) {
  const { title, text, link, digits } = message;
  const payload = JSON.stringify({ title, text, link, digits, tag: key });
  const details = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, {
    vapidDetails: { subject: contact, publicKey, privateKey },
    TTL: TTL_S,
    urgency: 'high',
    topic: key.replaceAll('-', '').slice(0, 32),
  });
  return { endpoint, headers: details.headers, body: details.body };
}

function callPush(
  url: string,
  headers: Readonly<Record<string, unknown>>,
  body: Buffer | null | undefined,
) {
  const own = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-length');
  return callProvider({
    provider: 'push',
    url,
    headers: Object.fromEntries(own.map(([name, value]) => [name, String(value)])),
    ...(body ? { body } : {}),
  });
}

/**
 * The subscription in an address, or in what a browser hands in. Throws `INPUT_INVALID` for what is none, or names a
 * host that is no push service: the server would otherwise call whatever somebody writes there.
 */
export function parseSubscription(
  text: string,
  hosts: readonly string[] = HOSTS,
): PushSubscriptionText {
  const { endpoint, p256dh, auth } = readJson(text);
  const url = URL.canParse(String(endpoint)) ? new URL(String(endpoint)) : null;
  const known = url !== null && hosts.some((host) => isHost(url.host, host));
  const secure = url?.protocol === 'https:' || url?.hostname === '127.0.0.1';
  const keys = [p256dh, auth].every((each) => /^[A-Za-z0-9_-]{16,128}$/.test(String(each)));
  if (!known || !secure || !keys) throw new CunzhengError('INPUT_INVALID', 'no push subscription');
  return { endpoint: String(endpoint), p256dh: String(p256dh), auth: String(auth) };
}

function readJson(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

function isHost(host: string, allowed: string): boolean {
  return allowed.startsWith('*.') ? host.endsWith(allowed.slice(1)) : host === allowed;
}
