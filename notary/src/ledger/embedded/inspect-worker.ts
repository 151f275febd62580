/** The thread of `Inspector`: takes batches of records, answers each batch with one verdict a record, in order. */
import { type MessagePort, parentPort } from 'node:worker_threads';
import { inspectNow } from '@cunzheng/chaincode/inspect';
import type { Batch, Verdict } from './inspector.ts';

const port = parentPort as MessagePort;
port.on('message', (batch: Batch) => {
  port.postMessage(
    batch.map((asked): Verdict => {
      const { refusal, signed } = inspectNow(...asked);
      return refusal ?? signed;
    }),
  );
});
