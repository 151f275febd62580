export const zh = {
  mobileHint: '11 位手机号；境外号码请加国家代码，如 +852…',
  mobileMissing: '请填写手机号',
  send: '获取验证码',
  code: '6 位验证码',
  codeHint: '5 分钟内有效。法院工作人员不会向您索要验证码。',
  codeMissing: '请输入 6 位数字验证码',
  codeShown: '演示验证码（正式环境发到手机）：',
  fill: '填入',
  back: '上一步',
};
export const en: typeof zh = {
  mobileHint: '11 digits; numbers from abroad with their country code, such as +852…',
  mobileMissing: 'Please give your mobile number',
  send: 'Send me a code',
  code: 'Code of 6 digits',
  codeHint: 'Good for 5 minutes. Nobody from the court will ask you for it.',
  codeMissing: 'Please enter the 6 digits',
  codeShown: 'Code of the demo (sent to the phone otherwise): ',
  fill: 'Fill in',
  back: 'Back',
};
