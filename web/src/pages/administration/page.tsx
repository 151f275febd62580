import { useTexts } from '../../app/language.tsx';
import { Page as Layout } from '../../components/layout.tsx';
import { LinkList } from '../../components/link-list.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

const PLACES = {
  staff: '/staff',
  settings: '/settings',
  calendar: '/calendar',
  setup: '/court-setup',
  audit: '/audit',
  data: '/data-keeping',
  network: '/network',
} as const;
const PARTS = Object.keys(PLACES) as (keyof typeof PLACES)[];

/** What only an administrator does. */
export function Page() {
  const texts = useTexts({ zh, en });
  return (
    <Layout title={texts.title} lead={texts.lead} wide>
      <LinkList
        items={PARTS.map((part) => ({
          to: PLACES[part],
          title: texts[part],
          text: texts[`${part}Text`],
        }))}
      />
    </Layout>
  );
}
