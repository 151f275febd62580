import { type RefObject, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { en, zh } from '../locales/arrival.ts';
import { useTexts } from './language.tsx';

let lastPath: string | undefined;

/**
 * Names the browser's tab after the page, and moves the focus to the page's heading when somebody comes from another page,
 * as a browser does for a whole document. On the first page the focus stays at its start, where the skip link is.
 */
export function useArrival(title: string): RefObject<HTMLHeadingElement | null> {
  const { product } = useTexts({ zh, en });
  const { pathname, key } = useLocation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${product}`;
  }, [title, product]);
  useEffect(() => {
    const arrived = key !== 'default' && (pathname !== lastPath || nothingFocused());
    lastPath = pathname;
    if (arrived) heading.current?.focus({ preventScroll: true });
  }, [pathname, key]);
  return heading;
}

function nothingFocused(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
