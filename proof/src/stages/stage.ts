import { CunzhengError } from '@cunzheng/domain';
import type { Reason } from '../proof.ts';

/** A stage failed; caught by the procedure in `verify.ts` and nowhere else. */
export class StageFailed extends Error {
  readonly reason: Reason;

  constructor(reason: Reason) {
    super(reason);
    this.name = 'StageFailed';
    this.reason = reason;
  }
}

/** What was given does not allow this stage to be judged. */
export class StageNotShown extends Error {
  constructor() {
    super('not shown');
    this.name = 'StageNotShown';
  }
}

/** Throws `StageFailed(reason)` unless `condition` holds. */
export function hold(condition: unknown, reason: Reason): asserts condition {
  if (!condition) throw new StageFailed(reason);
}

/** What `read` gives; its refusals (`CunzhengError`) become `StageFailed(reason)`. */
export function orFail<Value>(reason: Reason, read: () => Value): Value {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof CunzhengError) throw new StageFailed(reason);
    throw cause;
  }
}
