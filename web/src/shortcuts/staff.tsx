import { useNavigate } from 'react-router';
import { useTexts } from '../app/language.tsx';
import { en, zh } from '../locales/shortcuts.ts';
import { ShortcutHelp } from './help.tsx';
import { moveToRow } from './rows.ts';
import { type Shortcut, useShortcuts } from './shortcuts.ts';

/** The keys that staff have on every page, and the list of all. */
export function StaffShortcuts() {
  const texts = useTexts({ zh, en });
  const navigate = useNavigate();
  const go = (key: string, does: string, to: string): Shortcut => ({
    ...{ key, does },
    run: () => void navigate(to),
  });
  useShortcuts([
    go('c', texts.cases, '/desk'),
    go('s', texts.serve, '/desk/serve'),
    go('v', texts.integrity, '/integrity'),
  ]);
  return <ShortcutHelp />;
}

/** Keys of a page with rows. */
export function useRowShortcuts(): void {
  const texts = useTexts({ zh, en });
  useShortcuts([
    { key: 'j', does: texts.next, run: () => moveToRow(1) },
    { key: 'k', does: texts.previous, run: () => moveToRow(-1) },
  ]);
}
