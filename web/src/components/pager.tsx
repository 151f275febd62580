import { useTexts } from '../app/language.tsx';
import { en, zh } from '../locales/pager.ts';
import { Button } from './button.tsx';
import { Actions } from './layout.tsx';

/** Lines of a list that one page of the API holds. */
export const PAGE_SIZE = 20;

/** Whether there is a page so far from this one. */
export function hasPage(page: number, total: number): boolean {
  return page >= 1 && (page - 1) * PAGE_SIZE < total;
}

/** Back and on through a list; nothing where one page holds all of it. */
export function Pager({
  page,
  total,
  onPage,
}: {
  readonly page: number;
  readonly total: number;
  onPage(page: number): void;
}) {
  const texts = useTexts({ zh, en });
  if (total <= PAGE_SIZE) return null;
  return (
    <Actions>
      <Button
        look="secondary"
        isDisabled={!hasPage(page - 1, total)}
        onPress={() => onPage(page - 1)}
      >
        {texts.previous}
      </Button>
      <Button
        look="secondary"
        isDisabled={!hasPage(page + 1, total)}
        onPress={() => onPage(page + 1)}
      >
        {texts.next}
      </Button>
      <span>{texts.place(page, Math.ceil(total / PAGE_SIZE))}</span>
    </Actions>
  );
}
