/** Accounts whose phone is lost or changed. */
export {
  RECOVERY_STATES,
  type RecoveryState,
} from '../../store/tables/recovery.ts';
export {
  cancelRecovery,
  RECOVERY_WAIT_MS,
  type RecoveryOutcome,
  sweepRecoveries,
} from './change.ts';
export {
  beginIdentity,
  type IdentitySaid,
  putRecoveryPhoto,
  RECOVERY_SIDES,
  recoveryStatus,
  submitIdentity,
} from './identity.ts';
export {
  decideRecovery,
  listRecoveries,
  type RecoveryLine,
  type RecoveryView,
  readRecovery,
  readRecoveryPhoto,
} from './review.ts';
export { proveCode, recoverAtWindow, recoverByOldPhone, recoverByPasskey } from './ways.ts';
