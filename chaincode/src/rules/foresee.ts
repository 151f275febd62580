import { isWellFormed, type RecordId } from '@cunzheng/domain';
import { compositeKey, KEY_TYPES, recordKey } from '../state/keys.ts';

const MAX_ATTRIBUTE = 200;

/** What a text holds that may be a record. */
type Content = Readonly<Record<string, unknown>>;

/**
 * State keys that judging a text will read, as far as its content tells: asked for together they cost one
 * way to the peer instead of one each. It is only a help: nothing has checked the content yet, and what is not foreseen is
 * read when it is needed.
 */
export function foreseenReads(id: RecordId, content: Content): string[] {
  const { court, key, kind } = content;
  return [
    ...stateKey(KEY_TYPES.court, court),
    ...stateKey(KEY_TYPES.keyState, key),
    ...(typeof kind === 'string' ? readsOfKind(kind, id, content) : []),
  ];
}

function readsOfKind(kind: string, id: RecordId, content: Content): string[] {
  switch (kind) {
    case 'key':
      return stateKey(KEY_TYPES.point, content.point);
    case 'document':
      return stateKey(KEY_TYPES.number, content.court, content.number);
    case 'service':
      return [recordKey(id), ...stateKey(KEY_TYPES.record, content.document)];
    case 'receipt': {
      const { service, event, recipient } = content;
      const first = stateKey(KEY_TYPES.first, service, `receipt:${event}`, recipient);
      return [...first, ...stateKey(KEY_TYPES.record, service)];
    }
    case 'filing':
      return [
        recordKey(id),
        ...stateKey(KEY_TYPES.filing, content.filing),
        ...stateKey(KEY_TYPES.court, content.to),
        ...stateKey(KEY_TYPES.number, content.court, content.number),
      ];
    default:
      return [];
  }
}

/** The key, unless something that no attribute can be is among its attributes. */
function stateKey(type: string, ...attributes: readonly unknown[]): string[] {
  return attributes.every(isAttribute) ? [compositeKey(type, ...attributes)] : [];
}

function isAttribute(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value !== '' &&
    value.length <= MAX_ATTRIBUTE &&
    !value.includes('\u0000') &&
    isWellFormed(value)
  );
}
