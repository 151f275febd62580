/** The thread of `Verifier`: takes batches of signatures, answers each with a byte a signature, 1 where it holds. */
import { type MessagePort, parentPort } from 'node:worker_threads';
import { verifyNow } from '@cunzheng/chaincode/es256';
import { decodeBatch } from './signature-batch.ts';

const port = parentPort as MessagePort;
port.on('message', (batch: ArrayBuffer) => {
  const checks = decodeBatch(batch);
  port.postMessage(
    Uint8Array.from(checks, ({ point, message, signature }) =>
      verifyNow(point, message, signature) ? 1 : 0,
    ),
  );
});
