const NAME = 'cunzheng.recovery';

/** By this who handed in his document sees later, on this device, what became of it. It opens nothing. */
export function keepSecret(token: string): void {
  try {
    localStorage.setItem(NAME, token);
  } catch {
    // A browser that keeps nothing: the new phone shows it by opening the account.
  }
}

export function keptSecret(): string | undefined {
  try {
    return localStorage.getItem(NAME) ?? undefined;
  } catch {
    return undefined;
  }
}

export function forgetSecret(): void {
  try {
    localStorage.removeItem(NAME);
  } catch {
    // nothing was kept
  }
}
