export const zh = {
  title: '通知',
  loading: '正在读取…',
  open: '打开查看',
  from: '发出单位',
  system: '本系统',
  toldAt: '通知时间',
  readAt: '您读到的时间',
  category: '类别',
  ground: '为什么一定要告诉您',
  also: '另外发到',
  safe: '本系统和法院都不会让您向个人账户付款，也不会索要验证码。有疑问请拨打 12368。',
  all: '全部通知',
};
