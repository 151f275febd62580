/** Choosing a second factor, on the first sign-in and later. */
export const zh = {
  enrolTitle: '添加第二验证方式',
  enrolLead:
    '除密码外还需要一种验证方式。用手机上的验证器应用，或者用本设备的通行密钥（指纹、人脸、PIN）。',
  useApp: '用验证器应用',
  usePasskey: '用通行密钥',
  scan: '用验证器应用扫描二维码，再输入应用显示的 6 位数字。',
  qr: '验证器应用的二维码',
  secret: '扫不了码时，在应用中手动输入此密钥：',
  code: '应用显示的 6 位数字',
  enterCode: '请输入 6 位数字',
  confirm: '确认',
  keyName: '给这把通行密钥起个名字',
  keyNameHint: '例如：办公室电脑',
  enterKeyName: '请填写名字',
  makeKey: '创建通行密钥',
  keyCancelled: '没有完成。请重试，或改用其他方式。',
  keysElsewhere: '通行密钥不能用于数字地址。请改用此地址打开本页：',
  noKeys: '这个浏览器不支持通行密钥。',
  codesTitle: '请保存恢复码',
  codesLead:
    '手机丢失或换机时，每个恢复码可以代替验证码使用一次。只显示这一次，请打印或抄下，放在安全的地方。',
  print: '打印',
  saved: '我已保存，继续',
};
export const en: typeof zh = {
  enrolTitle: 'Add a second factor',
  enrolLead:
    'Besides the password one more thing is needed: an authenticator app on your phone, or a passkey of this device (fingerprint, face, PIN).',
  useApp: 'Use an authenticator app',
  usePasskey: 'Use a passkey',
  scan: 'Scan the QR code with the app, then enter the six digits that it shows.',
  qr: 'QR code for the authenticator app',
  secret: 'If you cannot scan, enter this key in the app by hand:',
  code: 'Six digits shown by the app',
  enterCode: 'Please enter the six digits',
  confirm: 'Confirm',
  keyName: 'Name this passkey',
  keyNameHint: 'For example: computer in the office',
  enterKeyName: 'Please enter a name',
  makeKey: 'Create the passkey',
  keyCancelled: 'It was not finished. Please try again, or use another way.',
  keysElsewhere:
    'Passkeys do not work under an address of digits. Please open this page under this address:',
  noKeys: 'This browser does not know passkeys.',
  codesTitle: 'Keep the recovery codes',
  codesLead:
    'If your phone is lost or replaced, each code works once instead of the app’s. They are shown this once: print them or write them down, and keep them safe.',
  print: 'Print',
  saved: 'I have kept them, go on',
};
