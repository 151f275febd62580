export const zh = {
  title: '我的签名密钥',
  lead: '凡以您的名义登记过的密钥都列在这里。发现不是您本人登记的，请立即拨打 12368。',
  loading: '正在读取…',
  emptyTitle: '还没有以您的名义登记过密钥',
  emptyText: '签署时，浏览器会生成一个仅供当次会话使用的密钥并登记上链。',
  registered: '登记时间',
  until: '有效至',
  record: '登记记录',
  revoked: '已吊销',
  ended: '已到期',
  active: '有效期内',
};
