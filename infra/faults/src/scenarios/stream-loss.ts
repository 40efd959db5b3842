import { spawnSync } from 'node:child_process'
import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { eventStream } from '@lianxie/contracts'
import type { Rig } from '@lianxie/local/rig'
import {
  JetStreamApiError,
  jetstreamManager,
  type JetStreamManager,
  type StreamAPI,
  type StreamConfig,
} from '@nats-io/jetstream'
import { createBreaks } from '../breaks.ts'
import { checkCommittee } from '../checks/check-committee.ts'
import { hasConverged, markOf, publishedState, rewindsOf } from '../checks/converged.ts'
import { withNats } from '../checks/read-stream.ts'
import { startLoad } from '../load/start-load.ts'
import type { Scenario } from '../scenario.ts'
import { startCommittee } from '../start-committee.ts'

const budget = {
  writers: 8,
  perSecond: 60,
  /** Commands done between the copy and the loss, and while NATS is away. */
  lost: 150,
  backlog: 300,
}

const stream = eventStream('directory')

/** The stream loses its end, its life or its memory; it is filled again from the event table, and consumers notice. */
export const streamLoss: Scenario<typeof budget> = {
  name: 'stream-loss',
  number: 2,
  title: 'Streams that lost something',
  doc:
    'NATS comes back from a copy of its files that was taken while it ran (what a loss of power leaves), the stream is deleted, deleted and made anew, and restored from an old copy while more new events are waiting than were lost. ' +
    'Within a minute everything is in the stream again and in the projections, once and in order.',
  budget,
  short: { writers: 8, perSecond: 60, lost: 60, backlog: 120 },
  async run(context) {
    const { writers, perSecond, lost, backlog } = context.budget
    const committee = await context.step('Start one committee, two processes of each service', () =>
      startCommittee(context),
    )
    const { rig, directories, token } = committee
    const urls = directories.map(({ url }) => url)
    const load = await startLoad(context, { urls, token, writers, perSecond })
    const breaks = createBreaks(context, load)
    await context.step('Commands come as every day', () => load.flows(lost, 60_000))
    const store = join(rig.nats.dataDir, 'jetstream')
    const copy = join(context.dir, 'jetstream-copy')
    const copyStore = async () => {
      await rm(copy, { recursive: true, force: true })
      // Files that come and go meanwhile are left out with code 1: a copy of what runs is never whole.
      const { status, stderr } = spawnSync('cp', ['-a', store, copy], { encoding: 'utf8' })
      if (status !== 0 && !/No such file/.test(stderr)) throw new Error(`the store could not be copied: ${stderr}`)
    }
    const restoreStore = async () => {
      await rm(store, { recursive: true, force: true })
      await cp(copy, store, { recursive: true })
    }
    const converging: number[] = []
    const rows: (string | number)[][] = []
    /** Loses something, and measures the time from the end of the fault until all that was recorded by then is back. */
    const lose = async (what: string, work: () => Promise<void>) => {
      const rewinds = await rewindsOf(rig)
      const { to } = await breaks.during(what, work)
      const mark = await markOf(rig)
      await context.step('Until everything is back', () =>
        context.within(120_000, `everything to be back after: ${what}`, async () => {
          if ((await rewindsOf(rig)) === rewinds) return false
          return await hasConverged(rig, mark)
        }),
      )
      const took = (Date.now() - to) / 1_000
      converging.push(took)
      rows.push([what, mark.versions.size, (await rewindsOf(rig)) - rewinds, took.toFixed(1)])
    }

    await lose('power loss of NATS: back from a copy of its files as they were a moment before', async () => {
      await copyStore()
      await load.flows(lost, 60_000)
      await rig.nats.kill()
      await restoreStore()
      await rig.nats.start()
    })
    await lose('the stream is deleted', () =>
      withManager(rig, async ({ streams }) => void (await streams.delete(stream))),
    )
    for (const [what, left] of [
      ['the stream is deleted and made anew without its memory', undefined],
      ['the stream is deleted and made anew under its old epoch', 'metadata'],
    ] as const)
      await lose(what, () =>
        withManager(rig, async ({ streams }) => {
          const { config } = await streams.info(stream)
          const { metadata, ...bare } = config
          await replaceStream(streams, (left && metadata ? { ...bare, metadata } : bare) as StreamConfig)
        }),
      )
    const ranPast = { lost: 0, waiting: 0 }
    await lose('restored from an old copy while new events run past it', async () => {
      // Read before the copy is taken, so that rather too much counts as lost.
      const copied = await withManager(rig, async ({ streams }) => (await streams.info(stream)).state.last_seq)
      await rig.nats.stop()
      await copyStore()
      await rig.nats.start()
      await load.flows(lost, 60_000)
      const isPublished = async () => (await publishedState(rig)).unpublished === 0
      await context.within(60_000, 'everything to be published', isPublished)
      await rig.nats.kill()
      await load.flows(backlog, 60_000)
      // More new events wait than were lost: once they are published, the stream has passed the number that it had reached.
      await context.within(60_000, 'more events to wait than were lost', async () => {
        const { unpublished, lastSeq } = await publishedState(rig)
        Object.assign(ranPast, { lost: lastSeq - copied, waiting: unpublished })
        return unpublished > lastSeq - copied
      })
      await restoreStore()
      await rig.nats.start()
    })
    await lose('killed while it is filled again', async () => {
      await withManager(rig, async ({ streams }) => void (await streams.delete(stream)))
      await pause(context.random.int(50, 600))
      await rig.nats.kill()
      await rig.nats.start()
    })

    const lines = await context.step('Let the writers end', () => load.stop())
    const checked = await context.step('Hold everything against the answers', () =>
      checkCommittee(rig, lines, { drainedSeconds: 30 }),
    )
    return {
      figures: [
        { name: 'losses', value: converging.length, unit: '', least: 6 },
        { name: 'longest until everything was back', value: Math.max(...converging), unit: 's', most: 60 },
        { name: 'events lost that new ones ran past', value: ranPast.lost, unit: '', least: 1 },
        { name: 'events that waited then', value: ranPast.waiting, unit: '', least: ranPast.lost + 1 },
        { name: 'commands done', value: load.progress().done, unit: '' },
        ...checked.figures,
      ],
      findings: [...committee.losses(), ...checked.findings],
      tables: [
        { title: 'Losses', columns: ['loss', 'aggregates', 'rewinds', 'everything back after s'], rows },
        breaks.table(lines),
      ],
      notes: [
        'A loss of power is simulated: the server is killed and comes back on a copy of its files that was taken while it ran. By default JetStream syncs every two minutes, so that what it acknowledged in between may be gone; here all of it is gone. What a real disk does to half-written sectors is not tested.',
      ],
    }
  },
}

/** What the server answers to a stream whose name is taken by one of another configuration. */
const NAME_IN_USE = 10_058

/** Deletes the stream and makes it anew as given, again where the relay was faster. Throws when it always is. */
async function replaceStream(streams: StreamAPI, config: StreamConfig): Promise<void> {
  for (let attempt = 1; attempt <= 20; attempt += 1) {
    try {
      await streams.delete(stream)
      const { state } = await streams.add(config)
      // One of the same configuration that holds something already is the relay's.
      if (state.last_seq === 0) return
    } catch (error) {
      if (!(error instanceof JetStreamApiError) || error.code !== NAME_IN_USE) throw error
    }
  }
  throw new Error(`${stream} could not be made anew: the relay was always faster`)
}

const withManager = <T>(rig: Rig, work: (manager: JetStreamManager) => Promise<T>) =>
  withNats(rig, async (connection) => work(await jetstreamManager(connection, { checkAPI: false })))
