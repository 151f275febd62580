export const zh = {
  title: '您即将被退出登录',
  body: '较长时间没有操作。为了安全，到时间会自动退出登录；已经填写的内容保存在本机，重新登录后可以继续（密码、验证码和证件号码除外）。',
  limit:
    '本次登录已达最长时间，到时间会自动退出；已经填写的内容保存在本机，重新登录后可以继续（密码、验证码和证件号码除外）。',
  left: (minutes: number, seconds: number) =>
    `剩余时间：${minutes} 分 ${String(seconds).padStart(2, '0')} 秒`,
  stay: '继续使用',
  leave: '退出登录',
  close: '知道了',
};
