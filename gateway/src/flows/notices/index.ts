export {
  CATEGORIES,
  type Category,
  CHANNELS,
  type Channel,
  DELIVERY_STATES,
  type DeliveryState,
} from '../../store/tables/notices.ts';
export {
  countUnread,
  type DeliveryView,
  listNotices,
  NOTICES_PAGE,
  type NoticeSearch,
  type NoticeView,
  noteRead,
  readNotice,
  readNoticesAbout,
} from './inbox.ts';
export { isItOurs, type MessageCheck } from './is-it-ours.ts';
export {
  addBrowser,
  addMail,
  type ChannelView,
  type Choice,
  choosePreferences,
  confirmMail,
  type NoticePreferences,
  readPreferences,
  removeAddress,
} from './preferences.ts';
export { isReportSecret, noteSmsReports } from './reports.ts';
export { type NoticeSweep, sweepNotices } from './sweep.ts';
export { settleNotices, type Telling, tell } from './tell.ts';
export { TEMPLATES, type TemplateName } from './templates/index.ts';
export { listUnread, MAX_UNREAD, type UnreadView } from './unread.ts';
export {
  beginWechat,
  bindWechat,
  personByWechat,
  type WechatBegun,
  type WechatReturn,
} from './wechat.ts';
