import type { PeriodId } from '../deadlines/index.ts';

/** What somebody files: a civil or administrative suit, a private prosecution, an application for enforcement. */
export const FILING_KINDS = [
  'civil',
  'administrative',
  'privateProsecution',
  'enforcement',
] as const;
export type FilingKind = (typeof FILING_KINDS)[number];

/** What follows from the kind. */
export interface FilingKindRow {
  /** How long the court may look at it. */
  readonly review: PeriodId;
  /** From docketing to the copy for the other side; absent where the law sets none. */
  readonly copy?: PeriodId;
  /** 类型代字 that a case of this kind may get; the first where nobody chooses. */
  readonly types: readonly [string, ...string[]];
  /** 诉讼地位 of who files and of the other side. */
  readonly sides: readonly [applicant: string, other: string];
}

/** An application for enforcement has seven days too (执行工作规定 16). */
export const FILING_KIND_ROWS: Readonly<Record<FilingKind, FilingKindRow>> = {
  civil: {
    review: 'filingReview',
    copy: 'complaintCopy',
    types: ['民初', '民特', '民督', '民撤', '民催', '民保令', '民他'],
    sides: ['原告', '被告'],
  },
  administrative: {
    review: 'filingReviewAdministrative',
    copy: 'complaintCopyAdministrative',
    types: ['行初', '行赔初', '行审', '行他'],
    sides: ['原告', '被告'],
  },
  privateProsecution: {
    review: 'filingReviewProsecution',
    types: ['刑初'],
    sides: ['自诉人', '被告人'],
  },
  enforcement: {
    review: 'filingReview',
    types: ['执', '执恢', '执保', '执他'],
    sides: ['申请执行人', '被执行人'],
  },
};

/** 特别授权 or 一般授权 (民诉法 62). */
export const AGENT_AUTHORITIES = ['general', 'special'] as const;
export type AgentAuthority = (typeof AGENT_AUTHORITIES)[number];
