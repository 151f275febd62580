import { CunzhengError, type ErrorCode } from '@cunzheng/domain';
import type { Ledger, LedgerCall, LedgerResult } from '../../src/ledger/port.ts';

/** What happens to one submission: nothing, a failure before it, or a failure after it took effect. */
export type Mishap = { readonly when: 'before' | 'after'; readonly code: ErrorCode } | undefined;

/** A ledger whose submissions go wrong as `plan` says, asked once for each; everything else is the real one's. */
export function spoil(
  ledger: Ledger,
  plan: (call: LedgerCall) => Mishap | Promise<Mishap>,
): Ledger {
  const submit = async (call: LedgerCall, go: () => Promise<LedgerResult>) => {
    const mishap = await plan(call);
    if (mishap?.when === 'before') throw new CunzhengError(mishap.code, 'spoiled before');
    const result = await go();
    if (mishap?.when === 'after') throw new CunzhengError(mishap.code, 'spoiled after');
    return result;
  };
  return {
    network: ledger.network,
    channel: ledger.channel,
    supports: ledger.supports,
    prepare: async (call) => {
      const prepared = await ledger.prepare(call);
      return { txId: prepared.txId, submit: () => submit(call, prepared.submit) };
    },
    submit: (call) => submit(call, () => ledger.submit(call)),
    evaluate: (call) => ledger.evaluate(call),
    transaction: (txId) => ledger.transaction(txId),
    follow: (from, signal) => ledger.follow(from, signal),
    height: () => ledger.height(),
    alarms: () => ledger.alarms(),
    close: () => ledger.close(),
  };
}

/** Records that a call carries. */
export function recordsIn(call: LedgerCall): Record<string, unknown>[] {
  return JSON.parse(call.args[0] as string).map((text: string) => JSON.parse(text));
}
