import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { Refusal } from '@lianxie/contracts'
import type { SpreadsheetRead } from './spreadsheet-worker.ts'
import type { Cell } from './tabular.ts'

/** A sheet of five thousand rows takes about a second. */
const TIME_LIMIT_MS = 20_000

/**
 * The sheets of an XLSX file, each as rows of cells. Refuses `import.unreadable` and `import.too_large`.
 * Read in a thread of its own with a limit of memory and time: a small file can claim a billion cells.
 */
export async function readSpreadsheet(bytes: Uint8Array, unpackedBytes: number): Promise<Cell[][][]> {
  const worker = new Worker(new URL('./spreadsheet-worker.ts', import.meta.url), {
    workerData: { bytes, unpackedBytes },
    resourceLimits: { maxOldGenerationSizeMb: 384 },
  })
  try {
    const [read] = (await once(worker, 'message', { signal: AbortSignal.timeout(TIME_LIMIT_MS) })) as [SpreadsheetRead]
    if ('sheets' in read) return read.sheets
    throw new Refusal(read.refused, { reason: 'xlsx' })
  } catch (error) {
    const code = (error as { code?: string }).code
    if (code === 'ERR_WORKER_OUT_OF_MEMORY' || code === 'ABORT_ERR')
      throw new Refusal('import.too_large', { reason: 'xlsx' })
    throw error
  } finally {
    await worker.terminate()
  }
}
