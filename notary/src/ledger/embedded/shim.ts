/** The one door to fabric-shim, so that loading it changes nothing of the process. */
import { ChaincodeStub } from 'fabric-shim';

/**
 * At its loading fabric-shim makes the process survive unhandled rejections and uncaught exceptions, which is meant for a
 * chaincode's own process. In ours a fault must end the process.
 */
for (const [event, name] of [
  ['unhandledRejection', 'loggerUnhandledRejectionFn'],
  ['uncaughtException', 'bound _uncaughtException'],
] as const) {
  for (const listener of process.listeners(event as 'uncaughtException')) {
    if (listener.name === name) process.removeListener(event, listener);
  }
}

export { ChaincodeStub };
