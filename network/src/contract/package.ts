import { createHash } from 'node:crypto';
import type { ContractBundle } from './bundle.ts';
import { packTar } from './tar.ts';

/** Two services of a contract can run side by side while an upgrade goes on; each has its own port. */
export const SLOTS = ['a', 'b'] as const;
export type Slot = (typeof SLOTS)[number];

export interface ContractPackage {
  readonly bytes: Buffer;
  readonly label: string;
  /** `label:SHA-256`, as peers name it. */
  readonly id: string;
}

/** Which slot the definition of this sequence runs in. */
export function slotOf(sequence: number): Slot {
  return SLOTS[(sequence - 1) % 2] as Slot;
}

/** Version of a contract on the channel: it names the bytes that the members approve. */
export function versionOf(sequence: number, { digest }: ContractBundle): string {
  return `${sequence}+${digest.slice(0, 32)}`;
}

/** The package that every member installs, the same bytes for all: no address, no certificate, no time. */
export function packContract(
  name: string,
  sequence: number,
  bundle: ContractBundle,
): ContractPackage {
  const label = `${name}_${versionOf(sequence, bundle)}`;
  const code = packTar([
    { name: 'contract.cjs', content: bundle.code },
    { name: 'slot', content: Buffer.from(slotOf(sequence)) },
  ]);
  const metadata = Buffer.from(JSON.stringify({ type: 'cunzheng-service', label }));
  const bytes = packTar([
    { name: 'metadata.json', content: metadata },
    { name: 'code.tar.gz', content: code },
  ]);
  const digest = createHash('sha256').update(bytes).digest('hex');
  return { bytes, label, id: `${label}:${digest}` };
}
