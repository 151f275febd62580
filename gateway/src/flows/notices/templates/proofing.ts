import { ALL_CHANNELS, type Template, type Versions } from './template.ts';

/** One first version, told over every channel. */
function first(words: Template['words']): Versions {
  return [{ version: 1, category: 'account', channels: ALL_CHANNELS, words }];
}

/** What becomes of somebody's proofing, and of the number he signs in with. */
export const PROOFING_TEMPLATES = {
  proofingApproved: first({
    'zh-CN': { title: '实名认证已通过', body: '{court}已核对您的身份，实名认证完成。' },
    en: { title: 'Your identity is verified', body: '{court} has checked your identity.' },
  }),
  proofingReturned: first({
    'zh-CN': {
      title: '实名认证需要您补充',
      body: '{court}请您更正 {count} 处内容，请打开实名认证页面查看并重新提交。',
    },
    en: {
      title: 'Your registration needs corrections',
      body: '{court} asks you to correct {count} item(s). Open the page of your registration to see them.',
    },
  }),
  proofingRefused: first({
    'zh-CN': {
      title: '实名认证未通过',
      body: '{court}未通过您的实名认证，原因请打开实名认证页面查看。您可以重新提交，或者到法院窗口办理。',
    },
    en: {
      title: 'Your identity was not verified',
      body: '{court} did not verify your identity; the page of your registration says why. You can begin anew, or come to the court.',
    },
  }),
  claimApproved: first({
    'zh-CN': { title: '资格审核已通过', body: '{court}已通过一项资格审核，请在“我的资格”中查看。' },
    en: {
      title: 'A capacity was approved',
      body: '{court} has approved a capacity; see “My capacities”.',
    },
  }),
  claimRefused: first({
    'zh-CN': {
      title: '资格审核未通过',
      body: '{court}未通过您的一项资格审核，原因请在“我的资格”中查看。',
    },
    en: {
      title: 'A capacity was refused',
      body: '{court} refused a capacity of yours; “My capacities” says why.',
    },
  }),
  numberLost: first({
    'zh-CN': {
      title: '您的手机号已不能登录原账号',
      body: '有人以新用户身份使用了您原来登记的手机号。您的账号没有被打开。请用“找回账号”登记新的手机号；如果不是号码换人，请拨打12368。',
    },
    en: {
      title: 'Your phone number no longer opens your account',
      body: 'Somebody new uses the number that you had registered. Your account was not opened. Recover it and register a new number; if the number is still yours, call 12368.',
    },
  }),
} as const satisfies Record<string, Versions>;
