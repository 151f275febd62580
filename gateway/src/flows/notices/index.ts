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
export { settleNotices, type Telling, tell } from './tell.ts';
export { TEMPLATES, type TemplateName } from './templates/index.ts';
