export { splitForQr } from '@cunzheng/proof';
export {
  buildCompactProof,
  buildFullProof,
  type OpeningStore,
  type ProofChoice,
} from './build.ts';
export { buildLeafProof, type LeafParts } from './leaf.ts';
