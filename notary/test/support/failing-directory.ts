import type { BlockDirectory, BlockFile } from '../../src/ledger/embedded/block-directory.ts';

/** What a failing disk is told to do. */
export interface Fault {
  readonly operation: 'write' | 'sync';
  readonly code: 'EIO' | 'ENOSPC';
  /** Of a failing write, the bytes that reach the file all the same. */
  readonly bytes?: number;
}

/** A directory whose next operation of a kind can be made to fail once; then the disk is well again. */
export class FailingDirectory implements BlockDirectory {
  readonly #real: BlockDirectory;
  #fault: Fault | undefined;
  #skip = 0;
  /** Bytes written so far, each write apart. */
  readonly written: { position: number; length: number }[] = [];

  constructor(real: BlockDirectory) {
    this.#real = real;
  }

  /** Fails after `skip` more operations of the kind. */
  failNext(fault: Fault, skip = 0): void {
    this.#fault = fault;
    this.#skip = skip;
  }

  list(): Promise<string[]> {
    return this.#real.list();
  }

  async open(name: string, writable?: boolean): Promise<BlockFile> {
    return this.#wrap(await this.#real.open(name, writable));
  }

  async create(name: string): Promise<BlockFile> {
    return this.#wrap(await this.#real.create(name));
  }

  #wrap(file: BlockFile): BlockFile {
    const wrapped: BlockFile = {
      size: () => file.size(),
      read: (position, length) => file.read(position, length),
      truncate: (size) => file.truncate(size),
      close: () => file.close(),
      write: async (bytes, position) => {
        this.written.push({ position, length: bytes.length });
        const fault = this.#take('write');
        if (fault === undefined) return file.write(bytes, position);
        await file.write(bytes.subarray(0, fault.bytes ?? 0), position);
        throw failure(fault);
      },
      sync: async () => {
        const fault = this.#take('sync');
        if (fault !== undefined) throw failure(fault);
        await file.sync();
      },
      writeDurably: async (bytes, position) => {
        await wrapped.write(bytes, position);
        await wrapped.sync();
      },
    };
    return wrapped;
  }

  #take(operation: Fault['operation']): Fault | undefined {
    const fault = this.#fault;
    if (fault?.operation !== operation) return undefined;
    if (this.#skip-- > 0) return undefined;
    this.#fault = undefined;
    return fault;
  }
}

function failure(fault: Fault): NodeJS.ErrnoException {
  return Object.assign(new Error(`${fault.code}: ${fault.operation} failed`), { code: fault.code });
}
