import { open, rm } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'

/** As much as a small transaction writes of the log of PostgreSQL. */
const PAGE = Buffer.alloc(8192, 1)
/** A file that is there already, as that of the log is. */
const PAGES = 256

/** Milliseconds that the disk takes to keep a page for good, again and again at an even rate. */
export async function runSyncLoop(options: {
  file: string
  ratePerSecond: number
  seconds: number
}): Promise<number[]> {
  const { file, ratePerSecond, seconds } = options
  const times: number[] = []
  const handle = await open(file, 'w')
  try {
    await handle.writeFile(Buffer.alloc(PAGES * PAGE.length))
    await handle.sync()
    for (let i = 0; i < ratePerSecond * seconds; i += 1) {
      await pause(1000 / ratePerSecond)
      const began = performance.now()
      await handle.write(PAGE, 0, PAGE.length, (i % PAGES) * PAGE.length)
      await handle.datasync()
      times.push(performance.now() - began)
    }
  } finally {
    await handle.close()
    await rm(file)
  }
  return times
}
