import { parentPort } from 'node:worker_threads'
import { UnprintableText } from './card/card.ts'
import type { OfficeAnswer, OfficeTask } from './office-task.ts'
import { type TableWriter, tableWriter } from './table/table-writer.ts'

const tables = new Map<number, TableWriter>()

parentPort!.on('message', (asked: { id: number; task: OfficeTask }) => void answer(asked))

async function answer({ id, task }: { id: number; task: OfficeTask }): Promise<void> {
  try {
    const bytes = joined(await carryOut(task))
    parentPort!.postMessage({ id, bytes } satisfies OfficeAnswer, [bytes.buffer])
  } catch (error) {
    const answer: OfficeAnswer =
      error instanceof UnprintableText ? { id, unprintable: error.characters } : { id, error: error as Error }
    parentPort!.postMessage(answer)
  }
}

async function carryOut(task: OfficeTask): Promise<Uint8Array[]> {
  switch (task.kind) {
    case 'open-table':
      tables.set(task.table, await tableWriter(task.form))
      return []
    case 'add-rows':
      return await opened(task.table).add(task.rows)
    case 'end-table': {
      const writer = opened(task.table)
      tables.delete(task.table)
      return await writer.end()
    }
    case 'drop-table':
      tables.delete(task.table)
      return []
    case 'word': {
      // A megabyte of source that lists never need.
      const { wordDocument } = await import('./word/word-document.ts')
      return [await wordDocument(task.document)]
    }
    case 'cards': {
      // A font of ten megabytes, likewise.
      const { cardsPdf } = await import('./card/card-pdf.ts')
      return [await cardsPdf(task.cards)]
    }
  }
}

function opened(table: number): TableWriter {
  const writer = tables.get(table)
  if (!writer) throw new Error(`expected table ${table} to be open: the thread that began it has ended`)
  return writer
}

/** In memory of its own, so that it can be handed over instead of copied. */
function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}
