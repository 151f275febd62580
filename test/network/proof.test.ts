import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromBase64Url } from '@cunzheng/domain';
import type { Member, Network, Programs } from '@cunzheng/network';
import { buildFullProof } from '@cunzheng/notary';
import type { FullProof } from '@cunzheng/proof';
import t, { type Test } from 'tap';
import { fabricFor, raiseNetwork } from '../house/fabric.ts';
import {
  type NetworkDesk,
  openDesk,
  type RecordedCase,
  recordCase,
} from '../house/network-case.ts';
import { askPython, askTypeScript, pythonMissing, VECTORS } from '../vectors/cases.ts';

const { programs, skip } = await fabricFor('test/network/proof');
const file = readFileSync(join(VECTORS, 'golden/receipt-signed/document.pdf'));

// Bringing a network up takes a minute or more on a busy machine.
t.setTimeout(900_000);

t.test('a proof taken from a network of four members', { skip, timeout: 900_000 }, async (t) => {
  if (programs === undefined) return;
  const network = await raiseNetwork(t, programs);
  const dir = mkdtempSync(join(tmpdir(), 'cunzheng-proof-'));
  const desk = await openDesk(network.layout.dir, join(dir, 'log'));
  t.teardown(async () => {
    await desk.close();
    rmSync(dir, { recursive: true });
  });
  const recorded = await recordCase(desk, file);
  const proof = await proofOf(desk, recorded, t);

  await t.test('shows the ledger to both verifiers', async (t) => {
    const question = { name: 'real', proof, trust: Buffer.from(desk.trust), file };
    const answer = await askTypeScript(question);
    t.match(answer, { verdict: 'unalteredSinceRecorded', states: /ledger ok$/ });
    if (pythonMissing() === false) t.same(askPython([question]).get('real'), answer);
  });

  await t.test('holds a block that OpenSSL and Fabric’s own programs find whole', async (t) => {
    const { ledger } = JSON.parse(Buffer.from(proof).toString('utf8')) as FullProof;
    // The block after it, which names its hash, is there once something else is recorded.
    await recordCase(desk, file);
    await checkByHand(t, { network, programs, desk, dir, ledger: ledger as Ledger });
  });

  await t.test('shows it no more once any byte of the part is another', async (t) => {
    const text = Buffer.from(proof).toString('latin1');
    const [from, to] = [
      text.indexOf('"ledger"'),
      text.indexOf('"network"', text.indexOf('"ledger"')),
    ];
    for (let i = 0; i < 60; i++) {
      const flipped = Buffer.from(proof);
      const at = from + Math.floor(((to - from) * i) / 60);
      flipped[at] = (flipped[at] as number) ^ (1 << (i % 7));
      const answer = await askTypeScript({
        name: '',
        proof: flipped,
        trust: Buffer.from(desk.trust),
      });
      t.equal(answer.verdict, 'cannotDecide', `byte ${at}`);
    }
  });
});

type Ledger = NonNullable<FullProof['ledger']>;

function proofOf({ log, ledger }: NetworkDesk, { receipt, openings }: RecordedCase, t: Test) {
  const onLeftOut = (why: string) => t.fail(`ledger part left out: ${why}`);
  return buildFullProof(log, { openings: () => openings }, receipt, {
    evidence: ledger.evidence,
    onLeftOut,
  });
}

interface ByHand {
  readonly network: Network;
  readonly programs: Programs;
  readonly desk: NetworkDesk;
  /** A directory for what the programs are given. */
  readonly dir: string;
  readonly ledger: Ledger;
}

/**
 * What a person does who trusts none of our programs: has Fabric print the block, hashes and verifies with OpenSSL, and
 * has `ledgerutil` go over the blocks of a peer.
 */
async function checkByHand(t: Test, hand: ByHand): Promise<void> {
  const { block, transaction } = hand.ledger;
  const printed = await print(hand, block.number);
  const next = await print(hand, block.number + 1);
  const { header } = printed;

  const data = put(hand, 'data', Buffer.concat(block.envelopes.map(fromBase64Url)));
  t.equal(openssl('dgst', '-sha256', '-binary', data).toString('base64'), header.data_hash);
  const derHeader = derOf(block.number, base64(header.previous_hash), base64(header.data_hash));
  const hash = openssl('dgst', '-sha256', '-binary', put(hand, 'header', derHeader));
  t.equal(hash.toString('base64'), next.header.previous_hash, 'the next block names this one');

  const envelope = Buffer.from(fromBase64Url(block.envelopes[transaction] as string));
  const signer = inside(envelope, 1, 1, 2);
  const id = put(hand, 'id', Buffer.concat([inside(signer, 2), inside(signer, 1)]));
  const { channel_header: channelHeader } = (printed.data.data[transaction] as Printed).payload
    .header;
  t.match(openssl('dgst', '-sha256', id).toString(), channelHeader.tx_id);
  checkEndorsements(t, hand, envelope);
  checkOrderers(t, hand, derHeader);
  checkFiles(t, hand);
}

