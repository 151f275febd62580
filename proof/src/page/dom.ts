/** Attributes and listeners of an element: `on…` are listeners, booleans are set or left out. */
export interface Attributes {
  readonly [name: string]: string | boolean | undefined | ((event: never) => void);
}

export type Child = Node | string | undefined | false;

/** An element with attributes and children; text is always text, never markup. */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name.slice(2), value as unknown as EventListener);
    } else if (value === true) element.setAttribute(name, '');
    else if (value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== false));
  return element;
}

/** A button with a label; `kind` chooses its look. */
export function button(
  label: string,
  onclick: () => void,
  kind: 'primary' | 'primary wide' | 'quiet' = 'quiet',
  attributes: Attributes = {},
): HTMLButtonElement {
  return el('button', { type: 'button', class: kind, onclick, ...attributes }, label);
}

/** A description list of the rows that have a value. */
export function facts(
  rows: readonly (readonly [string, string | undefined, boolean?])[],
): HTMLElement {
  const given = rows.filter(([, value]) => value !== undefined && value !== '');
  return el(
    'dl',
    {},
    ...given.map(([label, value, code]) =>
      el(
        'div',
        {},
        el('dt', {}, label),
        el(
          'dd',
          code === true ? { class: 'code', lang: 'en' } : {},
          code === true ? grouped(value as string) : (value as string),
        ),
      ),
    ),
  );
}

/** Long codes in groups of eight, so that two people can compare them aloud; words stay whole. */
function grouped(code: string): string {
  return /^[\w-]{40,}$/.test(code) ? code.replace(/(.{8})(?=.)/g, '$1 ') : code;
}

/** `text` with `{name}` filled in. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
