import { useId, useState } from 'react';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../button.tsx';
import { CourtBox } from './court-box.tsx';
import styles from './court-chooser.module.css';
import { en } from './en.ts';
import { keepCourt, type LastCourt, lastCourt } from './last-court.ts';
import { RegionList } from './region-list.tsx';
import { zh } from './zh.ts';

/**
 * Choosing a court: typed in any of its names, or region by region, or the one of last time. What was chosen is kept on
 * this device.
 */
export function CourtChooser({
  id,
  label,
  chosen,
  error,
  onChoose,
}: {
  readonly id: string;
  readonly label?: string;
  readonly chosen: LastCourt | undefined;
  readonly error?: string | undefined;
  onChoose(court: LastCourt): void;
}) {
  const texts = useTexts({ zh, en });
  const [open, setOpen] = useState(false);
  const [last] = useState(lastCourt);
  const regions = useId();
  const choose = (court: LastCourt) => {
    keepCourt(court);
    setOpen(false);
    onChoose(court);
  };
  return (
    <div className={styles.chooser}>
      <CourtBox
        // A court that was chosen elsewhere on the page is what stands in the box.
        key={chosen?.code ?? ''}
        id={id}
        label={label ?? texts.label}
        chosen={chosen}
        error={error}
        onChoose={choose}
      />
      <div className={styles.ways}>
        {last !== undefined && last.code !== chosen?.code && (
          <Button look="secondary" onPress={() => choose(last)}>
            {texts.last}
            {last.name}
          </Button>
        )}
        <button
          type="button"
          className={styles.way}
          aria-expanded={open}
          aria-controls={regions}
          onClick={() => setOpen(!open)}
        >
          {texts.byRegion}
        </button>
      </div>
      <div id={regions} hidden={!open}>
        {open && <RegionList onChoose={choose} />}
      </div>
    </div>
  );
}
