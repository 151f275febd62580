import { parentPort } from 'node:worker_threads';
import { argon2id, argon2Verify } from 'hash-wasm';
import type { HashAnswer, HashTask } from './hash.ts';

/** Runs beside the main thread, one task at a time: 19 MiB and some 80 ms each. */
async function work(task: HashTask): Promise<string | boolean> {
  if (task.kind === 'verify') {
    return argon2Verify({ password: task.password, hash: task.hash });
  }
  const { password, salt, memorySize, iterations, parallelism } = task;
  return argon2id({
    ...{ password, salt, memorySize, iterations, parallelism },
    hashLength: 32,
    outputType: 'encoded',
  });
}

parentPort?.on('message', (task: HashTask) => {
  const answer = (said: HashAnswer) => parentPort?.postMessage(said);
  work(task).then(
    (value) => answer({ id: task.id, value }),
    (error: unknown) => answer({ id: task.id, fault: String(error) }),
  );
});
