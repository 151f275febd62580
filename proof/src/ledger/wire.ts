import { CunzhengError, concatBytes, utf8Text } from '@cunzheng/domain';

/** Fields of one protobuf message by number, the values of each in the order they stand; messages inside stay bytes. */
export type Message = ReadonlyMap<number, readonly (Uint8Array | number)[]>;

const VARINT = 0;
const BYTES = 2;
/** Bytes of a value of fixed width, by wire type. */
const FIXED: Readonly<Record<number, number>> = { 1: 8, 5: 4 };
const MAX_VARINT = 10;

/** Ends the reading of what a stranger sent. */
export function malformed(what: string): never {
  throw new CunzhengError('INPUT_INVALID', `ledger: ${what}`);
}

/**
 * One level of a protobuf message. Work is bounded by its length; groups, truncated fields and integers above 2^53 − 1
 * are refused with `INPUT_INVALID`. Unknown fields are kept and nobody asks for them.
 */
export function readMessage(bytes: Uint8Array): Message {
  const fields = new Map<number, (Uint8Array | number)[]>();
  for (let at = 0; at < bytes.length; ) {
    const tag = readVarint(bytes, at);
    if (tag.value < 8 || tag.value >= 2 ** 32) malformed('field number');
    const field = readValue(bytes, tag.end, tag.value % 8);
    const values = fields.get(Math.floor(tag.value / 8));
    if (values === undefined) fields.set(Math.floor(tag.value / 8), [field.value]);
    else values.push(field.value);
    at = field.end;
  }
  return fields;
}

function readValue(bytes: Uint8Array, at: number, type: number) {
  if (type === VARINT) return readVarint(bytes, at);
  const length = type === BYTES ? readVarint(bytes, at) : { value: FIXED[type] ?? -1, end: at };
  const end = length.end + length.value;
  if (length.value < 0 || end > bytes.length) malformed('protobuf');
  return { value: bytes.subarray(length.end, end), end };
}

function readVarint(bytes: Uint8Array, start: number): { value: number; end: number } {
  let value = 0;
  for (let at = start; at < start + MAX_VARINT && at < bytes.length; at++) {
    const byte = bytes[at] as number;
    value += (byte & 127) * 2 ** (7 * (at - start));
    if (byte >= 128) continue;
    return Number.isSafeInteger(value) ? { value, end: at + 1 } : malformed('integer');
  }
  return malformed('protobuf');
}

function single(message: Message, field: number): Uint8Array | number | undefined {
  const values = message.get(field) ?? [];
  return values.length > 1 ? malformed('field stands twice') : values[0];
}

/** Bytes, text or message of a field that stands at most once; empty when absent. Throws `INPUT_INVALID`. */
export function bytesOf(message: Message, field: number): Uint8Array {
  const value = single(message, field) ?? new Uint8Array();
  return typeof value === 'number' ? malformed('wire type') : value;
}

/** An integer that stands at most once; 0 when absent. Throws `INPUT_INVALID`. */
export function numberOf(message: Message, field: number): number {
  const value = single(message, field) ?? 0;
  return typeof value === 'number' ? value : malformed('wire type');
}

export function textOf(message: Message, field: number): string {
  return utf8Text(bytesOf(message, field));
}

/** The message that a field holds; one without fields when absent. */
export function messageOf(message: Message, field: number): Message {
  return readMessage(bytesOf(message, field));
}

/** Every value of a repeated field of bytes. Throws `INPUT_INVALID`. */
export function listOf(message: Message, field: number): Uint8Array[] {
  return (message.get(field) ?? []).map((value) =>
    typeof value === 'number' ? malformed('wire type') : value,
  );
}

/** A map whose values are messages. A key that stands twice is refused: libraries differ in which one they take. */
export function mapOf(message: Message, field: number): Map<string, Message> {
  const entries = listOf(message, field).map(readMessage);
  const map = new Map(entries.map((entry) => [textOf(entry, 1), messageOf(entry, 2)]));
  return map.size === entries.length ? map : malformed('key stands twice');
}

/** A field of bytes as every encoder writes it: nothing when empty. */
export function encodeBytes(field: number, value: Uint8Array): Uint8Array {
  if (value.length === 0) return value;
  const head = [field * 8 + BYTES];
  let length = value.length;
  for (; length >= 128; length = Math.floor(length / 128)) head.push((length % 128) + 128);
  return concatBytes(Uint8Array.from([...head, length]), value);
}
