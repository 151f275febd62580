/** Photographs and portrait done on the phone while the registration stands on another screen (000-14). */
export {
  endHandOver,
  HAND_OVER_MS,
  type HandOverView,
  handedOverBy,
  makeHandOver,
  openHandOver,
  readHandOver,
} from './hand-over.ts';
