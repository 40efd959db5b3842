import { randomBytes } from 'node:crypto'
import { chmod, chown, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Who may read a file besides its owner: nobody, or the group that another container's account belongs to. */
export interface Readers {
  group?: number
}

/** The secret in a file, made the first time; later runs leave it as it is. */
export async function keepSecret(
  file: string,
  make: () => string | Promise<string> = () => randomBytes(24).toString('base64url'),
): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const made = await make()
  await writeSecret(file, `${made}\n`)
  return made.trim()
}

/** Writes a file as a whole or not at all; whoever reads it meanwhile has the old one. */
export async function writeSecret(file: string, text: string, { group }: Readers = {}): Promise<void> {
  const folder = dirname(file)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(`${file}.new`, text, { mode: 0o600, flush: true })
  if (group !== undefined) {
    await chown(folder, -1, group)
    await chmod(folder, 0o750)
    await chown(`${file}.new`, -1, group)
    await chmod(`${file}.new`, 0o640)
  }
  await rename(`${file}.new`, file)
}
