import { equalBytes, fromBase64Url } from '@cunzheng/domain';
import { hold, orFail } from '../stages/stage.ts';
import { blockHash, follows, judgeOrderers, lastConfigOf, readEnvelope } from './block.ts';
import { readCertificate } from './certificate.ts';
import type { EvidenceBlock } from './evidence.ts';
import { type Identity, type Msp, readMsp } from './identity.ts';
import {
  bytesOf,
  listOf,
  type Message,
  malformed,
  mapOf,
  messageOf,
  numberOf,
  readMessage,
  textOf,
} from './wire.ts';

/** What one configuration block puts in force. */
export interface Configuration {
  /** Number of its block. */
  readonly number: number;
  readonly channel: string;
  readonly sequence: number;
  readonly msps: ReadonlyMap<string, Msp>;
  /** SmartBFT's consenters by their ids. */
  readonly consenters: ReadonlyMap<number, Identity>;
}

/** HeaderType of configuration and of endorsed transactions. */
const CONFIG = 1;

/**
 * Every configuration of the channel from its first block on: block 0 is the network's id, each next one is signed by
 * the orderers of the one before and follows it by sequence, so that none can be left out. Throws `StageFailed`.
 */
export async function judgeConfigurations(
  blocks: readonly EvidenceBlock[],
  network: string,
  channel: string,
): Promise<Configuration[]> {
  const found: Configuration[] = [];
  hold(blocks.length > 0, 'GENESIS_DIFFERS');
  for (const [i, block] of blocks.entries()) {
    const before = found[i - 1];
    if (before === undefined) hold(isGenesis(block, network), 'GENESIS_DIFFERS');
    const next = orFail('LEDGER_MALFORMED', () => readConfiguration(block));
    hold(next.channel === channel, 'CHANNEL_DIFFERS');
    hold(next.sequence === i, 'CONFIG_INCOMPLETE');
    if (before !== undefined) await judgeUpdate(block, blocks[i - 1] as EvidenceBlock, before);
    found.push(next);
  }
  return found;
}

function isGenesis(block: EvidenceBlock, network: string): boolean {
  const isBare = block.number === 0 && block.metadata.length + block.signatures.length === 0;
  return isBare && equalBytes(blockHash(block), fromBase64Url(network));
}

async function judgeUpdate(
  block: EvidenceBlock,
  previous: EvidenceBlock,
  before: Configuration,
): Promise<void> {
  hold(block.number > before.number && follows(block, previous), 'CONFIG_INCOMPLETE');
  hold(orFail('LEDGER_MALFORMED', () => lastConfigOf(block)) === block.number, 'CONFIG_INCOMPLETE');
  await judgeOrderers(block, before);
}

function readConfiguration(block: EvidenceBlock): Configuration {
  const [envelope, another] = block.envelopes;
  if (envelope === undefined || another !== undefined) malformed('configuration block');
  const payload = readMessage(readEnvelope(envelope).payload);
  const header = messageOf(messageOf(payload, 1), 1);
  if (numberOf(header, 1) !== CONFIG) malformed('not a configuration');
  const config = messageOf(messageOf(payload, 2), 1);
  const groups = mapOf(messageOf(config, 2), 2);
  const [orderer, application] = ['Orderer', 'Application'].map(
    (name) => groups.get(name) ?? malformed('group'),
  );
  return {
    number: block.number,
    channel: textOf(header, 4),
    sequence: numberOf(config, 1),
    msps: readMsps([orderer, application] as Message[]),
    consenters: readConsenters(mapOf(orderer as Message, 3)),
  };
}

/** A member's MSP stands among the orderers and among the applications; both say the same. */
function readMsps(groups: readonly Message[]): Map<string, Msp> {
  const msps = new Map<string, Msp>();
  const seen = new Map<string, Uint8Array>();
  for (const organisation of groups.flatMap((group) => [...mapOf(group, 2).values()])) {
    const config = bytesOf(readMessage(configValue(mapOf(organisation, 3), 'MSP')), 2);
    const msp = readMsp(readMessage(config));
    if (!equalBytes(seen.get(msp.id) ?? config, config)) malformed('MSP stands twice');
    seen.set(msp.id, config);
    msps.set(msp.id, msp);
  }
  return msps;
}

/** The bytes of a ConfigValue. */
function configValue(values: ReadonlyMap<string, Message>, name: string): Uint8Array {
  return bytesOf(values.get(name) ?? malformed(name), 2);
}

function readConsenters(values: ReadonlyMap<string, Message>): Map<number, Identity> {
  if (textOf(readMessage(configValue(values, 'ConsensusType')), 1) !== 'BFT')
    malformed('consensus');
  const consenters = listOf(readMessage(configValue(values, 'Orderers')), 1).map(readMessage);
  const byId = new Map(
    consenters.map((consenter) => [
      numberOf(consenter, 1),
      { member: textOf(consenter, 4), certificate: readCertificate(bytesOf(consenter, 5)) },
    ]),
  );
  return byId.size === consenters.length ? byId : malformed('consenter stands twice');
}
