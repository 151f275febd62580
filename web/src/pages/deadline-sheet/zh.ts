export const zh = {
  title: '期限清单',
  loading: '正在读取…',
  print: '打印',
  back: '返回期限',
  asOf: (name: string, time: string) => `${name}，${time} 的情况。`,
  shown: (shown: number, total: number) =>
    shown === total ? `共 ${total} 个。` : `共 ${total} 个，这里是最早届满的 ${shown} 个。`,
  empty: '没有符合条件的期限',
  name: '期限',
  about: '案件和法院',
  ends: '届满',
  noEnd: '恢复计算后确定',
  state: '状态',
  how: '怎么算的',
};
