import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The contract as one CommonJS file, and what names it. */
export interface ContractBundle {
  readonly code: Uint8Array;
  /** SHA-256 of the file, hex. */
  readonly digest: string;
}

/** Bundles the package @cunzheng/chaincode; fabric-shim alone stays outside. The same sources give the same bytes. */
export function bundleContract(): Promise<ContractBundle> {
  return bundleEntry(fileURLToPath(import.meta.resolve('@cunzheng/chaincode')));
}

/** As `bundleContract`, another entry that exports `createChaincode`: for trying an upgrade. */
export async function bundleEntry(entry: string): Promise<ContractBundle> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    external: ['fabric-shim'],
    legalComments: 'none',
    // Comments would name folders of the machine that bundles.
    minifyWhitespace: true,
    logLevel: 'silent',
  });
  const code = (outputFiles[0] as { contents: Uint8Array }).contents;
  return { code, digest: createHash('sha256').update(code).digest('hex') };
}
