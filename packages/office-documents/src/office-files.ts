import type { Card } from './card/card.ts'
import { OfficeThread } from './office-thread.ts'
import type { OfficialDocument } from './official/official-document.ts'
import { type Cell, MOST_ROWS, type Table } from './table/table.ts'

/** Makes the files that offices expect, in a thread of its own. Disposing of it ends the thread. */
export interface OfficeFiles extends AsyncDisposable {
  /**
   * XLSX of a list, in pieces as they become ready. Rows are asked for as fast as pieces are taken, some hundred at a
   * time, so a list of any length takes the same memory. To refuse a list before the first byte is sent, take all of it:
   * `await buffer(files.writeTable(table))`, with `buffer` of `node:stream/consumers`.
   */
  writeTable(table: Table): AsyncGenerator<Uint8Array, void>
  /** DOCX of an official document. */
  writeWord(document: OfficialDocument): Promise<Uint8Array>
  /** PDF of cards with a code to scan, one on each page of A6; rejects with UnprintableText. */
  writeCards(cards: readonly Card[]): Promise<Uint8Array>
}

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
export const PDF_TYPE = 'application/pdf'
export const DOCX_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

export function officeFiles(): OfficeFiles {
  const thread = new OfficeThread()
  let opened = 0
  return {
    writeTable: (table) => writeTable(thread, (opened += 1), table),
    writeWord: (document) => thread.ask({ kind: 'word', document }),
    writeCards: (cards) => thread.ask({ kind: 'cards', cards }),
    [Symbol.asyncDispose]: () => thread[Symbol.asyncDispose](),
  }
}

async function* writeTable(
  thread: OfficeThread,
  table: number,
  { sheet, columns, footer, rows, limit }: Table,
): AsyncGenerator<Uint8Array, void> {
  const form = { sheet, columns, ...(footer !== undefined && { footer }) }
  await thread.ask({ kind: 'open-table', table, form })
  let ended = false
  try {
    for await (const chunk of chunks(rows, limit ?? EXCEL)) {
      const bytes = await thread.ask({ kind: 'add-rows', table, rows: chunk })
      if (bytes.length > 0) yield bytes
    }
    ended = true
    yield await thread.ask({ kind: 'end-table', table })
  } finally {
    if (!ended) thread.tell({ kind: 'drop-table', table })
  }
}

const EXCEL = {
  rows: MOST_ROWS,
  exceeded: () => new RangeError(`expected at most ${MOST_ROWS} rows, which is what a sheet holds`),
}

/** What one message carries: copying it takes the event loop about a millisecond. */
const CHUNK_ROWS = 256
const CHUNK_CHARACTERS = 200_000

async function* chunks(rows: Table['rows'], limit: NonNullable<Table['limit']>): AsyncGenerator<(readonly Cell[])[]> {
  const most = Math.min(limit.rows, MOST_ROWS)
  let chunk: (readonly Cell[])[] = []
  let characters = 0
  let count = 0
  for await (const row of rows) {
    count += 1
    if (count > most) throw limit.rows <= MOST_ROWS ? limit.exceeded() : EXCEL.exceeded()
    chunk.push(row)
    for (const cell of row) if (typeof cell === 'string') characters += cell.length
    if (chunk.length >= CHUNK_ROWS || characters >= CHUNK_CHARACTERS) {
      yield chunk
      chunk = []
      characters = 0
    }
  }
  if (chunk.length > 0) yield chunk
}
