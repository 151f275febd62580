export { type FeeMatterView, listFeeMatters } from './matters.ts';
export { type FeeAnswer, type FeeQuestion, type FeeSettingView, quoteFee } from './quote.ts';
