import { CunzhengError } from '@cunzheng/domain';

/**
 * How well it is known who somebody is, least first (在线诉讼规则 7): only that he holds a phone (`code`); he said who he
 * is by a well-formed number (`declared`); photographs of the paper are there (`pictured`); name and number belong
 * together (`matched`); the person is the holder (`portrayed`); the notice is signed too, 已认证 (`verified`).
 */
export const LEVELS = ['code', 'declared', 'pictured', 'matched', 'portrayed', 'verified'] as const;
export type Level = (typeof LEVELS)[number];

/**
 * What each level permits; closed by default. Public information and help need none (002-18), everything about a case
 * needs a proofed person (001-44, 001-45).
 */
export const PERMITTED_AT = {
  'proofing.continue': 'code',
  'proofing.handOver': 'code',
  'helper.invite': 'code',
  'helper.help': 'verified',
  'organisation.register': 'verified',
  'organisation.actFor': 'verified',
  'lawyer.register': 'verified',
  'material.upload': 'verified',
  'case.file': 'verified',
  'case.read': 'verified',
  'service.receive': 'verified',
  'act.sign': 'verified',
} as const satisfies Readonly<Record<string, Level>>;
export type Permitted = keyof typeof PERMITTED_AT;

/** True when `has` is at least `needed`. */
export function reaches(has: Level, needed: Level): boolean {
  return LEVELS.indexOf(has) >= LEVELS.indexOf(needed);
}

/** Throws `IDENTITY_LEVEL_LOW`, with what is needed and what is there, unless a person of level `has` may do this. */
export function demandLevel(has: Level, what: Permitted): void {
  const needed = PERMITTED_AT[what];
  if (reaches(has, needed)) return;
  throw new CunzhengError('IDENTITY_LEVEL_LOW', what, { details: { needed, has } });
}
