import type { Language } from '@cunzheng/domain';
import type { OutgoingMessage } from '../../providers/sender.ts';
import type { Category, NoticeRow } from '../../store/tables/notices.ts';

/** Categories in the words of messages. */
export const KINDS: Readonly<Record<Category, Readonly<Record<Language, string>>>> = {
  service: { 'zh-CN': '文书送达', en: 'a document served' },
  case: { 'zh-CN': '案件进展', en: 'progress of a case' },
  deadline: { 'zh-CN': '期限提醒', en: 'a time limit' },
  account: { 'zh-CN': '账号安全', en: 'safety of your account' },
  work: { 'zh-CN': '工作提醒', en: 'your work' },
};

const SYSTEM: Readonly<Record<Language, string>> = { 'zh-CN': '存证', en: 'Cunzheng' };

interface Words {
  readonly from: string;
  readonly kind: string;
  readonly digits: string;
  readonly check: string;
  readonly reminder: number;
}

const TEXTS: Readonly<Record<Language, (words: Words) => string>> = {
  'zh-CN': ({ from, kind, digits, check, reminder }) =>
    `${reminder > 0 ? `第${reminder}次提醒：` : ''}${from}有一条给您的通知（${kind}），请登录查看。` +
    `本通知不收费，不索要验证码。查验码 ${digits}，可在 ${check} 核对是不是我们发的，或拨打 12368。`,
  en: ({ from, kind, digits, check, reminder }) =>
    `${reminder > 0 ? `Reminder ${reminder}: ` : ''}${from} has a notice for you (${kind}). Please sign in to read it. ` +
    `Nothing has to be paid and no code told. Check digits ${digits}: see at ${check} whether this message is ours, or call 12368.`,
};

/**
 * The message about a notice: who has something to tell and of which kind, the way there, and the digits by which
 * anybody can ask whether it is ours. What the notice says is read only after signing in.
 */
export function outgoing(
  row: Pick<NoticeRow, 'id' | 'category' | 'digits'>,
  {
    to,
    language,
    court,
    step,
    publicUrl,
    path = `/notices/${row.id}`,
  }: {
    to: string;
    language: Language;
    /** Name of the court; absent for the system itself. */
    court: string | undefined;
    step: number;
    publicUrl: string;
    /** Where it leads; absent: to the notice, behind the sign-in. */
    path?: string;
  },
): OutgoingMessage {
  const from = court ?? SYSTEM[language];
  const kind = KINDS[row.category][language];
  const digits = inGroups(row.digits);
  const check = `${publicUrl}/is-it-ours`;
  return {
    to,
    language,
    from,
    category: row.category,
    kind,
    title: language === 'en' ? `${from}: ${kind}` : `${from}：${kind}`,
    text: TEXTS[language]({ from, kind, digits, check, reminder: step }),
    link: `${publicUrl}${path}`,
    digits,
  };
}

/** Ten digits as two fives, which can be read out. */
function inGroups(digits: string): string {
  return digits.replace(/(.{5})(?=.)/g, '$1 ');
}
