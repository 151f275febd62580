/** Who answers the hotline, in the foot of every page and on the help page. */
export const zh = {
  hours: (hours: string) => `人工服务：工作日 ${hours}；自动语音：24 小时`,
  staffed: '现在：人工服务中',
  automatic: '现在：自动语音服务',
  dayOff: '今天不是工作日，现在：自动语音服务',
  unknown: (year: number) => `${year} 年的放假安排还没有公布，今天有没有人工服务不能确定`,
  comma: '、',
};
export const en: typeof zh = {
  hours: (hours) => `people: working days ${hours}; automatic voice: 24 hours`,
  staffed: 'Now: people answer',
  automatic: 'Now: automatic voice',
  dayOff: 'Today is no working day. Now: automatic voice',
  unknown: (year) =>
    `The holidays of ${year} are not published yet: whether people answer today is not certain`,
  comma: ', ',
};
