import type { OutgoingMessage } from './sender.ts';

/** Parts of a message that a provider's own template can hold. */
export const MESSAGE_FIELDS = ['from', 'kind', 'title', 'text', 'link', 'digits'] as const;
export type MessageField = (typeof MESSAGE_FIELDS)[number];

/** A provider's registered template, and what goes into its places. */
export interface ProviderTemplate<Fields> {
  readonly id: string;
  readonly fields: Fields;
}

/** Templates by category of notice; `*` for the others. */
export type ProviderTemplates<Fields> = Readonly<Record<string, ProviderTemplate<Fields>>>;

/** The template for a message; `undefined` when none is registered for it. */
export function providerTemplate<Fields>(
  templates: ProviderTemplates<Fields>,
  { category }: OutgoingMessage,
): ProviderTemplate<Fields> | undefined {
  return templates[category] ?? templates['*'];
}
