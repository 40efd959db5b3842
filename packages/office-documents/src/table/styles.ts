import type { ColumnKind } from './table.ts'

interface Look {
  wrap?: boolean | undefined
  /** Keeps a text a text when somebody edits the cell. */
  guarded?: boolean
}

interface Style {
  format: number
  bold?: boolean
  wrap?: boolean
  guarded?: boolean
  align?: 'center' | 'right'
}

/** 常规, 文本, and two of our own; the first two are built in. */
const GENERAL = 0
const INTEGER = 1
const TEXT = 49
const DAY = 164
const MINUTE = 165

/** The places in this list are what cells refer to; the first is what a cell without a style has. */
const STYLES: readonly Style[] = [
  { format: GENERAL },
  { format: TEXT, bold: true, wrap: true, align: 'center' },
  { format: TEXT },
  { format: TEXT, guarded: true },
  { format: TEXT, wrap: true },
  { format: TEXT, wrap: true, guarded: true },
  { format: DAY, align: 'center' },
  { format: MINUTE, align: 'center' },
  { format: INTEGER },
  { format: GENERAL },
]
export const HEADING_STYLE = 1

export function styleOf(kind: ColumnKind, { wrap, guarded }: Look): number {
  switch (kind) {
    case 'text':
      return 2 + (wrap ? 2 : 0) + (guarded ? 1 : 0)
    case 'date':
      return 6
    case 'instant':
      return 7
    case 'integer':
      return 8
    case 'number':
      return 9
  }
}

/** `xl/styles.xml`. */
export const stylesXml = (): string =>
  `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts count="2"><numFmt numFmtId="${DAY}" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="${MINUTE}" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>
<fonts count="2"><font><sz val="11"/><name val="宋体"/><charset val="134"/></font><font><b/><sz val="11"/><name val="宋体"/><charset val="134"/></font></fonts>
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE7E6E6"/></patternFill></fill></fills>
<borders count="1"><border/></borders>
<cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="${STYLES.length}">${STYLES.map(xf).join('')}</cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>`

const xf = ({ format, bold, wrap, guarded, align }: Style) =>
  `<xf numFmtId="${format}" fontId="${bold ? 1 : 0}" fillId="${bold ? 2 : 0}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"${guarded ? ' quotePrefix="1"' : ''}><alignment vertical="center"${align ? ` horizontal="${align}"` : ''}${wrap ? ' wrapText="1"' : ''}/></xf>`
