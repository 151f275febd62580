import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import { useTexts } from '../../app/language.tsx';
import styles from './desk.module.css';
import { en } from './en.ts';
import { type Corners, isSheet, moved, type Point } from './geometry.ts';
import { zh } from './zh.ts';

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The photo with four dots on the corners of its sheet: to drag, or to move by arrow keys (with Shift by more). */
export function CornerEditor({
  photo,
  corners,
  onChange,
}: {
  readonly photo: HTMLCanvasElement;
  readonly corners: Corners;
  onChange(corners: Corners): void;
}) {
  const texts = useTexts({ zh, en });
  const frame = useRef<HTMLDivElement>(null);
  const place = (event: PointerEvent): Point => {
    const box = (frame.current as HTMLDivElement).getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  };
  const step = (event: KeyboardEvent, n: number) => {
    const [dx, dy] = STEPS[event.key] ?? [0, 0];
    if (dx === 0 && dy === 0) return;
    event.preventDefault();
    const by = event.shiftKey ? 0.05 : 0.01;
    const { x, y } = corners[n] as Point;
    onChange(moved(corners, n, { x: x + dx * by, y: y + dy * by }));
  };
  return (
    <>
      <p>{texts.corners}</p>
      <div className={styles.stage}>
        <div className={styles.frame} ref={frame}>
          <PhotoView photo={photo} />
          <svg
            className={styles.outline}
            viewBox="0 0 100 100"
            preserveAspectRatio="none"
            aria-hidden="true"
          >
            <polygon points={corners.map(({ x, y }) => `${x * 100},${y * 100}`).join(' ')} />
          </svg>
          {corners.map(({ x, y }, n) => (
            <button
              key={texts.corner[n]}
              type="button"
              className={styles.dot}
              style={{ left: `${x * 100}%`, top: `${y * 100}%` }}
              aria-label={`${texts.corner[n]}，${texts.position(Math.round(x * 100), Math.round(y * 100))}`}
              onKeyDown={(event) => step(event, n)}
              onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
              onPointerMove={(event) => {
                if (event.currentTarget.hasPointerCapture(event.pointerId))
                  onChange(moved(corners, n, place(event)));
              }}
            />
          ))}
        </div>
      </div>
      {!isSheet(corners) && <p role="alert">{texts.crossed}</p>}
    </>
  );
}

/** A canvas put into the page as it is. */
export function PhotoView({
  photo,
  label,
}: {
  readonly photo: HTMLCanvasElement;
  readonly label?: string;
}) {
  const shown = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const canvas = shown.current;
    if (canvas === null) return;
    canvas.width = photo.width;
    canvas.height = photo.height;
    canvas.getContext('2d')?.drawImage(photo, 0, 0);
  }, [photo]);
  return (
    <canvas
      ref={shown}
      className={styles.photo}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    />
  );
}
