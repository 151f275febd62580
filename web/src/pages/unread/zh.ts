export const zh = {
  title: '催办：提醒后仍未读',
  lead: '这些人经多次提醒仍没有读到必须告知的通知，请用电话、直接送达等方式联系，并考虑改用其他送达方式。',
  loading: '正在读取…',
  emptyTitle: '没有需要催办的',
  emptyText: '必读通知经三次提醒（第 1、3、5 天）仍未读的，会出现在这里。',
  person: '当事人',
  what: '通知内容',
  told: '通知时间',
  reminded: (n: number) => `已提醒 ${n} 次`,
  open: '查看文书',
};
