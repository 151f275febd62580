// Loaded by `node --import` before the product: moves the machine's clock, as this process sees it, by the milliseconds
// that stand in the file CLOCK_SHIFT names, at every look.
import { readFileSync } from 'node:fs';

const RealDate = Date;
const path = process.env.CLOCK_SHIFT ?? '';

function shift(): number {
  return Number(readFileSync(path, 'utf8'));
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
