export {
  openUnifiedServer,
  type UnifiedPerson,
  type UnifiedServer,
} from '../identity/unified-testing.ts';
export {
  openWechatPayServer,
  type Trade,
  type TradeRefund,
  type WechatPayServer,
} from '../payment/wechat-testing.ts';
export {
  type Fault,
  type FlakyAnswer,
  type FlakyOptions,
  type FlakyRequest,
  type FlakyRoute,
  type FlakyServer,
  startFlakyServer,
} from './flaky-server.ts';
export { type Mailbox, startMailbox } from './mailbox.ts';
