export {
  buildCompactProof,
  buildFullProof,
  type OpeningStore,
  type ProofChoice,
} from './build.ts';
