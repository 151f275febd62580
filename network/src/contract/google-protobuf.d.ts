/** As much of the library as is used here; it comes without types. */
declare module 'google-protobuf' {
  class BinaryWriter {
    writeString(field: number, value: string): void;
    writeBytes(field: number, value: Uint8Array): void;
    writeEnum(field: number, value: number): void;
    writeRepeatedString(field: number, values: readonly string[]): void;
    writeMessage<Value>(
      field: number,
      value: Value,
      write: (value: Value, writer: BinaryWriter) => void,
    ): void;
    getResultBuffer(): Uint8Array;
  }
  class BinaryReader {
    constructor(bytes: Uint8Array);
    nextField(): boolean;
    getFieldNumber(): number;
    readBytes(): Uint8Array;
    skipField(): void;
  }
}
