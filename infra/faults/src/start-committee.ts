import { join } from 'node:path'
import { CommitteeId } from '@lianxie/contracts'
import { type Rig, type ServiceProcess, startRig } from '@lianxie/local/rig'
import { recordEffects } from './checks/record-effects.ts'
import { type Line, openLine } from '@lianxie/local/line'
import type { Context } from './scenario.ts'

/**
 * One committee with two processes of each service that the load works with: the first of each is connected directly, the
 * second over lines that can be broken. Where there is one of each, it is its own second, over the lines.
 */
export interface FaultyCommittee {
  rig: Rig
  directories: readonly [ServiceProcess, ServiceProcess]
  listeners: readonly [ServiceProcess, ServiceProcess]
  /** Between the second processes and the servers. */
  lines: { postgres: Line; nats: Line }
  /** A token of the office, for the load. */
  token: string
  /** A sentence for each process that ended though nobody ended it. */
  losses(): string[]
}

/** Starts it with durable settings and with the record of effects on; `doubled: false` leaves the first processes out. */
export async function startCommittee(context: Context, { doubled = true } = {}): Promise<FaultyCommittee> {
  const { dir, program } = context
  const rig = await startRig({
    committee: CommitteeId.parse('faults-cppcc'),
    dir,
    services: doubled ? ['directory', 'consultations'] : [],
    // A service that is killed again and again shall not compile its code each time.
    env: { NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? join(dir, 'compile-cache') },
    ...(program && { program }),
  })
  const lines = { postgres: await openLine(rig.postgres.url), nats: await openLine(rig.nats.url) }
  context.defer(async () => {
    await rig.stop()
    await Promise.all([lines.postgres.close(), lines.nats.close()])
  })
  const overLines = async (name: 'directory' | 'consultations') =>
    await rig.startService(name, {
      env: {
        // By its name there, effects of this process can be told from those of the first.
        DATABASE_URL: `${lines.postgres.url(rig.databaseUrlOf(name))}?application_name=${name}+over+lines`,
        NATS_URL: lines.nats.url(rig.nats.url).replace(/\/$/, ''),
      },
    })
  const [directory2, consultations2] = await Promise.all([overLines('directory'), overLines('consultations')])
  const [directory, consultations] = [rig.service('directory'), rig.service('consultations')]
  await recordEffects(rig.databaseUrlOf('consultations'), ['known_unit', 'known_body'])
  return {
    rig,
    directories: [directory, directory2],
    listeners: [consultations, consultations2],
    lines,
    token: await rig.token({ id: 'office', role: 'STAFF_OFFICE' }),
    losses: () => rig.services.filter(({ pid }) => !isAlive(pid)).map(({ name }) => `${name} ended by itself`),
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
    throw error
  }
}
