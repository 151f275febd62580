/**
 * Ends this process when the one that started it goes, however that comes about: for a parent that was killed the system
 * closes its end of our standard input, which must be a pipe. Waiting for that keeps no process alive.
 */
export function endWithParent(): void {
  const { stdin } = process;
  const end = () => process.exit(1);
  stdin.on('end', end).on('error', end).resume();
  stdin.unref();
}
