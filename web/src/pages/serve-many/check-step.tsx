import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { en } from './en.ts';
import type { Item } from './item.ts';
import { zh } from './zh.ts';

/** What will be sent to whom, before it is. */
export function CheckStep({
  items,
  onSend,
  onBack,
}: {
  readonly items: readonly Item[];
  onSend(): void;
  onBack(): void;
}) {
  const texts = useTexts({ zh, en });
  const documents = [...new Map(items.map((item) => [item.documentId, item])).values()];
  return (
    <>
      <Card tone="warn">
        <h2>{texts.checkTitle(items.length)}</h2>
        <p>{texts.before}</p>
      </Card>
      <DataTable
        label={texts.checkTitle(items.length)}
        columns={[texts.document, texts.caseNumber, texts.recipients]}
        rows={documents.map(({ documentId, document, caseNumber }) => ({
          id: documentId,
          cells: [
            document,
            caseNumber,
            items
              .filter((item) => item.documentId === documentId)
              .map((item) => item.recipient)
              .join('、'),
          ],
        }))}
      />
      <Actions>
        <Button onPress={onSend} isDisabled={items.length === 0}>
          {texts.send(items.length)}
        </Button>
        <Button look="secondary" onPress={onBack}>
          {texts.back}
        </Button>
      </Actions>
    </>
  );
}
