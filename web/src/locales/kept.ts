export const zh = {
  restored: '上次填写的内容还在，只保存在这台设备上，请核对后继续。',
  forget: '不要了，重新填写',
};
export const en: typeof zh = {
  restored:
    'What you filled in before is still here. It was kept on this device only; look it over and go on.',
  forget: 'Start afresh',
};
