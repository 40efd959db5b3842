import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder and those above it, one at a time: `mkdir` with `recursive` never returns on file systems that refuse
 * new folders with ENOENT, such as /proc. Throws what the system answers.
 */
export function makeFolder(folder: string, mode = 0o755): void {
  try {
    mkdirSync(folder, { mode })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const there = statSync(folder, { throwIfNoEntry: false })
    if (there?.isDirectory()) return
    const above = dirname(folder)
    if (code !== 'ENOENT' || statSync(above, { throwIfNoEntry: false })) throw error
    makeFolder(above, mode)
    mkdirSync(folder, { mode })
  }
}
