import * as Type from 'typebox';
import type { CaseTag, PartyTag, RecordId, Sha256, Sm3 } from '../digest.ts';

/** Unpadded base64url of exactly `bytes` bytes; the last character carries no stray bits. */
function binary(bytes: number) {
  const full = Math.floor(bytes / 3) * 4;
  const tail = ['', '[A-Za-z0-9_-][AQgw]', '[A-Za-z0-9_-]{2}[AEIMQUYcgkosw048]'][bytes % 3];
  return `^[A-Za-z0-9_-]{${full}}${tail}$`;
}

export const DIGEST_PATTERN = binary(32);
export const TAG_PATTERN = binary(16);
export const EPOCH_PATTERN = binary(8);

export const Sha256Schema = Type.Unsafe<Sha256>(Type.String({ pattern: DIGEST_PATTERN }));
export const Sm3Schema = Type.Unsafe<Sm3>(Type.String({ pattern: DIGEST_PATTERN }));
export const RecordIdSchema = Type.Unsafe<RecordId>(Type.String({ pattern: DIGEST_PATTERN }));
export const CaseTagSchema = Type.Unsafe<CaseTag>(Type.String({ pattern: TAG_PATTERN }));
export const PartyTagSchema = Type.Unsafe<PartyTag>(Type.String({ pattern: TAG_PATTERN }));

/** ES256 signature r‖s, 64 bytes, s ≤ n/2. */
export const SignatureSchema = Type.String({ pattern: binary(64) });
/** Uncompressed P-256 point, 65 bytes, first byte 4. */
export const PointSchema = Type.String({ pattern: `^(?=B[A-P])${binary(65).slice(1)}` });

/** `YYYY-MM-DDTHH:MM:SS.sssZ`, the only form of time in records. */
export const TimeSchema = Type.String({
  pattern: '^[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\\.[0-9]{3}Z$',
});

const COURT_CODE =
  '(?:最高法|[京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔云藏陕甘青宁新兵军](?:[0-9]{2}|[0-9]{4})?)';

/** A court's code 法院代字: 最高法, or a province and two or four digits: 京0491 (法〔2015〕137号, arts. 4 and 5). */
export const CourtCodeSchema = Type.String({ pattern: `^${COURT_CODE}$` });

const WHOLE_CODE = new RegExp(`^${COURT_CODE}$`);

/** Whether this is the code of a court in form; whether there is such a court, the registry knows. */
export function isCourtCode(text: string): boolean {
  return WHOLE_CODE.test(text);
}

/** Number of an issued document: court code, year, serial of that court and year: 京0491-2026-000001. */
export const DocumentNumberSchema = Type.String({
  pattern: `^${COURT_CODE}-[0-9]{4}-[0-9]{6,9}$`,
});

/** 案号 in its one stored form, brackets of full width and no suffix: （2026）京0491民初1号 (案号规定, 法〔2015〕137号, arts. 2–3, 9–10). */
export const CaseNumberSchema = Type.String({
  pattern: `^（[0-9]{4}）${COURT_CODE}[一-龥]{1,5}[1-9][0-9]{0,7}号$`,
});

const COURT_OF_CASE = new RegExp(`^（[0-9]{4}）(${COURT_CODE})[一-龥]`);

/** Code of the court that a case number of that form names; undefined when it names none. */
export function courtOfCaseNumber(number: string): string | undefined {
  return COURT_OF_CASE.exec(number)?.[1];
}

/** Hidden fields: name → SHA-256(JCS([salt, name, value])). */
export const HiddenSchema = Type.Record(
  Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,31}$' }),
  Type.String({ pattern: DIGEST_PATTERN }),
  // Closed, or a name that does not fit the pattern would be let through with any value.
  { maxProperties: 16, additionalProperties: false },
);

/** A checkpoint the signer had seen: the signature was not made before it. */
export const SeenCheckpointSchema = Type.Object(
  { size: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }), root: Sha256Schema },
  { additionalProperties: false },
);
export type SeenCheckpoint = Type.Static<typeof SeenCheckpointSchema>;
