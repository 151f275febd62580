import { useTexts } from '../../app/language.tsx';
import { isStaff, useMe } from '../../app/queries.ts';
import { LawyerBadge } from '../../components/lawyer-badge.tsx';
import { Page as Layout } from '../../components/layout.tsx';
import { LinkList } from '../../components/link-list.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

const FOR_LITIGANTS = ['proofing', 'capacity'] as const;
const FOR_ALL = [
  ...['helpers', 'security', 'notices', 'signatures', 'keys'],
  ...['reads', 'data', 'courts'],
] as const;
const PLACES = {
  proofing: '/proofing',
  capacity: '/capacity',
  helpers: '/helpers',
  security: '/account/security',
  notices: '/account/notices',
  signatures: '/account/signatures',
  keys: '/keys',
  reads: '/account/reads',
  data: '/account/data',
  courts: '/courts',
} as const;

/** Everything that is about oneself. */
export function Page() {
  const texts = useTexts({ zh, en });
  const { data: me } = useMe();
  const parts = isStaff(me) ? FOR_ALL : [...FOR_LITIGANTS, ...FOR_ALL];
  return (
    <Layout title={texts.title} wide>
      {me?.lawyer !== undefined && (
        <p>
          <LawyerBadge lawyer={me.lawyer} />
        </p>
      )}
      <LinkList
        items={parts.map((part) => ({
          to: PLACES[part],
          title: texts[part],
          text: texts[`${part}Text`],
        }))}
      />
    </Layout>
  );
}
