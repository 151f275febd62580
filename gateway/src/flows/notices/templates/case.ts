import { ALL_CHANNELS, type Versions } from './template.ts';

/** 民事诉讼法 139: parties are told three days before the hearing. */
const HEARING = {
  'zh-CN': '民事诉讼法第一百三十九条',
  en: 'Civil Procedure Law, art. 139',
} as const;

/** Told when a case reaches a node (002-14): filed, hearing set, judged; and before a period runs out. */
export const CASE_TEMPLATES = {
  caseFiled: [
    {
      version: 1,
      category: 'case',
      channels: ALL_CHANNELS,
      words: {
        'zh-CN': {
          title: '您的案件已立案',
          body: '{court}已立案，案号{caseNumber}。接下来：{next}。',
        },
        en: {
          title: 'Your case has been registered',
          body: '{court} has registered your case as {caseNumber}. Next: {next}.',
        },
      },
    },
  ],
  caseLinked: [
    {
      version: 1,
      category: 'account',
      channels: ALL_CHANNELS,
      words: {
        'zh-CN': {
          title: '您的账号已关联案件',
          body: '您的账号已关联{court}的案件{caseNumber}，以后登录就能看本案和送达的文书。不是您本人办的，请马上联系法院或者拨打12368。',
        },
        en: {
          title: 'A case was linked with your account',
          body: 'Case {caseNumber} of {court} was linked with your account; from now on you see it and its documents when you are signed in. If it was not you, tell the court at once or call 12368.',
        },
      },
    },
  ],
  hearingSet: [
    {
      version: 1,
      category: 'case',
      channels: ALL_CHANNELS,
      ground: HEARING,
      reminded: true,
      words: {
        'zh-CN': {
          title: '开庭时间已定',
          body: '案件{caseNumber}将于{time}开庭，地点或方式：{place}。请打开查看，确认您已知道。',
        },
        en: {
          title: 'The hearing date is set',
          body: 'Case {caseNumber} will be heard at {time}; place or way: {place}. Please open this so that the court knows you have been told.',
        },
      },
    },
  ],
  caseJudged: [
    {
      version: 1,
      category: 'case',
      channels: ALL_CHANNELS,
      words: {
        'zh-CN': {
          title: '您的案件已作出裁判',
          body: '案件{caseNumber}已作出裁判，文书将另行送达。',
        },
        en: {
          title: 'Your case has been decided',
          body: 'Case {caseNumber} has been decided; the document will be served on you separately.',
        },
      },
    },
  ],
  deadlineNear: [
    {
      version: 1,
      category: 'deadline',
      channels: ALL_CHANNELS,
      words: {
        'zh-CN': {
          title: '期限将到：{what}',
          body: '案件{caseNumber}的“{what}”将于{end}届满。{why}',
        },
        en: {
          title: 'A time limit is near: {what}',
          body: 'Case {caseNumber}: “{what}” ends on {end}. {why}',
        },
      },
    },
  ],
} as const satisfies Record<string, Versions>;
