export const zh = {
  title: '我的案件',
  lead: '您作为当事人的案件。只能查您本人，或者您登记、获得授权的单位的案件。',
  court: '只看一个法院的（不选就是全部）',
  all: '看全部法院的',
  loading: '正在读取…',
  none: '没有找到案件',
  noneText:
    '收到法院的通知书，上面印有案件访问码的，请先关联案件。按姓名和证件号码也没有找到的，请拨打 12368。',
  cause: '案由',
  courtName: '法院',
  who: '您的身份',
  papers: '文书',
  papersOf: (all: number, waiting: number) =>
    waiting === 0 ? `${all} 份` : `${all} 份，${waiting} 份等您签收`,
  openPapers: '查看本案文书',
  notLinked: '姓名和证件号码与您一致，还没有关联您的账号',
  notLinkedText: '用通知书上的案件访问码关联一次，就能看本案的文书。',
  link: '关联我的案件',
};
