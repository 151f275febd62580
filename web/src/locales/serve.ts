export const zh = {
  serve: '送达给谁？',
  hint: '只列出本案当事人。送达后对方会收到通知，系统记录到达、打开和签收。',
  send: '送达',
  need: '请至少选择一位受送达人',
  already: '（已送达）',
  notLinked: '（还没有关联账号，关联以后才能在线收到）',
  nobody: '本案没有可以送达的当事人：都已送达，或还没有登记。',
};
export const en: typeof zh = {
  serve: 'Serve on whom?',
  hint: 'The parties of this case. They are notified; arrival, opening and signing are recorded.',
  send: 'Serve',
  need: 'Choose at least one recipient',
  already: '(already served)',
  notLinked: ' (no account linked yet: he gets it on line only after linking)',
  nobody: 'There is nobody left to serve: all parties are served, or none is entered.',
};
