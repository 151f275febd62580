/** Capacities: organisations, their agents, lawyers. */
export { CLAIM_KINDS } from '../../store/tables/claims.ts';
export {
  type ActingFor,
  actingFor,
  type ClaimView,
  decideClaim,
  demandActingFor,
  endClaim,
  listMyClaims,
  listWaitingClaims,
  MANDATE_SCOPES,
  makeClaim,
  type NewClaim,
  putClaimPhoto,
  readClaim,
  readClaimPhoto,
} from './claims.ts';
export type { LawyerBadge } from './lawyers.ts';
