import { IDENTITY_DOCUMENTS, type IdentityDocument } from '@cunzheng/domain/identity';
import {
  LEVELS,
  PHOTO_SIDES,
  type ProofingView,
  REVIEW_FIELDS,
  type ReviewLine,
  type ReviewView,
  STEPS,
} from '@cunzheng/gateway';
import { Type } from 'typebox';
import { Count, closed, Id, named, object, optional, Time } from './parts.ts';

export const DocumentKind = Type.Enum(
  Object.keys(IDENTITY_DOCUMENTS) as [IdentityDocument, ...IdentityDocument[]],
);
export const Side = Type.Enum([...PHOTO_SIDES]);
export const Reasons = Type.Array(
  Type.Object(
    {
      field: Type.Enum([...REVIEW_FIELDS]),
      reason: Type.String({ minLength: 1, maxLength: 400 }),
    },
    closed,
  ),
  { maxItems: 12 },
);
const CourtName = Type.Unsafe<{ code: string; name: string }>({ $ref: 'CourtName#' });
const ReviewState = Type.Enum(['waiting', 'returned', 'approved', 'refused', 'withdrawn']);
const Texts = Type.Object(
  {
    version: Type.String(),
    sha256: Type.String(),
    text: Type.Object(
      { 'zh-CN': Type.Array(Type.String()), en: Type.Array(Type.String()) },
      closed,
    ),
  },
  closed,
);

const ProofingSchema = object('Proofing', {
  step: Type.Enum([...STEPS, 'review', 'done', 'refused']),
  level: Type.Enum([...LEVELS]),
  steps: Type.Array(
    Type.Object(
      {
        step: Type.Enum([...STEPS]),
        gives: Type.Enum([...LEVELS]),
        state: Type.Enum(['done', 'current', 'open', 'forReview']),
        by: optional(Type.Enum(['self', 'provider', 'clerk', 'forReview'])),
      },
      closed,
    ),
  ),
  kind: optional(Type.Enum(['person', 'organisation'])),
  court: optional(CourtName),
  document: optional(DocumentKind),
  name: optional(Type.String()),
  number: optional(Type.String({ description: 'masked' })),
  contested: Type.Boolean(),
  photos: Type.Array(Type.Object({ side: Type.String(), takenAt: Time }, closed)),
  photosNeeded: Type.Array(Type.String()),
  trouble: optional(Type.String()),
  triesLeft: Count,
  portraitPending: Type.Boolean(),
  portraitByMachine: Type.Boolean(),
  byUnified: Type.Boolean(),
  review: optional(
    Type.Object(
      {
        state: ReviewState,
        askedAt: Time,
        dueAt: Time,
        decidedAt: optional(Time),
        reasons: Reasons,
        words: optional(Type.String()),
      },
      closed,
    ),
  ),
  rules: Texts,
  notice: Texts,
  noticeSignedAt: optional(Time),
  doneAt: optional(Time),
});
export const proofing = named<ProofingView>('Proofing');

const line = {
  id: Id,
  court: CourtName,
  name: Type.String({ description: 'masked in lists and once decided' }),
  document: DocumentKind,
  causes: Type.Array(Type.String()),
  state: ReviewState,
  askedAt: Time,
  dueAt: Time,
  overdue: Type.Boolean(),
};
const ReviewLineSchema = object('ReviewLine', line);
export const reviewLine = named<ReviewLine>('ReviewLine');
const ReviewSchema = object('Review', {
  ...line,
  number: Type.String(),
  photos: Type.Array(Type.String()),
  contested: Type.Boolean(),
  reasons: Reasons,
  words: optional(Type.String()),
});
export const review = named<ReviewView>('Review');

export const ACCOUNT_SCHEMAS = [ProofingSchema, ReviewLineSchema, ReviewSchema] as const;
