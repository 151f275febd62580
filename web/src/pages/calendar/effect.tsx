import type { SettingEffect } from '../../api-client/views.ts';
import { useDay } from '../../app/day.ts';
import { useSettings, useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Actions } from '../../components/layout.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** Which running deadlines would move, and the question whether to go on. */
export function Effect({
  effect,
  pending,
  onConfirm,
  onEdit,
}: {
  readonly effect: SettingEffect;
  readonly pending: boolean;
  onConfirm(): void;
  onEdit(): void;
}) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const day = useDay();
  const shown = (value: string | undefined) => (value === undefined ? '—' : day(value));
  return (
    <>
      <p role="status">{texts.moving(effect.moving)}</p>
      {effect.moves.length > 0 && (
        <DataTable
          label={texts.moving(effect.moving)}
          columns={[texts.deadline, texts.caseNumber, texts.change]}
          rows={effect.moves.map(({ id, name, caseNumber, from, to }) => ({
            id,
            cells: [name[language], caseNumber ?? '—', texts.move(shown(from), shown(to))],
          }))}
        />
      )}
      <Actions>
        <Button autoFocus isDisabled={pending} onPress={onConfirm}>
          {texts.confirm}
        </Button>
        <Button look="secondary" onPress={onEdit}>
          {texts.edit}
        </Button>
      </Actions>
    </>
  );
}
