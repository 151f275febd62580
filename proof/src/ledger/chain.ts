import type { Reason } from '../proof.ts';
import { hold, orFail, StageFailed } from '../stages/stage.ts';
import { judgeOrderers, lastConfigOf } from './block.ts';
import { type Configuration, judgeConfigurations } from './config.ts';
import type { EvidenceBlock } from './evidence.ts';
import { readBlock } from './make.ts';

/**
 * A channel's blocks from the first one on, each judged by the configuration that was in force before it: did the
 * orderers sign it? Where several places keep the same block, each copy is judged, then one of them is taken.
 */
export class OrderedChain {
  readonly #network: string;
  readonly #channel: string;
  #configs: EvidenceBlock[] = [];
  #inForce: Configuration | undefined;

  /** `network` is the hash of the first block, base64url. */
  constructor(network: string, channel: string) {
    this.#network = network;
    this.#channel = channel;
  }

  /** Why the bytes of a common.Block are not one that the orderers signed; undefined when they are. */
  async judge(bytes: Uint8Array): Promise<Reason | undefined> {
    try {
      await this.#judge(orFail('LEDGER_MALFORMED', () => readBlock(bytes)));
      return undefined;
    } catch (error) {
      if (error instanceof StageFailed) return error.reason;
      throw error;
    }
  }

  /** Goes on from a block that was judged well: a configuration is in force for all that follow. */
  async take(bytes: Uint8Array): Promise<void> {
    const block = readBlock(bytes);
    if (block.number > 0 && lastConfigOf(block) !== block.number) return;
    this.#configs = [...this.#configs, block];
    this.#inForce = (await this.#judgeConfigs(this.#configs)).at(-1);
  }

  async #judge(block: EvidenceBlock): Promise<void> {
    const inForce = this.#inForce;
    if (inForce === undefined) {
      await this.#judgeConfigs([block]);
      return;
    }
    const named = orFail('LEDGER_MALFORMED', () => lastConfigOf(block));
    if (named === block.number) await this.#judgeConfigs([...this.#configs, block]);
    else hold(named === inForce.number, 'CONFIG_INCOMPLETE');
    await judgeOrderers(block, inForce);
  }

  #judgeConfigs(blocks: readonly EvidenceBlock[]): Promise<Configuration[]> {
    return judgeConfigurations(blocks, this.#network, this.#channel);
  }
}
