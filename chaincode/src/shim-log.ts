import { Shim } from 'fabric-shim';

/**
 * Silences the log of the shim's stub, which has debug lines only: below debug level winston still formats each of
 * them, and that costs a state call more than the contract's own work on it. At debug level nothing changes.
 */
export function quietStubLog(): void {
  const logger = Shim.newLogger('lib/stub.js');
  logger.silent = logger.level !== 'debug';
}
