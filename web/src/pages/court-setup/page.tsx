import { useTexts } from '../../app/language.tsx';
import { Page as Layout } from '../../components/layout.tsx';
import { en } from './en.ts';
import { Listing } from './listing.tsx';
import { Propose } from './propose.tsx';
import { Setups } from './setups.tsx';
import { zh } from './zh.ts';

/** An administrator's page: courts proposed, approved and listed. */
export function Page() {
  const texts = useTexts({ zh, en });
  return (
    <Layout title={texts.title} lead={texts.lead} wide>
      <Setups />
      <Propose />
      <Listing />
    </Layout>
  );
}
