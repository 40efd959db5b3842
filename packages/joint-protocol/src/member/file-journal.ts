import { createHash } from 'node:crypto'
import { type FileHandle, mkdir, open, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { SignedEntry } from '../entry.ts'
import { base64, bytesOf } from '../encoding.ts'
import type { CommitteeId, CompactId } from '../primitives.ts'
import type { Journal } from './journal.ts'

/**
 * A journal in one file per chain: `<folder>/<compact>.<committee>.journal`, one line per entry, each with its check
 * sum. A half-written last line was never acknowledged, so it is cut off; any other damage is an error.
 */
export function fileJournal(folder: string): Journal {
  const path = (compact: CompactId, committee: CommitteeId) => join(folder, `${compact}.${committee}.journal`)

  return {
    async exists(compact, committee) {
      return stat(path(compact, committee)).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return false
          throw error
        },
      )
    },
    async create(compact, committee) {
      const file = path(compact, committee)
      await mkdir(folder, { recursive: true })
      const handle = await open(file, 'ax')
      await handle.sync()
      await handle.close()
      // The name must last as well as the bytes.
      const directory = await open(dirname(file), 'r')
      await directory.sync()
      await directory.close()
    },
    async append(compact, committee, ...entries) {
      const handle = await open(path(compact, committee), 'r+')
      try {
        const end = await wholeLines(handle)
        await handle.write(Buffer.from(entries.map(line).join('')), 0, undefined, end)
        await handle.datasync()
      } finally {
        await handle.close()
      }
    },
    async read(compact, committee) {
      await repair(path(compact, committee))
      return (await lines(path(compact, committee))).map(readLine)
    },
    async last(compact, committee) {
      await repair(path(compact, committee))
      const last = (await lines(path(compact, committee))).at(-1)
      return last === undefined ? null : readLine(last)
    },
  }
}

const checksum = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16)

function line({ raw, key, signature }: SignedEntry): string {
  const text = `${key} ${base64(signature)} ${base64(raw)}`
  return `${checksum(text)} ${text}\n`
}

function readLine(text: string): SignedEntry {
  const [sum, key, signature, raw] = text.split(' ')
  if (!sum || !key || !signature || !raw || checksum(text.slice(sum.length + 1)) !== sum)
    throw new Error('expected a sound journal line, got a damaged one: restore the journal or order a new generation')
  return { raw: bytesOf(raw), key, signature: bytesOf(signature) }
}

async function lines(file: string): Promise<string[]> {
  return (await readFile(file, 'utf8')).split('\n').slice(0, -1)
}

async function repair(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    await wholeLines(handle)
  } finally {
    await handle.close()
  }
}

/** Cuts off what a crash left of an unfinished append; answers where the next line begins. */
async function wholeLines(handle: FileHandle): Promise<number> {
  const { size } = await handle.stat()
  if (size === 0) return 0
  const last = new Uint8Array(1)
  await handle.read(last, 0, 1, size - 1)
  if (last[0] === 10) return size
  const whole = await handle.readFile()
  const end = whole.lastIndexOf(10) + 1
  await handle.truncate(end)
  return end
}
