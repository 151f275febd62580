/** Accounts: signing in by phone, proofing in steps, a clerk's review. */
export {
  CODE_LIFE_MS,
  CODES_PER_NUMBER,
  CODES_PER_ORIGIN,
  confirmFact,
  confirmPhoneCode,
  type PhoneOutcome,
  sendPhoneCode,
  startAfresh,
} from './phone.ts';
export {
  MAX_PHOTO_BYTES,
  PHOTO_SIDES,
  type Photo,
  type PhotoSide,
  putPhoto,
  readMyPhoto,
} from './photos.ts';
export {
  askPortrait,
  beginPortrait,
  type PortraitWay,
  portraitCalledBack,
  sweepPortraits,
} from './portrait.ts';
export {
  checkRegister,
  chooseKind,
  confirmPhotos,
  correct,
  type Declaration,
  declare,
  forReview,
  MAX_NAME_CHARACTERS,
  readRules,
  signNotice,
} from './proofing.ts';
export { identityLevel, type Who } from './proofing-row.ts';
export { type ProofingView, readProofing } from './proofing-view.ts';
export {
  decideReview,
  listReviews,
  MAX_REVIEW_WORDS,
  type ReviewDecision,
  type ReviewLine,
  type ReviewView,
  readReview,
  readReviewPhoto,
} from './review.ts';
export { REVIEW_FIELDS, STEPS, type Step } from './steps.ts';
export {
  beginUnified,
  type MyUnified,
  offersUnified,
  personByUnified,
  proofByUnified,
  readMyUnified,
  UNIFIED_BACK,
  type UnifiedBegun,
  type UnifiedPurpose,
  type UnifiedReturn,
  unlinkMyUnified,
} from './unified.ts';
export {
  beginWechatSignIn,
  confirmWechatFact,
  finishWechatSignIn,
  offersWechat,
  WECHAT_SIGN_IN_BACK,
  type WechatOutcome,
} from './wechat-sign-in.ts';
