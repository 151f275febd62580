import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import { CunzhengError, demand } from '@cunzheng/domain';
import { type ChaincodeInterface, Shim } from 'fabric-shim';
import { withStateBatches } from './state-batches.ts';

/** One definition of the contract that the service answers for. */
export interface ServedContract {
  /** Path of the bundle. */
  readonly bundle: string;
  /** SHA-256 of the bundle in hex: what members approved, and nothing else, is run. */
  readonly digest: string;
  /** What the peer calls it. A wrong one makes every call through this peer hang. */
  readonly packageId: string;
  /** Address to listen on. */
  readonly address: string;
}

/** A member's contract service, as `serve.js` reads it. */
export interface ServiceFile {
  readonly contracts: readonly ServedContract[];
  readonly certificate: string;
  readonly key: string;
  /** Root of those who may connect: the member's own TLS CA. */
  readonly clientRoot: string;
  readonly health: { readonly host: string; readonly port: number };
}

/** The process of a member's contract service: `node serve.js <service file>`. */
async function main(path: string): Promise<void> {
  const service = JSON.parse(await readFile(path, 'utf8')) as ServiceFile;
  for (const contract of service.contracts) await serve(service, contract);
  const { host, port } = service.health;
  createServer((_, response) => response.end('ok')).listen(port, host);
}

async function serve(service: ServiceFile, contract: ServedContract): Promise<void> {
  const { packageId, address } = contract;
  demand(packageId !== '', 'CONFIG_INVALID', 'a contract service needs its package id');
  const server = Shim.server(withStateBatches(await load(contract)), {
    ccid: packageId,
    address,
    tlsProps: {
      key: await readFile(service.key),
      cert: await readFile(service.certificate),
      clientCACerts: await readFile(service.clientRoot),
    },
    'grpc.max_receive_message_length': -1,
    'grpc.max_send_message_length': -1,
  } as Parameters<typeof Shim.server>[1]);
  await server.start();
}

async function load({ bundle, digest }: ServedContract): Promise<ChaincodeInterface> {
  const code = await readFile(bundle);
  if (createHash('sha256').update(code).digest('hex') !== digest) {
    throw new CunzhengError('FILE_ALTERED', `${bundle} is not the contract that was approved`);
  }
  const module = { exports: {} as { createChaincode?(): ChaincodeInterface } };
  const parameters = ['module', 'exports', 'require'];
  const body = compileFunction(code.toString(), parameters, { filename: bundle });
  // The bundle's shim is ours, whatever folder the bundle lies in.
  body(module, module.exports, createRequire(import.meta.url));
  demand(module.exports.createChaincode, 'CONFIG_INVALID', `${bundle} exports no createChaincode`);
  return module.exports.createChaincode();
}

await main(process.argv[2] as string);
