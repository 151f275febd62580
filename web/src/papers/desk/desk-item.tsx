import { useState } from 'react';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { CornerEditor, PhotoView } from './corner-editor.tsx';
import styles from './desk.module.css';
import { en } from './en.ts';
import { WHOLE } from './geometry.ts';
import { type Item, type PhotoItem, treated } from './item.ts';
import { zh } from './zh.ts';

const DRAGGED = 'application/x-cunzheng-item';

/** One photo or PDF on the desk: how it looks, where it stands, and what can be done with it. */
export function DeskItem({
  item,
  place,
  of,
  onChange,
  onMove,
  onDropped,
  onRemove,
}: {
  readonly item: Item;
  readonly place: number;
  readonly of: number;
  onChange(item: Item): void;
  onMove(to: number): void;
  /** Another item, by its place, was let go over this one. */
  onDropped(from: number): void;
  onRemove(): void;
}) {
  const texts = useTexts({ zh, en });
  const [open, setOpen] = useState(false);
  const n = place + 1;
  const label = item.kind === 'pdf' ? texts.pdf(n, of, item.pages) : texts.photo(n, of);
  return (
    <li
      className={styles.item}
      draggable={!open}
      onDragStart={(event) => event.dataTransfer.setData(DRAGGED, String(place))}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes(DRAGGED)) event.preventDefault();
      }}
      onDrop={(event) => {
        const from = event.dataTransfer.getData(DRAGGED);
        if (from === '') return;
        event.preventDefault();
        event.stopPropagation();
        onDropped(Number(from));
      }}
    >
      <div className={styles.look}>
        {item.kind === 'pdf' ? (
          <span className={styles.sheet} aria-hidden="true">
            PDF
          </span>
        ) : (
          <PhotoView photo={item.look} label={`${label}，${texts.preview}`} />
        )}
      </div>
      <div className={styles.about}>
        <p>
          <strong>{label}</strong>
        </p>
        <p className={styles.file}>{item.file.name}</p>
      </div>
      <div className={styles.itemActs}>
        {item.kind === 'photo' && (
          <Act label={open ? texts.doneOf(n) : texts.adjustOf(n)} onPress={() => setOpen(!open)}>
            {open ? texts.done : texts.adjust}
          </Act>
        )}
        {of > 1 && (
          <>
            <Act label={texts.earlierOf(n)} off={place === 0} onPress={() => onMove(place - 1)}>
              {texts.earlier}
            </Act>
            <Act label={texts.laterOf(n)} off={n === of} onPress={() => onMove(place + 1)}>
              {texts.later}
            </Act>
          </>
        )}
        <Act label={texts.removeOf(n)} onPress={onRemove}>
          {texts.remove}
        </Act>
      </div>
      {open && item.kind === 'photo' && (
        <div className={styles.editor}>
          <PhotoEditor item={item} onChange={onChange} />
          <Button onPress={() => setOpen(false)}>{texts.done}</Button>
        </div>
      )}
    </li>
  );
}

/** A small button whose whole name says which item it is for. */
function Act({
  label,
  off = false,
  onPress,
  children,
}: {
  readonly label: string;
  readonly off?: boolean;
  onPress(): void;
  readonly children: string;
}) {
  return (
    <button
      type="button"
      className={styles.act}
      disabled={off}
      aria-label={label}
      onClick={onPress}
    >
      {children}
    </button>
  );
}

function PhotoEditor({
  item,
  onChange,
}: {
  readonly item: PhotoItem;
  onChange(item: PhotoItem): void;
}) {
  const texts = useTexts({ zh, en });
  const { corners, turns, bright } = item.treatment;
  return (
    <>
      <CornerEditor
        photo={item.photo}
        corners={corners}
        onChange={(next) => onChange(treated(item, { corners: next }))}
      />
      <div className={styles.acts}>
        <Button look="secondary" onPress={() => onChange(treated(item, { turns: turns + 3 }))}>
          {texts.turnLeft}
        </Button>
        <Button look="secondary" onPress={() => onChange(treated(item, { turns: turns + 1 }))}>
          {texts.turnRight}
        </Button>
        <Button look="secondary" onPress={() => onChange(treated(item, { corners: WHOLE }))}>
          {texts.whole}
        </Button>
      </div>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={bright}
          onChange={(event) => onChange(treated(item, { bright: event.target.checked }))}
        />
        {texts.bright}
      </label>
    </>
  );
}
