/** How somebody signed in. */
export const SIGN_IN_METHODS = [
  'demo',
  'code',
  'password',
  'passkey',
  'invitation',
  'wechat',
  'unified',
] as const;
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];

/** How strongly the session itself is authenticated; what a person has shown of himself is another matter. */
export const SESSION_LEVELS = ['code', 'password', 'second-factor', 'passkey', 'demo'] as const;
export type SessionLevel = (typeof SESSION_LEVELS)[number];

export const DEVICE_BROWSERS = ['wechat', 'edge', 'chrome', 'firefox', 'safari', 'other'] as const;
export type DeviceBrowser = (typeof DEVICE_BROWSERS)[number];

export const DEVICE_SYSTEMS = [
  'windows',
  'macos',
  'android',
  'ios',
  'harmony',
  'linux',
  'other',
] as const;
export type DeviceSystem = (typeof DEVICE_SYSTEMS)[number];

/** Browser and system in words of ours; the raw string identifies people and is not kept. */
export interface Device {
  readonly browser: DeviceBrowser;
  readonly system: DeviceSystem;
}

/** What is known of the session a request came with; times in milliseconds since 1970. */
export interface SessionFacts {
  readonly id: string;
  readonly method: SignInMethod;
  readonly level: SessionLevel;
  readonly createdAt: number;
  readonly lastUsedAt: number;
  /** It ends then unless something is asked before. */
  readonly idleEndsAt: number;
  /** It ends then whatever is asked. */
  readonly endsAt: number;
}
