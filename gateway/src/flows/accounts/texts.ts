import { createHash } from 'node:crypto';

export interface ReadText {
  readonly version: string;
  /** SHA-256 of the Chinese text, base64url: what was read can be told from what is shown later. */
  readonly sha256: string;
  readonly text: Readonly<Record<'zh-CN' | 'en', readonly string[]>>;
}

function versioned(version: string, zh: readonly string[], en: readonly string[]): ReadText {
  const sha256 = createHash('sha256').update(zh.join('\n')).digest('base64url');
  return { version, sha256, text: { 'zh-CN': zh, en } };
}

/** 注册须知: read before anything is asked. Courts may set their own once settings hold texts. */
export const REGISTRATION_RULES = versioned(
  '2026-11-1',
  [
    '在线诉讼实行实名注册。您需要本人的身份证件和能接收短信的手机号，全程约 5 分钟。',
    '您的姓名、证件号码和照片加密保存，只用于确认您的身份；谁看过，您都可以查到。',
    '机器认不出您也没关系：可以改由法院工作人员人工核对，也可以带证件到法院窗口办理。',
    '用您的账号所做的操作，视为您本人所做；有证据证明账号被盗用或者系统出错的除外。',
    '本平台不收取任何费用，工作人员不会向您索要验证码。',
  ],
  [
    'Whoever litigates online registers with his real name. You need your own identity document and a phone that gets messages; it takes about 5 minutes.',
    'Your name, number and photographs are stored encrypted and serve only to tell who you are; you can see who looked at them.',
    'If a machine does not recognise you, a clerk of the court will look instead, or you can come to the court with your document.',
    'What is done with your account counts as done by you, unless theft of the account or a fault of the system is proven.',
    'This platform is free of charge. Nobody from the court will ever ask you for a code.',
  ],
);

/** 告知书: read and signed as the last step. */
export const IDENTITY_NOTICE = versioned(
  '2026-11-1',
  [
    '一、我提供的姓名、证件号码和照片真实、属于我本人。',
    '二、我知道：账号由我本人保管和使用；请人帮忙时使用“帮办码”，不把验证码告诉别人。',
    '三、我知道：在线调解、证据交换、庭审前，法院会再次核验我的身份。',
    '四、我知道：注册账号不等于同意在线诉讼；每个环节是否在线进行，法院会另行征求我的意见。',
    '五、我同意法院为核验身份，把姓名和证件号码提交给身份核验机构比对。',
  ],
  [
    '1. Name, number and photographs that I gave are correct and mine.',
    '2. I know: the account is mine to keep and use. Who helps me uses a helper’s code; I tell nobody a sign-in code.',
    '3. I know: before mediation, exchange of evidence and hearings online the court will check again who I am.',
    '4. I know: to register is not to consent to online litigation; the court asks me for each step separately.',
    '5. I agree that the court has name and number compared by an identity service, to tell who I am.',
  ],
);
