import { crc32 } from 'node:zlib';

/** One file of an archive. */
export interface ZipEntry {
  /** Path within it, with `/` between folders. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
/** Names are UTF-8. */
const FLAGS = 0x0800;
const STORED = 0;
const MAX_ENTRIES = 0xffff;
const MAX_BYTES = 0xffffffff;

/**
 * A ZIP archive piece by piece, its files stored as they are; never more than one of them is in memory. `at` is the time
 * that every file bears. Throws `TypeError` for what a plain ZIP does not hold: 65,535 files or 4 GiB.
 */
export async function* zipOf(
  entries: AsyncIterable<ZipEntry>,
  at: Date,
): AsyncGenerator<Uint8Array> {
  const listed: Buffer[] = [];
  let offset = 0;
  for await (const { name, bytes } of entries) {
    const head = headOf(name, bytes, dosTime(at));
    const local = Buffer.concat([uint32(LOCAL), head, Buffer.from(name)]);
    listed.push(centralOf(head, name, offset));
    offset += local.length + bytes.length;
    if (listed.length > MAX_ENTRIES || offset > MAX_BYTES)
      throw new TypeError('too much for a ZIP');
    yield local;
    yield bytes;
  }
  const directory = Buffer.concat(listed);
  yield directory;
  yield endOf(listed.length, directory.length, offset);
}

/** What local and central headers have in common: from the version to the length of the extra field. */
function headOf(name: string, bytes: Uint8Array, { time, date }: DosTime): Buffer {
  const head = Buffer.alloc(26);
  head.writeUInt16LE(VERSION, 0);
  head.writeUInt16LE(FLAGS, 2);
  head.writeUInt16LE(STORED, 4);
  head.writeUInt16LE(time, 6);
  head.writeUInt16LE(date, 8);
  head.writeUInt32LE(crc32(bytes), 10);
  head.writeUInt32LE(bytes.length, 14);
  head.writeUInt32LE(bytes.length, 18);
  head.writeUInt16LE(Buffer.byteLength(name), 22);
  return head;
}

function centralOf(head: Buffer, name: string, offset: number): Buffer {
  const more = Buffer.alloc(14);
  more.writeUInt32LE(offset, 10);
  return Buffer.concat([uint32(CENTRAL), uint16(VERSION), head, more, Buffer.from(name)]);
}

function endOf(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

interface DosTime {
  readonly time: number;
  readonly date: number;
}

/** Two seconds exact, in UTC; years from 1980. */
function dosTime(at: Date): DosTime {
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  const year = Math.max(0, at.getUTCFullYear() - 1980);
  return { time, date: (year << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate() };
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
