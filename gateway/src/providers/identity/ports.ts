import type { UnifiedIdentity } from './unified.ts';

/** Who is asked about. */
export interface IdentityQuestion {
  readonly name: string;
  readonly number: string;
}

/** `unknown`: the register has no such person or cannot tell; a clerk looks. */
export interface Finding {
  readonly outcome: 'match' | 'mismatch' | 'unknown';
  /** The provider's own word for it, never personal. */
  readonly said: string;
}

/** Asks a register whether name and number belong together. Throws `PROVIDER_UNAVAILABLE`. */
export interface RegisterCheck {
  /** Documents whose numbers the register knows. */
  readonly documents: readonly string[];
  ask(question: IdentityQuestion): Promise<Finding>;
}

/** Compares a living face with the register's portrait, on a page of the provider's. Throws `PROVIDER_UNAVAILABLE`. */
export interface PortraitCheck {
  readonly documents: readonly string[];
  /** Begins; the person goes to `url` and comes back to `returnTo`. */
  begin(
    question: IdentityQuestion,
    returnTo: string,
  ): Promise<{ readonly reference: string; readonly url: string }>;
  /** May be asked any number of times; `undefined` until the person has finished. */
  result(reference: string): Promise<Finding | undefined>;
}

/** What a deployment has; absent ones are done by a clerk. */
export interface IdentityProviders {
  readonly register?: RegisterCheck;
  readonly portrait?: PortraitCheck;
  readonly unified?: UnifiedIdentity;
}
