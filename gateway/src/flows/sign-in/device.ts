import type { Device, DeviceBrowser, DeviceSystem } from './kinds.ts';

const BROWSERS: readonly (readonly [RegExp, DeviceBrowser])[] = [
  [/MicroMessenger\//, 'wechat'],
  [/\bEdgA?\//, 'edge'],
  [/\b(?:Firefox|FxiOS)\//, 'firefox'],
  [/(?:Chrome|CriOS|Chromium)\//, 'chrome'],
  [/\bVersion\/[\d.]+ .*Safari\//, 'safari'],
];

const SYSTEMS: readonly (readonly [RegExp, DeviceSystem])[] = [
  [/OpenHarmony|HarmonyOS/, 'harmony'],
  [/Android/, 'android'],
  [/iPhone|iPad|iPod/, 'ios'],
  [/Windows/, 'windows'],
  [/Mac OS X|Macintosh/, 'macos'],
  [/Linux|X11|CrOS/, 'linux'],
];

/** The first line that fits: others pretend to be Chrome and Safari as well, so the order matters. */
export function deviceOf(userAgent: string | undefined): Device {
  const text = (userAgent ?? '').slice(0, 512);
  const first = <Kind>(lines: readonly (readonly [RegExp, Kind])[]) =>
    lines.find(([pattern]) => pattern.test(text))?.[1];
  return { browser: first(BROWSERS) ?? 'other', system: first(SYSTEMS) ?? 'other' };
}
