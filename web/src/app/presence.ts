let last = Date.now();
let watching = false;

function note(): void {
  last = Date.now();
}

/** Milliseconds since somebody last touched this page: key, pointer or wheel. */
export function idleFor(): number {
  if (!watching) {
    watching = true;
    for (const event of ['keydown', 'pointerdown', 'wheel', 'touchstart'])
      addEventListener(event, note, { capture: true, passive: true });
  }
  return Date.now() - last;
}

/** What the page asks by itself after so long keeps nobody signed in. */
export const UNATTENDED_MS = 60_000;
