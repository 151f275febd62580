export const zh = {
  label: '证件号码后 4 位',
  hint: '身份证末位是 X 的填 X。输错 5 次，24 小时内不能再试。',
  missing: '请填写证件号码的后 4 位',
  confirm: '进入账号',
};

export const en: typeof zh = {
  label: 'Last 4 characters of the document number',
  hint: 'An X at the end counts as a character. Five wrong answers close this way for 24 hours.',
  missing: 'Please give the last 4 characters',
  confirm: 'Open my account',
};
