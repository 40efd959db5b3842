import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Rig } from '@lianxie/local/rig'
import { createBreaks } from '../breaks.ts'
import { checkCommittee } from '../checks/check-committee.ts'
import { checkWindow } from '../checks/check-window.ts'
import { startLoad } from '../load/start-load.ts'
import type { Context, Scenario } from '../scenario.ts'
import { putOnSmallDisk, whyNoSmallDisk } from '../small-disk.ts'
import { startCommittee } from '../start-committee.ts'

const budget = { writers: 6, perSecond: 60, before: 200, refusals: 200, backlog: 400 }

/** The disk of PostgreSQL is full, then that of NATS. */
export const diskFull: Scenario<typeof budget> = {
  name: 'disk-full',
  number: 6,
  title: 'A full disk',
  doc:
    'The disk of PostgreSQL is full: commands are answered 503 with a clear code and nothing is half done. The disk of NATS is full: commands go on, and their events wait in the table. ' +
    'With room again everything goes on by itself.',
  budget,
  async run(context) {
    const skipped = await whyNoSmallDisk(context)
    if (skipped !== undefined) return { figures: [], findings: [], skipped }
    const { writers, perSecond, before, refusals, backlog } = context.budget
    const { rig, directories, token, losses } = await context.step('Start one committee on small disks', () =>
      startCommittee(context, { doubled: false }),
    )
    await rig.postgres.stop()
    const database = await putOnSmallDisk(context, rig.postgres.dataDir, 160)
    await rig.postgres.start()
    await rig.nats.stop()
    const streams = await putOnSmallDisk(context, join(rig.nats.dataDir, 'jetstream'), 48)
    await rig.nats.start()
    const load = await startLoad(context, { urls: [directories[0].url], token, writers, perSecond })
    const breaks = createBreaks(context, load)
    await load.flows(before, 60_000)

    const supervision = supervise(rig, context)
    const withoutRoom = await breaks.during('the disk of PostgreSQL is full', async () => {
      await database.fill(64 * 1024)
      const { unavailable } = load.progress()
      await context.within(120_000, `${refusals} answers that say so`, async () => {
        // What is deleted and cleaned away meanwhile is taken up again.
        await database.fill(64 * 1024)
        return load.progress().unavailable >= unavailable + refusals
      })
      await database.free()
    })
    await load.flows(before, 60_000)
    const postgresStarts = await supervision.end()

    const accepted = { during: 0 }
    const withoutNats = await breaks.during('the disk of NATS is full', async () => {
      await streams.fill(0)
      const { done } = load.progress()
      await load.flows(backlog, 60_000)
      accepted.during = load.progress().done - done
      await streams.free()
    })
    await load.flows(before, 60_000)
    const lines = await context.step('Let the writers end', () => load.stop())
    const told = [
      checkWindow(lines, withoutRoom, { during: 'the disk of PostgreSQL is full', least: refusals }),
      // Commands need no NATS.
      checkWindow(lines, withoutNats, { during: 'the disk of NATS is full', least: 0 }),
    ]
    const checked = await context.step('Hold everything against the answers', () =>
      checkCommittee(rig, lines, { drainedSeconds: 30 }),
    )
    return {
      figures: [
        { name: 'flowing again by itself', value: breaks.longest() / 1_000, unit: 's', most: 30 },
        { name: 'commands done while the disk of NATS was full', value: accepted.during, unit: '', least: backlog },
        { name: 'times that PostgreSQL ended and its supervisor started it again', value: postgresStarts, unit: '' },
        ...told.flatMap(({ figures }) => figures),
        ...checked.figures,
      ],
      findings: [...told.flatMap(({ findings }) => findings), ...losses(), ...checked.findings],
      tables: [breaks.table(lines)],
      notes: [
        'PostgreSQL ends when it cannot write its log, and is started again by whoever supervises it: here every second, in production by systemd or Docker.',
      ],
    }
  },
}

/** Starts PostgreSQL again whenever it ends, as systemd or Docker do. */
function supervise(rig: Rig, context: Context): { end(): Promise<number> } {
  let starts = 0
  let ending = false
  const watch = async () => {
    while (!ending) {
      const gone = await Promise.race([rig.postgres.exited, pause(250, undefined)])
      if (gone === undefined) continue
      starts += 1
      context.log(`${gone}; it is started again`)
      await pause(1_000)
      await rig.postgres
        .start()
        .catch((error: unknown) => context.log(`PostgreSQL: ${(error as Error).message.split('\n')[0]}`))
    }
  }
  const watching = watch()
  return {
    async end() {
      ending = true
      await watching
      return starts
    },
  }
}
