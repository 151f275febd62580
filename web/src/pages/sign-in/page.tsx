import { Link, useSearchParams } from 'react-router';
import { useTexts } from '../../app/language.tsx';
import { useNetwork } from '../../app/queries.ts';
import { Card, Page as Layout, Loading } from '../../components/layout.tsx';
import { DemoDoor } from './demo-door.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import { PersonalDoor } from './personal-door.tsx';
import { StaffDoor } from './staff-door.tsx';
import { zh } from './zh.ts';

const DOORS = ['personal', 'staff', 'demo'] as const;
type Door = (typeof DOORS)[number];

/** Doors for parties and lawyers, for the staff, and, in the demo, for its people. */
export function Page() {
  const texts = useTexts({ zh, en });
  const [search] = useSearchParams();
  const { data: network, isPending } = useNetwork();
  const demo = network?.mode === 'demo';
  const doors = DOORS.filter((door) => demo || door !== 'demo');
  const asked = search.get('door');
  const door = doors.find((each) => each === asked) ?? (demo ? 'demo' : 'personal');
  const names: Record<Door, string> = {
    personal: texts.doorPersonal,
    staff: texts.doorStaff,
    demo: texts.doorDemo,
  };
  return (
    <Layout title={texts.title} lead={texts.lead}>
      {search.has('ended') && (
        <Card tone="warn">
          <p role="status">{texts.ended}</p>
        </Card>
      )}
      <nav className={styles.doors} aria-label={texts.doors}>
        {doors.map((each) => (
          <Link
            key={each}
            to={{ search: searchFor(search, each) }}
            replace
            aria-current={each === door ? 'page' : undefined}
          >
            {names[each]}
          </Link>
        ))}
      </nav>
      {isPending && <Loading text={texts.loading} />}
      {!isPending && door === 'personal' && <PersonalDoor />}
      {!isPending && door === 'staff' && <StaffDoor demo={demo} />}
      {!isPending && door === 'demo' && <DemoDoor />}
    </Layout>
  );
}

function searchFor(search: URLSearchParams, door: Door): string {
  const next = new URLSearchParams(search);
  next.set('door', door);
  return next.toString();
}
