/** As much of an element as the views touch. */
export class Drawn {
  readonly attributes = new Map<string, string>();
  readonly children: (Drawn | string)[] = [];

  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }

  addEventListener(): void {}

  append(...children: (Drawn | string)[]): void {
    this.children.push(...children);
  }

  /** The first element of this class, itself included. */
  find(className: string): Drawn | undefined {
    if (this.attributes.get('class')?.split(' ').includes(className)) return this;
    for (const child of this.children) {
      const found = typeof child === 'string' ? undefined : child.find(className);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  get text(): string {
    return this.children.map((child) => (typeof child === 'string' ? child : child.text)).join(' ');
  }
}

/** Puts a document in place that draws such elements. */
export function drawWithoutBrowser(): void {
  Object.assign(globalThis, { document: { createElement: () => new Drawn() } });
}
