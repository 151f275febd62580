// One verification of the sigstore bundle in a process of its own, for the cold figure.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';

const data = process.argv[2] as string;
const json = (name: string) => JSON.parse(readFileSync(join(data, name), 'utf8'));
const verifier = new Verifier(toTrustMaterial(TrustedRoot.fromJSON(json('trusted_root.json'))), {
  tlogThreshold: 1,
});
verifier.verify(
  toSignedEntity(bundleFromJSON(json('bundle.sigstore.json')), readFileSync(join(data, 'a.txt'))),
);
