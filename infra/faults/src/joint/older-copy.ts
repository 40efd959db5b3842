import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { JointSide } from './joint-side.ts'

const run = promisify(execFile)

/** A copy of a committee's PostgreSQL on the level of its files, to be put back later. */
export interface OlderCopy {
  /** Kills the service, throws the present database away and puts the copy in its place; PostgreSQL runs, the service does not. */
  putBack(options: { journal: 'kept' | 'lost' }): Promise<void>
}

/** Stops service and PostgreSQL, copies the files, and starts both again. */
export async function takeCopy({ rig, process: service }: JointSide): Promise<OlderCopy> {
  const { postgres } = rig
  const copy = `${postgres.dataDir}.older`
  await service.stop()
  await postgres.stop()
  await run('cp', ['-a', postgres.dataDir, copy])
  await postgres.start()
  await service.start()
  return {
    async putBack({ journal }) {
      await service.kill()
      await postgres.kill()
      await run('rm', ['-rf', postgres.dataDir])
      await run('mv', [copy, postgres.dataDir])
      if (journal === 'lost') await run('rm', ['-rf', join(rig.dir, 'journal', 'joint')])
      await postgres.start()
    },
  }
}
