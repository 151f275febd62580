import { generateKeyPairSync, hash, verify } from 'node:crypto';
import * as grpc from '@grpc/grpc-js';
import { connect } from '@hyperledger/fabric-gateway';
import { common, gateway, peer } from '@hyperledger/fabric-protos';
import t from 'tap';
import { createIdentity, transactionId } from '../../../src/ledger/fabric/identity.ts';
import {
  gatewayProposal,
  proposalBytes,
  signedProposal,
} from '../../../src/ledger/fabric/proposal.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' }));
const identity = createIdentity('BjicMSP', Buffer.from('certificate'), pem);
const nonce = Buffer.alloc(24, 7);
const time = Date.parse('2026-11-22T08:00:00.123Z');
const proposed = {
  channel: 'judicial',
  contract: 'cunzheng',
  args: ['record', '["案"]'],
  identity,
  nonce,
  time,
};

t.test('the id of a call follows from its nonce and creator', async (t) => {
  const creator = Buffer.from(identity.creator);
  t.equal(transactionId(nonce, identity), hash('sha256', Buffer.concat([nonce, creator]), 'hex'));
});

t.test('a proposal carries the caller’s nonce, id and time', async (t) => {
  const proposal = peer.Proposal.deserializeBinary(proposalBytes(proposed));
  const header = common.Header.deserializeBinary(proposal.getHeader_asU8());
  const channel = common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8());
  const signature = common.SignatureHeader.deserializeBinary(header.getSignatureHeader_asU8());
  t.strictSame(Buffer.from(signature.getNonce_asU8()), nonce);
  t.equal(channel.getTxId(), transactionId(nonce, identity));
  t.equal(channel.getChannelId(), 'judicial');
  t.equal(channel.getType(), common.HeaderType.ENDORSER_TRANSACTION);
  t.equal(channel.getTimestamp()?.getSeconds(), Math.floor(time / 1000));
  t.equal(channel.getTimestamp()?.getNanos(), 123e6);
});

t.test('the gateway’s library takes the proposal with that id', async (t) => {
  const client = new grpc.Client('localhost:1', grpc.credentials.createInsecure());
  t.teardown(() => client.close());
  const bytes = gatewayProposal(proposed, ['BjicMSP', 'HzicMSP']);
  const proposal = connect({ client, ...identity.gateway }).newProposal(bytes);
  t.equal(proposal.getTransactionId(), transactionId(nonce, identity));
  t.strictSame(
    Buffer.from(proposal.getDigest()),
    hash('sha256', proposalBytes(proposed), 'buffer'),
  );
  const again = gateway.ProposedTransaction.deserializeBinary(proposal.getBytes());
  t.strictSame(again.getEndorsingOrganizationsList(), ['BjicMSP', 'HzicMSP']);
});

t.test('a question is signed over its very bytes', async (t) => {
  const signed = await signedProposal(proposed);
  const bytes = signed.getProposalBytes_asU8();
  t.strictSame(Buffer.from(bytes), Buffer.from(proposalBytes(proposed)));
  t.ok(verify('sha256', bytes, publicKey, signed.getSignature_asU8()));
});
