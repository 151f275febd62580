import { text } from 'node:stream/consumers';
import { type CallOptions, MemoryLedger } from './memory-ledger.ts';

/** One call of a script: what a client would send. */
export interface ScriptedCall {
  readonly name: string;
  readonly args: readonly string[];
  readonly options?: CallOptions;
}

/** Runs the calls one after the other on a new ledger; everything an endorser would sign, as one line a call. */
export async function replay(script: readonly ScriptedCall[]): Promise<string> {
  const ledger = new MemoryLedger();
  const lines: string[] = [];
  for (const { name, args, options } of script) {
    lines.push(JSON.stringify(await ledger.call(name, args, options)));
  }
  return lines.join('\n');
}

// As a program: script on standard input, results on standard output.
if (process.argv[1]?.endsWith('support/replay.js')) {
  const script = JSON.parse(await text(process.stdin)) as ScriptedCall[];
  process.stdout.write(await replay(script));
}
