import { useSearchParams } from 'react-router';
import { useTexts } from '../../app/language.tsx';
import { useSettingCourt } from '../../app/settings-of.ts';
import { CourtTabs } from '../../components/court-tabs.tsx';
import { FilterNav } from '../../components/filter-nav.tsx';
import { Page as Layout } from '../../components/layout.tsx';
import { Bank } from './bank.tsx';
import { Day } from './day.tsx';
import { en } from './en.ts';
import { Orders } from './orders.tsx';
import { Refunds } from './refunds.tsx';
import { zh } from './zh.ts';

const TABS = ['orders', 'bank', 'refunds', 'day'] as const;

/** The books of a court: what is to be paid, what the bank says, what goes back, and each day. The part is in the address. */
export function Page() {
  const texts = useTexts({ zh, en });
  const [search] = useSearchParams();
  const { court } = useSettingCourt();
  const at = TABS.find((tab) => tab === search.get('tab')) ?? 'orders';
  const to = (tab: string) => {
    const next = new URLSearchParams({ tab });
    if (search.has('court')) next.set('court', search.get('court') ?? '');
    return `?${next}`;
  };
  return (
    <Layout title={texts.title} lead={<span className="no-print">{texts.lead}</span>} wide>
      <div className="no-print">
        <CourtTabs label={texts.courts} />
        <FilterNav
          label={texts.parts}
          at={at}
          filters={TABS.map((key) => ({ key, text: texts.tabs[key], to: to(key) }))}
        />
      </div>
      {at === 'orders' && <Orders />}
      {at === 'bank' && court && <Bank court={court.code} />}
      {at === 'refunds' && <Refunds />}
      {at === 'day' && court && <Day court={court} />}
    </Layout>
  );
}
