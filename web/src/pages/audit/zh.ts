export const zh = {
  title: '查阅记录',
  lead: '本院案件、文书和个人信息的每一次查阅，以及每一次被拒绝的访问。记录写入司法链，任何人都不能删改。',
  act: '行为',
  all: '全部',
  from: '从',
  to: '到',
  empty: '没有符合条件的记录',
  clear: '清除条件',
  total: (n: number) => `共 ${n} 条`,
};
