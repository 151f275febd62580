import type { Clock } from '../../context.ts';
import type { IdentityProviders } from './ports.ts';
import { type IdentitySettings, tencentFaceid } from './tencent.ts';
import { openUnifiedIdentity, type UnifiedSettings } from './unified.ts';

/** Accounts with providers who know people; what is absent a clerk does. */
export interface IdentityAccounts {
  readonly identity?: IdentitySettings;
  readonly unified?: UnifiedSettings;
}

/** Opens every provider that has an account. Nothing is called yet. */
export function openIdentity(
  { identity, unified }: IdentityAccounts,
  clock: Clock,
): IdentityProviders {
  return {
    ...(identity === undefined ? {} : tencentFaceid({ ...identity, clock })),
    ...(unified === undefined ? {} : { unified: openUnifiedIdentity(unified) }),
  };
}
