export const zh = {
  title: '手机号登录或注册',
  lead: '没有账号的，验证手机号后开始注册；已有账号的直接登录。',
  step: (at: number) => `第 ${at} 步，共 2 步`,
  steps: '手机号|验证码',
  mobile: '手机号',
  confirm: '登录或注册',
  factTitle: '再确认一项',
  factLead:
    '这个手机号登记在一个填写过证件的账号下。手机号可能换过主人，为了保护原来的账号，请填写证件号码的最后 4 位。',
  afreshTitle: '这不是我的账号？',
  afreshText: '号码是最近才换到您名下的，请注册新账号。原来的账号不会被打开，也不再使用这个号码。',
  afresh: '我是新用户，注册新账号',
  recover: '换了手机号，或手机丢了？找回账号',
  lostTitle: '进不去？',
  demoPeople: '演示环境：改为选择一位虚构人物登录',
};
