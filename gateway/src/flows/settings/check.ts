import { CunzhengError } from '@cunzheng/domain';
import type { Wording } from '@cunzheng/domain/deadlines';
import { Value } from 'typebox/value';
import type { SettingDefinition } from './catalogue.ts';
import type { SettingValue, Span } from './definition.ts';

/**
 * The value as this setting takes it. Throws `SETTING_INVALID`: of the wrong type or form, out of the bounds that the
 * law gives (`least` and `most` in `details`), hours that overlap, a template that names what nobody fills in.
 */
export function checkValue(definition: SettingDefinition, value: unknown): SettingValue {
  const { kind, type, least, most } = definition;
  if (typeof value === 'number' && least !== undefined && most !== undefined) {
    if (value < least || value > most) refuse('bounds', { least, most });
  }
  if (!Value.Check(type, value)) refuse('form');
  if (kind === 'hours') checkHours(value as readonly Span[]);
  if (kind === 'text') checkPlaceholders(definition, value as Wording);
  return value as SettingValue;
}

function refuse(problem: string, more: Readonly<Record<string, number | string>> = {}): never {
  const details = { field: 'value', problem, ...more };
  throw new CunzhengError('SETTING_INVALID', problem, { details });
}

function checkHours(spans: readonly Span[]): void {
  let before = '';
  for (const { from, to } of spans) {
    if (from >= to || from < before) refuse('hours');
    before = to;
  }
}

function checkPlaceholders({ placeholders = [] }: SettingDefinition, texts: Wording): void {
  for (const text of Object.values(texts)) {
    for (const [, name = ''] of text.matchAll(/\{\{([^{}]*)\}\}/g)) {
      if (!placeholders.includes(name.trim())) refuse('placeholder', { name: name.slice(0, 40) });
    }
  }
}
