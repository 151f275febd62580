export { actorOf, mayStandIn, todayOf } from './actor.ts';
export { deviceOf } from './device.ts';
export {
  acceptInvitation,
  type Enrolled,
  enrolPasskey,
  enrolTotp,
  INVITATION_LIFE_MS,
  type Invitation,
  type InvitationView,
  offerPasskey,
  offerTotp,
  type PasskeyOffer,
  readInvitation,
} from './enrol.ts';
export { ARGON2, hashPassword, isPassword } from './hash.ts';
export * from './kinds.ts';
export type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from './passkeys.ts';
export { MAX_PASSKEYS, relyingParty } from './passkeys.ts';
export { MAX_PASSWORD, MIN_PASSWORD } from './passwords.ts';
export {
  changeMyPassword,
  FRESH_MINUTES,
  keepMyPasskey,
  keepMyTotp,
  offerMyPasskey,
  offerMyTotp,
  type PasskeyView,
  readSecurity,
  removeMyPasskey,
  renameMyPasskey,
  renewMyRecoveryCodes,
  type SecurityView,
} from './security.ts';
export {
  actorOfSession,
  demandFresh,
  endMySession,
  endOtherSessions,
  endSession,
  IDLE_MS,
  keepSession,
  listSessions,
  type OpenedSession,
  openSession,
  SESSION_LIFE_MS,
  type SessionView,
  type SignInPlace,
  sweepSessions,
} from './sessions.ts';
export {
  askForPasskey,
  confirmByCode,
  type Factors,
  type PasskeyQuestion,
  type PasswordAnswer,
  signInByPasskey,
  signInByPassword,
} from './sign-in.ts';
export { type AddressThrottle, addressThrottle, sweepAttempts } from './throttle.ts';
export { codeAt } from './totp.ts';
