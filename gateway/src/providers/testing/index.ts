export {
  type Fault,
  type FlakyAnswer,
  type FlakyOptions,
  type FlakyRequest,
  type FlakyRoute,
  type FlakyServer,
  startFlakyServer,
} from './flaky-server.ts';
