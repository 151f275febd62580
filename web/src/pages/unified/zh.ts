export const zh = {
  proofingTitle: '统一身份认证核验',
  signInTitle: '用统一身份认证登录',
  working: '正在核对统一身份认证平台的答复…',
  refused: '您没有在统一身份认证平台完成认证，没有任何改变。',
  unknown:
    '这个统一身份认证账号还没有与本平台的账号关联。请先用手机号登录，在实名认证中选择“统一身份认证”；以后就可以用它登录。',
  proofed: '姓名和证件号码一致，身份核验已通过。',
  goOn: '继续',
  backToProofing: '返回实名认证',
  backToSignIn: '返回登录',
};
