import type { DocumentView, FilingView, ServiceView } from '@cunzheng/gateway';

/**
 * Everybody against every route. Things of two courts exist in each state; the table says who gets what, and a route
 * that is not in it fails the last test: closed by default.
 */
export const WHO = {
  nobody: undefined,
  recipient: 'zhangwei',
  otherParty: 'chenmo',
  clerk: 'bj-clerk',
  judge: 'bj-judge',
  administrator: 'bj-administrator',
  foreignClerk: 'hz-clerk',
  foreignJudge: 'hz-judge',
} as const;
export type Who = keyof typeof WHO;

export interface Things {
  readonly caseId: string;
  readonly partyId: string;
  readonly draft: DocumentView;
  readonly issued: DocumentView;
  readonly service: ServiceView;
  readonly unopened: ServiceView;
  readonly receiptId: string;
  readonly actId: string;
  readonly noticeId: string;
  /** The clerk opened a document of the recipient's case. */
  readonly auditId: string;
  /** What the recipient is to pay, and an application of his that waits. */
  readonly orderId: string;
  readonly reliefId: string;
  /** What the recipient files with the court, in each state that counts. */
  readonly filings: Readonly<Record<'draft' | 'review' | 'accepted', FilingView>>;
}

/** A request and what each gets: whoever is not named gets `others`. */
export interface Row {
  readonly route: string;
  readonly what: string;
  readonly path: (things: Things) => string;
  readonly body?: (things: Things) => unknown;
  readonly expect: Partial<Record<Who, number>>;
  readonly others: number;
}

export const NO_ID = '00000000-0000-4000-8000-000000000000';
