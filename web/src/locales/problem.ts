export const zh = {
  heading: '没有完成，请看下面的说明',
  network: '连不上服务器。请检查网络后再试，已经填写的内容还在。',
  unknown: '系统出了问题，您没有做错什么。请稍后再试。',
  hotline: '需要帮助请拨打 12368。',
  reference: '查询编号',
};
export const en: typeof zh = {
  heading: 'This did not go through',
  network:
    'The server cannot be reached. Check your connection and try again; what you entered is still here.',
  unknown: 'Something went wrong on our side; you did nothing wrong. Please try again later.',
  hotline: 'Call 12368 for help.',
  reference: 'Reference',
};
