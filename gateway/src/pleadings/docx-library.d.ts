/** The part of docx that we call: the types it ships are not found under Node's own module resolution. */
declare module 'docx' {
  export const AlignmentType: {
    readonly LEFT: 'left';
    readonly CENTER: 'center';
    readonly RIGHT: 'right';
  };
  export const VerticalAlign: { readonly CENTER: 'center' };
  export const WidthType: { readonly DXA: 'dxa' };
  export const TableLayoutType: { readonly FIXED: 'fixed' };
  export const PageNumber: { readonly CURRENT: 'CURRENT'; readonly TOTAL_PAGES: 'TOTAL_PAGES' };

  type Alignment = 'left' | 'center' | 'right';
  interface Fonts {
    readonly ascii: string;
    readonly hAnsi: string;
    readonly eastAsia: string;
    readonly cs?: string;
  }
  interface RunLook {
    readonly size?: number;
    readonly bold?: boolean;
    readonly font?: Fonts;
    readonly language?: { readonly value: string; readonly eastAsia: string };
  }
  interface Width {
    readonly size: number;
    readonly type: 'dxa';
  }
  interface Sides {
    readonly top: number;
    readonly bottom: number;
    readonly left: number;
    readonly right: number;
  }

  export class TextRun {
    constructor(
      options: RunLook & { readonly text?: string; readonly children?: readonly string[] },
    );
  }
  export class Paragraph {
    constructor(options: {
      readonly alignment?: Alignment;
      readonly pageBreakBefore?: boolean;
      readonly spacing?: { readonly after: number; readonly line: number };
      readonly indent?: { readonly left: number };
      readonly children: readonly TextRun[];
    });
  }
  export class TableCell {
    constructor(options: {
      readonly width: Width;
      readonly columnSpan: number;
      readonly verticalAlign: 'center';
      readonly margins: Sides;
      readonly children: readonly Paragraph[];
    });
  }
  export class TableRow {
    constructor(options: { readonly children: readonly TableCell[] });
  }
  export class Table {
    constructor(options: {
      readonly width: Width;
      readonly layout: 'fixed';
      readonly columnWidths: readonly number[];
      readonly rows: readonly TableRow[];
    });
  }
  export class Footer {
    constructor(options: { readonly children: readonly Paragraph[] });
  }
  export class Document {
    constructor(options: {
      readonly title: string;
      readonly creator: string;
      readonly styles: { readonly default: { readonly document: { readonly run: RunLook } } };
      readonly sections: readonly {
        readonly properties: {
          readonly page: {
            readonly size: { readonly width: number; readonly height: number };
            readonly margin: Sides;
          };
        };
        readonly footers: { readonly default: Footer };
        readonly children: readonly (Paragraph | Table)[];
      }[];
    });
  }
  export const Packer: {
    toBuffer(
      document: Document,
      prettify: undefined,
      overrides: readonly { readonly path: string; readonly data: string }[],
    ): Promise<Uint8Array>;
  };
}