/** Each certificate is under its member's root, and its key signed what was endorsed. */
function checkEndorsements(t: Test, hand: ByHand, envelope: Buffer): void {
  const endorsed = inside(envelope, 1, 2, 1, 2, 2);
  const response = inside(endorsed, 1);
  const endorsements = fieldsOf(endorsed).filter(([field]) => field === 2);
  t.equal(endorsements.length, 3);
  for (const [, endorsement] of endorsements) {
    const endorser = inside(endorsement, 1);
    const member = memberOf(hand, inside(endorser, 1).toString());
    const certificate = put(hand, 'endorser.pem', inside(endorser, 2));
    const { root } = hand.network.layout.member(member);
    t.match(openssl('verify', '-CAfile', root, certificate).toString(), ': OK', member.name);
    t.match(openssl('x509', '-noout', '-subject', '-in', certificate).toString(), /OU ?= ?peer/);
    const message = Buffer.concat([response, endorser]);
    t.ok(isSigned(hand, certificate, message, inside(endorsement, 2)), `${member.name} endorsed`);
  }
}

/** SmartBFT's orderers have the numbers of their members, from 1. */
function checkOrderers(t: Test, hand: ByHand, header: Buffer): void {
  const { metadata, signatures } = hand.ledger.block;
  t.ok(signatures.length >= 3);
  for (const { identifier, signature } of signatures) {
    const place = fromBase64Url(identifier)[1] as number;
    const member = hand.network.topology.members[place - 1] as Member;
    const { certificate } = hand.network.layout.member(member).identityPair('orderer');
    const message = Buffer.concat([fromBase64Url(metadata), fromBase64Url(identifier), header]);
    const signed = Buffer.from(fromBase64Url(signature));
    t.ok(isSigned(hand, certificate, message, signed), `${member.name} ordered`);
  }
}

/** A copy, as the peer holds the lock on its own. */
function checkFiles(t: Test, { network, programs, dir }: ByHand): void {
  const [member] = network.topology.members as [Member];
  const copy = join(dir, 'peer');
  cpSync(join(network.layout.member(member).peer, 'data'), copy, { recursive: true });
  const { status, stdout } = spawnSync(programs.ledgerutil, ['verify', copy, '-o', dir], {
    encoding: 'utf8',
  });
  t.equal(status, 0);
  t.match(stdout, /No error is found/);
}

function isSigned(hand: ByHand, certificate: string, message: Buffer, signature: Buffer): boolean {
  const key = put(hand, 'key', openssl('x509', '-in', certificate, '-pubkey', '-noout'));
  const [signed, said] = [put(hand, 'signature', signature), put(hand, 'message', message)];
  const args = ['dgst', '-sha256', '-verify', key, '-signature', signed, said];
  return openssl(...args)
    .toString()
    .startsWith('Verified OK');
}

/** A block as `configtxlator` prints it, as far as we read it. */
interface PrintedBlock {
  readonly header: { readonly previous_hash: string; readonly data_hash: string };
  readonly data: { readonly data: readonly Printed[] };
}

interface Printed {
  readonly payload: { readonly header: { readonly channel_header: { readonly tx_id: string } } };
}

async function print(hand: ByHand, number: number): Promise<PrintedBlock> {
  const { evidence } = hand.desk.ledger;
  const input = put(hand, `${number}.block`, await evidence.blockBytes(number));
  const output = join(hand.dir, `${number}.json`);
  const args = ['proto_decode', '--type', 'common.Block', '--input', input, '--output', output];
  const { status, stderr } = spawnSync(hand.programs.configtxlator, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(readFileSync(output, 'utf8'));
}

function put({ dir }: ByHand, name: string, bytes: Uint8Array): string {
  const path = join(dir, name);
  writeFileSync(path, bytes);
  return path;
}

function openssl(...args: string[]): Buffer {
  return spawnSync('openssl', args).stdout;
}

function base64(text: string): Buffer {
  return Buffer.from(text, 'base64');
}

function memberOf({ network }: ByHand, id: string): Member {
  return network.topology.members.find((member) => member.id === id) as Member;
}

/** SEQUENCE { INTEGER number, OCTET STRING previous hash, OCTET STRING data hash } of a number below 128. */
function derOf(number: number, previousHash: Buffer, dataHash: Buffer): Buffer {
  const values = [
    Buffer.of(2, 1, number),
    Buffer.of(4, 32),
    previousHash,
    Buffer.of(4, 32),
    dataHash,
  ];
  const body = Buffer.concat(values);
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
}

/** Fields of bytes of a protobuf message, with their numbers. */
function fieldsOf(message: Buffer): [number, Buffer][] {
  const fields: [number, Buffer][] = [];
  for (let at = 0; at < message.length; ) {
    const [tag, afterTag] = varint(message, at);
    const [value, end] = varint(message, afterTag);
    const isBytes = tag % 8 === 2;
    if (isBytes) fields.push([tag >> 3, message.subarray(end, end + value)]);
    at = isBytes ? end + value : end;
  }
  return fields;
}

function varint(bytes: Buffer, at: number): [number, number] {
  const [byte] = bytes.subarray(at) as unknown as [number];
  if (byte < 128) return [byte, at + 1];
  const [rest, end] = varint(bytes, at + 1);
  return [(byte & 127) + rest * 128, end];
}

/** The first value of a field, of a field inside it, … */
function inside(message: Buffer, ...path: number[]): Buffer {
  return path.reduce(
    (bytes, number) => fieldsOf(bytes).find(([field]) => field === number)?.[1] ?? Buffer.alloc(0),
    message,
  );
}
