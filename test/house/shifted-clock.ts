// Loaded by `node --import` before the product: moves the machine's clock, as this process sees it, by the milliseconds
// that stand in the file CLOCK_SHIFT names, at every look; as it is while there is none. By default that is `clock-shift` in
// the working directory, so that programs with one environment have clocks of their own.
import { readFileSync } from 'node:fs';

const RealDate = Date;
const path = process.env.CLOCK_SHIFT ?? 'clock-shift';

function shift(): number {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return 0;
  }
}

class ShiftedDate extends RealDate {
  constructor(...args: unknown[]) {
    if (args.length === 0) super(RealDate.now() + shift());
    else super(...(args as []));
  }

  static override now(): number {
    return RealDate.now() + shift();
  }
}

globalThis.Date = ShiftedDate as DateConstructor;
