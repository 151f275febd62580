import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { CourtEntry, CourtRegion } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../button.tsx';
import { ErrorSummary } from '../error-summary.tsx';
import { Loading } from '../layout.tsx';
import styles from './court-chooser.module.css';
import { CourtLine } from './court-line.tsx';
import { en } from './en.ts';
import { useCourtsIn, useRegions } from './use-courts.ts';
import { zh } from './zh.ts';

interface At {
  readonly province?: CourtRegion;
  /** Empty for all of the province. */
  readonly city?: string;
}

/** From province to city to court, one question at a time. */
export function RegionList({ onChoose }: { onChoose(court: CourtEntry): void }) {
  const texts = useTexts({ zh, en });
  const [{ province, city }, setAt] = useState<At>({});
  const regions = useRegions(true);
  if (regions.isPending) return <Loading text={texts.loading} />;
  if (province === undefined) {
    return (
      <Level title={texts.provinces} step="provinces">
        <ErrorSummary error={regions.error} />
        <div className={styles.grid}>
          {regions.data?.map((region) => (
            <Target key={region.province} onPress={() => setAt({ province: region })}>
              {region.province}
              <small>{texts.count(region.courts)}</small>
            </Target>
          ))}
        </div>
      </Level>
    );
  }
  if (city === undefined && province.cities.length > 1) {
    return (
      <Level
        title={texts.cities(province.province)}
        step={province.province}
        onBack={() => setAt({})}
      >
        <div className={styles.grid}>
          <Target onPress={() => setAt({ province, city: '' })}>
            {texts.all}
            <small>{texts.count(province.courts)}</small>
          </Target>
          {province.cities.map((each) => (
            <Target key={each.city} onPress={() => setAt({ province, city: each.city })}>
              {each.city}
              <small>{texts.count(each.courts)}</small>
            </Target>
          ))}
        </div>
      </Level>
    );
  }
  const back = () => setAt(city === undefined ? {} : { province });
  return (
    <Courts province={province.province} city={city ?? ''} onBack={back} onChoose={onChoose} />
  );
}

function Courts({
  province,
  city,
  onBack,
  onChoose,
}: {
  readonly province: string;
  readonly city: string;
  onBack(): void;
  onChoose(court: CourtEntry): void;
}) {
  const texts = useTexts({ zh, en });
  const pages = useCourtsIn(province, city === '' ? undefined : city);
  const courts = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Level title={texts.courtsIn(city || province)} step={`${province} ${city}`} onBack={onBack}>
      <ErrorSummary error={pages.error} />
      {pages.isPending && <Loading text={texts.loading} />}
      <ul className={styles.courts}>
        {courts.map((court) => (
          <li key={court.code}>
            <Target onPress={() => onChoose(court)}>
              {court.name}
              <small>
                <CourtLine court={court} />
              </small>
            </Target>
          </li>
        ))}
      </ul>
      {pages.hasNextPage && (
        <Button look="secondary" onPress={() => void pages.fetchNextPage()}>
          {texts.more}
        </Button>
      )}
    </Level>
  );
}

/** One question; whoever listens or uses the keyboard goes on from its heading. */
function Level({
  title,
  step,
  onBack,
  children,
}: {
  readonly title: string;
  readonly step: string;
  onBack?(): void;
  readonly children: ReactNode;
}) {
  const texts = useTexts({ zh, en });
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new step is what moves the focus
  useEffect(() => heading.current?.focus(), [step]);
  return (
    <section className={styles.level} aria-label={title}>
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {onBack !== undefined && (
        <Button look="plain" onPress={onBack}>
          {texts.back}
        </Button>
      )}
      {children}
    </section>
  );
}

function Target({ onPress, children }: { onPress(): void; readonly children: ReactNode }) {
  return (
    <button type="button" className={styles.target} onClick={onPress}>
      {children}
    </button>
  );
}
