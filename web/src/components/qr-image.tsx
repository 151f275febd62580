import { create } from 'qrcode';
import { useMemo } from 'react';

/** A QR code as crisp vector squares, with its quiet zone of four modules. */
export function QrImage({ text, label }: { readonly text: string; readonly label: string }) {
  const { size, path } = useMemo(() => squares(text), [text]);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`-4 -4 ${size + 8} ${size + 8}`}
      width="240"
      height="240"
      style={{ background: '#fff', maxWidth: '100%' }}
    >
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}

function squares(text: string): { size: number; path: string } {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  let path = '';
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size; x++) if (modules.get(y, x)) path += `M${x} ${y}h1v1h-1z`;
  }
  return { size: modules.size, path };
}
