import type { Citation, PeriodId } from '@cunzheng/domain/deadlines';

/** One numbered part of a notice; `{name}` is a place for a fact of the case, the law stands after it in brackets. */
export interface NoticePart {
  readonly text: string;
  readonly law?: readonly Citation[];
}

/** A notice that the court makes when a case gets its number. */
export interface NoticeText {
  readonly title: string;
  /** Before the numbered parts. */
  readonly opening: string;
  readonly parts: readonly NoticePart[];
  /** Periods that run from its receipt. */
  readonly starts?: readonly PeriodId[];
  /** It tells a party who has no account yet how to come to the case. */
  readonly leadsToCase?: true;
}

export const part = (text: string, ...law: readonly Citation[]): NoticePart => ({ text, law });

/** Every notice ends so far as 在线诉讼规则 31 and 32 go: where the papers are, and who answers questions. */
export const WHERE = part(
  '本案文书可以登录{site}查看，每份文书都注明编号、核验码和上链情况。有疑问的，可以拨打12368诉讼服务热线。',
);

/** Consent is asked of each party and for each step; silence is none. */
export const ONLINE = part(
  '本院可以在线进行本案的诉讼活动，是否同意由{you}决定。同意的，请在收到本通知之日起三日内验证身份、关联案件；不同意，或者没有作出明确表示又没有关联的，本院以线下方式进行。对一个环节的同意不视为对其他环节的同意。',
  ['onlineLitigation', '4'],
  ['onlineLitigation', '10'],
);
