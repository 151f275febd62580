export const zh = {
  title: '立案材料',
  lead: (court: string, cause: string) => `${court} · ${cause}`,
  loading: '正在读取…',
  handedIn: '已经提交，材料不能再改动。法院要求补正时，可以在这里更换。',
  practice: '提交以前只有您自己看得到。',
};
