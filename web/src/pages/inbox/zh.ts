export const zh = {
  title: '我的文书',
  lead: '法院送给您的文书都在这里，最新的在最上面。',
  loading: '正在读取…',
  emptyTitle: '目前没有送给您的文书',
  emptyText: '法院送达文书后会出现在这里，同时另行通知您。手里有纸质文书的，可以直接核验。',
  verify: '核验纸质或电子文书',
  open: '查看',
  from: '送达法院',
  sentAt: '发出时间',
  todo: '等您处理',
  done: '已处理',
};
