import { archive } from './archive.ts'
import { rowXml, sheetHead, sheetTail } from './sheet-xml.ts'
import { type Cell, MOST_COLUMNS, type TableForm } from './table.ts'
import { partsBefore, SHEET_PATH, workbookPart, xmlDeclaration } from './workbook-parts.ts'

/** An XLSX file in the making: each call gives the bytes that are ready by then. */
export interface TableWriter {
  add(rows: readonly (readonly Cell[])[]): Promise<Uint8Array[]>
  end(): Promise<Uint8Array[]>
}

export async function tableWriter(form: TableForm): Promise<TableWriter> {
  const { columns } = form
  if (columns.length === 0 || columns.length > MOST_COLUMNS)
    throw new RangeError(`expected 1 to ${MOST_COLUMNS} columns, got ${columns.length}`)
  const file = archive()
  for (const [path, xml] of partsBefore()) await file.add(path, xml)
  const sheet = file.open(SHEET_PATH)
  await sheet.write(xmlDeclaration + sheetHead(form))
  let lastRow = 1
  return {
    async add(rows) {
      let xml = ''
      for (const cells of rows) xml += rowXml((lastRow += 1), cells, columns)
      await sheet.write(xml)
      return file.take()
    },
    async end() {
      await sheet.write(sheetTail(form, lastRow))
      await sheet.end()
      await file.add(...workbookPart(form, lastRow))
      file.close()
      return file.take()
    },
  }
}
