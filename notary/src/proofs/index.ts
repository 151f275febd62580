export { splitForQr } from '@cunzheng/proof';
export {
  buildCompactProof,
  buildFullProof,
  type ChosenPapers,
  type OpeningStore,
  type ProofChoice,
} from './build.ts';
export { buildLeafProof, type LeafParts } from './leaf.ts';
export { tellsOfLikeSuits } from './like-suits.ts';
