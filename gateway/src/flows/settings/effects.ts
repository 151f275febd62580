import type { Wording } from '@cunzheng/domain/deadlines';
import { words } from './definition.ts';

/** Where a setting is read: by a flow that is there, or one that is still to come. */
export interface SettingEffectAt {
  readonly at: 'now' | 'later';
  /** By what, in a few words. */
  readonly where: Wording;
}

const now = (zh: string, en: string): SettingEffectAt => ({ at: 'now', where: words(zh, en) });
const later = (zh: string, en: string): SettingEffectAt => ({ at: 'later', where: words(zh, en) });

const FEES = now('诉讼费用计算', 'the calculator of fees');
const FILING = later('网上立案开通以后', 'once cases can be filed here');
const PROOFING = later('实名认证目前用平台统一的', 'identity checks use the platform’s own as yet');

/** Whole families, by how their names begin. */
const FAMILIES: Readonly<Record<string, SettingEffectAt>> = {
  'period.': now('以后起算的期限', 'periods that begin later'),
  'reminder.': now('届满前的通知', 'notices before a deadline ends'),
  'fee.': FEES,
};

/** Each of the others. A row that says `later` goes to `now` with the flow that reads it. */
const ROWS: Readonly<Record<string, SettingEffectAt>> = {
  'choice.feeRounding': FEES,
  'hours.hotline': now('每一页的页脚和帮助页', 'the foot of every page, and the help page'),
  'hours.court': later('预约和法院主页开通以后', 'once bookings and courts’ pages are there'),
  'limit.quietFrom': now('短信、邮件、微信和推送', 'SMS, mail, WeChat and push'),
  'limit.quietTo': now('短信、邮件、微信和推送', 'SMS, mail, WeChat and push'),
  'text.filingGuide': FILING,
  'text.feeAccount': now('交费页', 'the page where fees are paid'),
  'text.correctionNotice': FILING,
  'text.onlineConsent': FILING,
  'text.serviceConsent': later('电子送达同意开通以后', 'once consent to e-service is recorded'),
  'text.identityNotice': PROOFING,
  'text.mediationGuide': later('在线调解开通以后', 'once mediation can be asked for here'),
  'text.readingNotice': later('网上阅卷开通以后', 'once files can be read here'),
  'provider.identityRegister': now('以后的实名核对', 'later checks of identity'),
  'provider.portrait': now('以后的实名核对', 'later checks of identity'),
  'provider.unified': now('以后的实名核对', 'later checks of identity'),
  'provider.sms': now('本院以后的短信', 'later messages of this court'),
  'limit.filingFiles': now('网上立案提交的材料', 'papers of a filing'),
  'limit.evidenceFile': now('网上立案提交的材料', 'papers of a filing'),
  'retention.accessLog': now('定期清理', 'the regular clean-up'),
  'retention.identityImages': now('定期清理', 'the regular clean-up'),
  'retention.erasureWait': now('注销申请', 'requests to be erased'),
  'retention.notices': now('定期清理', 'the regular clean-up'),
};

/** Where a setting takes effect. Throws `TypeError` for one of which nobody has said it. */
export function effectOf(name: string): SettingEffectAt {
  const family = Object.keys(FAMILIES).find((prefix) => name.startsWith(prefix));
  const found = Object.hasOwn(ROWS, name) ? ROWS[name] : FAMILIES[family ?? ''];
  if (found === undefined) throw new TypeError(`where ${name} takes effect is not said`);
  return found;
}
