export const zh = {
  title: '用微信登录',
  working: '正在登录…',
  refused: '您没有同意，没有登录。',
  again: '再试一次',
  others: '换一种方式登录',
  factTitle: '再确认一项',
  factLead: '微信对上了。您的账号已实名，为防手机借出或被盗，请再填写证件号码的后 4 位。',
  recover: '不记得证件号码，或者这不是您的账号：找回账号',
};
