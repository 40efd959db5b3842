import { parentPort, workerData } from 'node:worker_threads'
import { unzipSync, zipSync } from 'fflate'
import readExcelFile from 'read-excel-file/node'
import type { Cell } from './tabular.ts'

/** What the thread answers: the sheets, or why there are none. */
export type SpreadsheetRead = { sheets: Cell[][][] } | { refused: 'import.unreadable' | 'import.too_large' }

/** The parts that hold cells; pictures, macros and embedded objects are left out. */
const NEEDED =
  /^(\[Content_Types\]\.xml|_rels\/\.rels|xl\/[^/]+\.xml|xl\/_rels\/[^/]+\.rels|xl\/worksheets\/[^/]+\.xml)$/i

class TooLarge extends Error {}

async function read({ bytes, unpackedBytes }: { bytes: Uint8Array; unpackedBytes: number }): Promise<SpreadsheetRead> {
  try {
    // Unpacked here under a limit and handed on without compression, because the library would inflate any amount.
    const archive = zipSync(unpack(bytes, unpackedBytes), { level: 0 })
    const sheets = await readExcelFile(Buffer.from(archive))
    return { sheets: sheets.map(({ data }) => data as Cell[][]) }
  } catch (error) {
    // Whatever the file made the libraries throw, it is a file that cannot be read.
    return { refused: error instanceof TooLarge ? 'import.too_large' : 'import.unreadable' }
  }
}

/** Each part is inflated into exactly the size that the archive's directory claims, never beyond. */
function unpack(bytes: Uint8Array, limit: number): Record<string, Uint8Array> {
  let total = 0
  return unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!NEEDED.test(name)) return false
      total += originalSize
      if (total > limit) throw new TooLarge()
      return true
    },
  })
}

parentPort!.postMessage(await read(workerData as { bytes: Uint8Array; unpackedBytes: number }))
