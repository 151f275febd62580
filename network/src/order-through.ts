import { createHash, createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { CunzhengError } from '@cunzheng/domain';
import * as grpc from '@grpc/grpc-js';
import { signers } from '@hyperledger/fabric-gateway';
import { common, gateway as gatewayProtos, orderer as protos } from '@hyperledger/fabric-protos';
import { connectMember } from './gateway.ts';
import type { Network } from './network.ts';
import { addressOf, hostOf, type Member } from './topology.ts';

const BROADCAST = '/orderer.AtomicBroadcast/Broadcast';
const DEADLINE_MS = 30_000;

/**
 * Has a call of a member's gateway endorsed, and hands it to one orderer and to no other: whether that one still brings
 * transactions into blocks. Resolves to the transaction's id once the orderer took it.
 * Throws `LEDGER_UNAVAILABLE` with what it said.
 */
export async function orderThrough(
  network: Network,
  caller: Member,
  orderer: Member,
  call: { readonly name: string; readonly args: readonly string[] },
): Promise<string> {
  const { topology, layout } = network;
  const { gateway, close } = await connectMember(topology, layout, caller, 'gateway');
  try {
    const contract = gateway.getNetwork(topology.channel).getContract(topology.contract);
    const proposal = contract.newProposal(call.name, { arguments: [...call.args] });
    const transaction = await proposal.endorse();
    const key = await readFile(layout.member(caller).identityPair('gateway').key);
    const envelope = await sign(transaction.getBytes(), key);
    await broadcast(network, orderer, envelope);
    return transaction.getTransactionId();
  } finally {
    close();
  }
}

async function sign(transaction: Uint8Array, key: Uint8Array): Promise<common.Envelope> {
  const prepared = gatewayProtos.PreparedTransaction.deserializeBinary(transaction);
  const envelope = prepared.getEnvelope();
  if (envelope === undefined) throw new TypeError('no envelope');
  const signer = signers.newPrivateKeySigner(createPrivateKey(Buffer.from(key)));
  const digest = createHash('sha256').update(envelope.getPayload_asU8()).digest();
  envelope.setSignature(await signer(digest));
  return envelope;
}

async function broadcast(
  { topology, layout }: Network,
  orderer: Member,
  envelope: common.Envelope,
): Promise<void> {
  const options =
    isIP(hostOf(topology, orderer)) > 0 ? { 'grpc.ssl_target_name_override': 'localhost' } : {};
  const root = await readFile(layout.member(orderer).tlsRoot);
  const address = addressOf(topology, orderer, 'orderer');
  const client = new grpc.Client(address, grpc.credentials.createSsl(root), options);
  try {
    const status = await ask(client, envelope);
    if (status !== common.Status.SUCCESS)
      throw new CunzhengError('LEDGER_UNAVAILABLE', `${address} answers ${status}`);
  } finally {
    client.close();
  }
}

function ask(client: grpc.Client, envelope: common.Envelope): Promise<number> {
  return new Promise((resolve, reject) => {
    const stream = client.makeBidiStreamRequest(
      BROADCAST,
      (message: common.Envelope) => Buffer.from(message.serializeBinary()),
      (bytes: Buffer) => protos.BroadcastResponse.deserializeBinary(bytes),
      new grpc.Metadata(),
      { deadline: Date.now() + DEADLINE_MS },
    );
    stream.once('data', (answer: protos.BroadcastResponse) => resolve(answer.getStatus()));
    stream.once('error', (cause: Error) =>
      reject(new CunzhengError('LEDGER_UNAVAILABLE', cause.message, { cause })),
    );
    stream.once('end', () => reject(new CunzhengError('LEDGER_UNAVAILABLE', 'it said nothing')));
    stream.write(envelope);
    stream.end();
  });
}
