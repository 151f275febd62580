import { useId, useState } from 'react';
import { ComboBox } from 'react-aria-components/ComboBox';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Text } from 'react-aria-components/Text';
import type { CourtEntry } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../button.tsx';
import styles from './court-chooser.module.css';
import { CourtLine } from './court-line.tsx';
import { en } from './en.ts';
import { keepCourt, type LastCourt, lastCourt } from './last-court.ts';
import { RegionList } from './region-list.tsx';
import { useCourtSearch } from './use-courts.ts';
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

function CourtBox({
  id,
  label,
  chosen,
  error,
  onChoose,
}: {
  readonly id: string;
  readonly label: string;
  readonly chosen: LastCourt | undefined;
  readonly error: string | undefined;
  onChoose(court: LastCourt): void;
}) {
  const texts = useTexts({ zh, en });
  const [typed, setTyped] = useState(chosen?.name ?? '');
  const search = useCourtSearch(typed, typed !== chosen?.name);
  const courts = typed.trim() === '' ? [] : (search.data?.items ?? []);
  const choose = (code: unknown) => {
    const court = courts.find((each) => each.code === code);
    if (court !== undefined) onChoose(court);
  };
  return (
    <ComboBox
      id={id}
      className={styles.field}
      inputValue={typed}
      onInputChange={setTyped}
      items={courts}
      value={null}
      onChange={choose}
      allowsEmptyCollection
      isInvalid={error !== undefined}
      menuTrigger="input"
    >
      <Label>{label}</Label>
      <Text slot="description">{texts.hint}</Text>
      <Input className={styles.input} autoComplete="off" spellCheck="false" />
      <FieldError className={styles.error}>{error}</FieldError>
      <Popover className={styles.popover} offset={4} containerPadding={8}>
        <ListBox<CourtEntry>
          className={styles.list}
          renderEmptyState={() => (
            <p className={styles.empty}>
              {search.isError ? texts.failed : search.isFetching ? texts.searching : texts.none}
            </p>
          )}
        >
          {(court) => (
            <ListBoxItem id={court.code} textValue={court.name} className={styles.option}>
              <Text slot="label">{court.name}</Text>
              <Text slot="description">
                <CourtLine court={court} />
              </Text>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
      <p role="status" className="visually-hidden">
        {search.data !== undefined && typed !== chosen?.name && texts.found(search.data.total)}
      </p>
    </ComboBox>
  );
}
