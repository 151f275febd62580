/** Helpers by code: somebody else does what he is let do, and both names stand beside it. */
export {
  endHelping,
  HELPING_MS,
  type HelperCode,
  type HelpingView,
  listHelpedServices,
  listHelping,
  makeHelperCode,
  makeHelperCodeFor,
  takeHelperCode,
  whoHelped,
} from './helping.ts';
