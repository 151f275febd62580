/**
 * The only list of error codes. A code is promised for ever; its text is not.
 * `docs/errors.md` says of each what it means, who can mend it and whether to try again; a test compares.
 */
export const ERROR_CODES = [
  // what a caller sent
  'INPUT_INVALID',
  'FILE_EMPTY',
  'FILE_NOT_PDF',
  'FILE_NOT_IMAGE',
  'FILE_NOT_PAPER',
  'FILE_ENCRYPTED',
  'FILE_DAMAGED',
  'GLYPH_MISSING',
  'FILE_TOO_LARGE',
  'FILING_TOO_LARGE',
  'FILE_INFECTED',
  'SCAN_PENDING',
  'FILE_NAME_INVALID',
  'DIGEST_INVALID',
  // who may
  'NOT_SIGNED_IN',
  'NOT_PERMITTED',
  'NOT_FOUND',
  'TOO_MANY_REQUESTS',
  'SIGN_IN_CODE_WRONG',
  'SIGN_IN_FACT_WRONG',
  'SIGN_IN_LOCKED',
  'WECHAT_NOT_BOUND',
  'CODES_NOT_SENT',
  'IDENTITY_DIFFERS',
  'IDENTITY_LEVEL_LOW',
  'IDENTITY_TAKEN',
  'LINK_EXPIRED',
  'SIGN_IN_REFUSED',
  'SIGN_IN_WAIT',
  'PASSWORD_WEAK',
  'PASSKEY_REFUSED',
  'INVITATION_INVALID',
  'FRESH_SIGN_IN_NEEDED',
  'CSRF_HEADER_MISSING',
  // what a court has set
  'SETTING_MISSING',
  'SETTING_INVALID',
  // what the thing is in
  'STATE_UNFIT',
  'ACCOUNT_EXISTS',
  'LAST_ADMINISTRATOR',
  'OWN_OFFICE',
  'LAST_FACTOR',
  'SUBSTITUTE_UNFIT',
  'TEAM_UNFIT',
  'CASE_EXISTS',
  'SERVICE_EXISTS',
  'FILING_TAKEN',
  'FILING_EMPTY',
  'FILING_CHANGED',
  'CORRECTION_AGAIN',
  'CASE_NUMBER_TAKEN',
  'FEE_OPEN',
  'FEE_UNPAID',
  'FEE_UNSAID',
  'FEE_NOTHING_DUE',
  'ORDER_EXISTS',
  'REFUND_TOO_MUCH',
  'RELIEF_UNFIT',
  'STATEMENT_DIFFERS',
  'DAY_UNBALANCED',
  'ACCESS_CODE_UNKNOWN',
  'ACCESS_CODE_USED',
  'PARTY_DIFFERS',
  'PARTY_LINKED',
  'ADDRESSEE_DIFFERS',
  'SIGNING_EXPIRED',
  'SIGNING_USED',
  'SIGNING_TOO_MANY',
  // the contract's refusals
  'RECORD_MALFORMED',
  'RECORD_TOO_LARGE',
  'COURT_NOT_YOURS',
  'COURT_UNKNOWN',
  'COURT_EXISTS',
  'GATEWAY_ROLE_MISSING',
  'MEMBER_UNKNOWN',
  'MEMBER_EXISTS',
  'PROPOSAL_DIFFERS',
  'EDITION_EXISTS',
  'ACT_TIME_IN_FUTURE',
  'KEY_UNKNOWN',
  'KEY_EXISTS',
  'KEY_REVOKED',
  'KEY_LIFE_INVALID',
  'KEY_OUTSIDE_LIFE',
  'KEY_POINT_INVALID',
  'SIGNER_UNFIT',
  'SIGNATURE_INVALID',
  'DOCUMENT_UNKNOWN',
  'DOCUMENT_NUMBER_USED',
  'DIGEST_DIFFERS',
  'SERVICE_UNKNOWN',
  'RECIPIENT_DIFFERS',
  'CASE_DIFFERS',
  'WITNESS_MISSING',
  'RECEIPT_EXISTS',
  'FILING_UNKNOWN',
  'FILING_NOT_AT_TURN',
  'APPLICANT_DIFFERS',
  'TRANSFER_UNFIT',
  'CASE_NUMBER_USED',
  'PAPER_MALFORMED',
  'BATCH_MALFORMED',
  'BATCH_EXISTS',
  'BATCH_OUT_OF_SEQUENCE',
  'BATCH_ROOT_DIFFERS',
  'LEAF_MALFORMED',
  'LEAF_TOO_LARGE',
  'STATE_CALLS_EXCEEDED',
  'CALL_UNKNOWN',
  // the ledger
  'LEDGER_CONFLICT',
  'LEDGER_REFUSED',
  'LEDGER_UNAVAILABLE',
  'LEDGER_OUTCOME_UNKNOWN',
  'LEDGER_LOCKED',
  'LEDGER_CORRUPT',
  'LEDGER_DIVERGED',
  'LEDGER_CLOSED',
  // the network of members
  'FABRIC_MISSING',
  'GO_MISSING',
  'COMPILER_MISSING',
  'MODULE_REFUSED',
  'NETWORK_DOWN',
  'NETWORK_STEP_FAILED',
  'NODE_UNKNOWN',
  'CONTRACT_SILENT',
  // the log and its auditors
  'LOG_CORRUPT',
  'LOG_BEHIND',
  'LOG_FORKED',
  'AUDITOR_ROLLED_BACK',
  'AUDITOR_UNREACHABLE',
  'NOT_YET_PROVEN',
  'LEAF_LIST_MISSING',
  // the machine
  'CONFIG_INVALID',
  'PRODUCTION_UNREADY',
  'MODE_DIFFERS',
  'DATABASE_UNAVAILABLE',
  'MIGRATION_DIFFERS',
  'DATA_DIR_UNWRITABLE',
  'DISK_FULL',
  'PORT_TAKEN',
  'FILE_ALTERED',
  'RECORD_DIFFERS',
  'FILE_MISSING',
  'SEAL_KEY_MISSING',
  'SEAL_BROKEN',
  'PROVIDER_UNAVAILABLE',
  'PROVIDER_REFUSED',
  'CONTACT_GONE',
  'NOT_SUPPORTED',
  'INTERNAL',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

const KNOWN: ReadonlySet<string> = new Set(ERROR_CODES);

/** True when `value` is one of our codes; used where a code arrives as text (the contract's answers). */
export function isErrorCode(value: string): value is ErrorCode {
  return KNOWN.has(value);
}

/**
 * An expected refusal. Programming mistakes are `TypeError`s and are never caught.
 * `message` is for engineers and may name fields but never personal data; people read the text looked up by `code`.
 */
export class CunzhengError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, string | number | boolean>> | undefined;

  constructor(
    code: ErrorCode,
    message?: string,
    options?: { cause?: unknown; details?: Readonly<Record<string, string | number | boolean>> },
  ) {
    super(message ?? code, options?.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'CunzhengError';
    this.code = code;
    this.details = options?.details;
  }
}

/** Throws `CunzhengError(code)` unless `condition` holds. */
export function demand(condition: unknown, code: ErrorCode, message?: string): asserts condition {
  if (!condition) throw new CunzhengError(code, message);
}
