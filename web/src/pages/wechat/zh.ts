export const zh = {
  title: '绑定微信',
  working: '正在绑定…',
  refused: '您没有同意，未绑定微信。',
  done: '微信已绑定，今后也会通过微信提醒您。',
  back: '返回通知方式设置',
};
