import { useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../api-client/client.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { CsvFile, CsvPreview, useCsvFile } from '../../components/csv-file.tsx';
import { Actions } from '../../components/layout.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

const MAX_BYTES = 2 * 1024 * 1024 - 1024;
const HEADING = '法院代字,名称,简称,上级法院代字,省,市,县,地址,拼音,来源';

/** Many courts at once into the directory, shown before they are taken. */
export function Listing() {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const csv = useCsvFile({
    most: MAX_BYTES,
    look: (text) => body(api.POST('/api/v1/court-listings/preview', { body: { csv: text } })),
    take: (text) => body(api.POST('/api/v1/court-listings', { body: { csv: text } })),
    taken: () => client.invalidateQueries({ queryKey: ['courts'] }),
  });
  const seen = csv.preview.data;
  return (
    <CsvFile
      id="listing"
      csv={csv}
      title={texts.listing}
      lead={texts.listingLead}
      hint={texts.fileHint}
      template={['courts.csv', HEADING]}
    >
      {seen && (
        <CsvPreview
          title={texts.preview}
          counts={texts.counts(
            seen.counts.add,
            seen.counts.change,
            seen.counts.nothing,
            seen.counts.refused,
          )}
          columns={[texts.name, texts.line, texts.effect, texts.faults]}
          lines={seen.lines}
          cells={({ line, code, name, does, faults }) => [
            `${name}（${code}）`,
            line,
            wordFor(texts, does),
            faults.map((fault) => wordFor(texts, fault)).join('；') || '—',
          ]}
        >
          <Actions>
            <Button isDisabled={csv.apply.isPending} onPress={() => csv.apply.mutate()}>
              {texts.apply}
            </Button>
          </Actions>
        </CsvPreview>
      )}
      <p role="status">{csv.apply.isSuccess && texts.applied}</p>
    </CsvFile>
  );
}
