import { execFile, spawnSync } from 'node:child_process'
import { mkdir, open, rename, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Context } from './scenario.ts'

const run = promisify(execFile)

/** A folder on a small disk of its own that can be filled up. */
export interface SmallDisk {
  /** Leaves no room but `leave` bytes. */
  fill(leave: number): Promise<void>
  /** Gives the room back. */
  free(): Promise<void>
  /** Bytes that are free now. */
  room(): Promise<number>
}

/** Why no small disk can be made here, in one sentence; undefined when it can. */
export async function whyNoSmallDisk(context: Context): Promise<string | undefined> {
  const probe = join(context.dir, 'mount-probe')
  await mkdir(probe)
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', probe])
    await run('umount', [probe])
    return undefined
  } catch {
    return 'A disk that can be filled up is a small tmpfs, and this account must not mount one (it needs root on Linux).'
  }
}

/** Moves a folder, whose server must not run, onto a small disk that is mounted in its place. */
export async function putOnSmallDisk(context: Context, folder: string, megabytes: number): Promise<SmallDisk> {
  const { uid, gid, mode } = await stat(folder)
  const large = `${folder}.large`
  await rename(folder, large)
  await mkdir(folder)
  const options = `size=${megabytes}m,uid=${uid},gid=${gid},mode=${(mode & 0o777).toString(8)}`
  await run('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder])
  // Also when the run is interrupted.
  const unmount = () => void spawnSync('umount', ['-l', folder])
  process.once('exit', unmount)
  context.defer(() => {
    process.off('exit', unmount)
    unmount()
  })
  // `cp -a` keeps owners, which PostgreSQL insists on.
  await run('cp', ['-a', `${large}/.`, folder])
  await rm(large, { recursive: true })
  const ballast = join(folder, 'ballast')
  const room = async () => {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  }
  return {
    room,
    async fill(leave) {
      const file = await open(ballast, 'a')
      try {
        const piece = Buffer.alloc(64 * 1024)
        while ((await room()) > leave + piece.length) await file.write(piece)
      } finally {
        await file.close()
      }
    },
    free: () => rm(ballast, { force: true }),
  }
}
