import { readFile } from 'node:fs/promises';
import { CunzhengError } from '@cunzheng/domain';
import { PINS } from '../src/programs.ts';
import type { NodeKind } from '../src/supervisor/node-spec.ts';

/** What nodes are made of: three programs of Fabric's, and Node for everything that is ours. */
export const IMAGE_KINDS = ['ca', 'orderer', 'peer', 'node'] as const;
export type ImageKind = (typeof IMAGE_KINDS)[number];

/** Name with tag of each image. */
export type Images = Readonly<Record<ImageKind, string>>;

const FABRIC = PINS.fabric.version.join('.');
const FABRIC_CA = PINS['fabric-ca'].version.join('.');

/** As their makers publish them. */
export const OFFICIAL_IMAGES: Images = {
  ca: `hyperledger/fabric-ca:${FABRIC_CA}`,
  orderer: `hyperledger/fabric-orderer:${FABRIC}`,
  peer: `hyperledger/fabric-peer:${FABRIC}`,
  node: 'node:20.19-bookworm-slim',
};

/** As `npm run network:images` builds them; of a host's own, so that no registry is ever asked for them. */
export const LOCAL_IMAGES: Images = {
  ca: `localhost/cunzheng-ca:${FABRIC_CA}`,
  orderer: `localhost/cunzheng-orderer:${FABRIC}`,
  peer: `localhost/cunzheng-peer:${FABRIC}`,
  node: 'localhost/cunzheng-node:20',
};

/**
 * The images that `NETWORK_IMAGES` names: `official`, which is the default, `local`, or a JSON file with any of `ca`,
 * `orderer`, `peer` and `node`, the others being official. Throws `CONFIG_INVALID`.
 */
export async function imagesFor(setting = ''): Promise<Images> {
  if (setting === '' || setting === 'official') return OFFICIAL_IMAGES;
  if (setting === 'local') return LOCAL_IMAGES;
  return { ...OFFICIAL_IMAGES, ...(await readImages(setting)) };
}

async function readImages(path: string): Promise<Partial<Images>> {
  const images = await readFile(path, 'utf8').then(JSON.parse).catch(refuse);
  for (const [kind, name] of Object.entries(images ?? {})) {
    if (!isKind(kind) || typeof name !== 'string' || name === '') return refuse();
  }
  return images as Partial<Images>;

  function refuse(cause?: unknown): never {
    const text = `NETWORK_IMAGES is official, local, or a JSON file that gives ${IMAGE_KINDS.join(', ')} a name: ${path}`;
    throw new CunzhengError('CONFIG_INVALID', text, { cause });
  }
}

function isKind(name: string): name is ImageKind {
  return (IMAGE_KINDS as readonly string[]).includes(name);
}

/** Which image runs a kind of node. */
export function imageOf(images: Images, kind: NodeKind): string {
  return kind === 'contract' || kind === 'auditor' ? images.node : images[kind];
}
