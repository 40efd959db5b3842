import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { OpenLoopResult } from '../load/open-loop.ts'
import { percentilesOf } from '../statistics.ts'
import type { Context, Figure, Subject } from '../subject.ts'
import { startUnitLoad, type UnitLoad } from './unit-load.ts'

const WARM_UP_MS = 2_000
const SATURATING_CLIENTS = 128
/** Of the maximum, in percent. */
const HIGH_LOAD = 70

/** 到达即处理: how long until a command's row can be seen elsewhere, at an even rate. */
export const openLoop: Subject = {
  name: 'open-loop',
  title: 'From sending to the visible row, open loop',
  doc: `The same command and the same two services, sent at an even rate whatever the answers do: 50 a second, and
${HIGH_LOAD} % of what ${SATURATING_CLIENTS} closed-loop clients got projected just before, on the same servers. Latency
counts from the moment a command was **due**, so that a slow moment cannot hide those that had to wait for it, until its
row was **seen** in the table that the queries of consultations read. The generator looks for the rows that it waits for
with one statement by primary key, at most every millisecond and once the command is answered; the interval between two
looks is told as the resolution. How long the disk takes to keep a page, with nobody else at work, is told beside it.
Nothing may be refused, and every row must be seen within 30 seconds.`,

  async run(context) {
    await using load = await startUnitLoad(context)
    const maximum = await projectedPerSecond(context, load)
    const paces = [
      { name: '50/s', ratePerSecond: 50, seconds: context.quick ? 10 : 20, gated: true },
      {
        name: `${HIGH_LOAD} %`,
        ratePerSecond: Math.max(1, Math.round((maximum * HIGH_LOAD) / 100)),
        seconds: context.quick ? 5 : 10,
        gated: false,
      },
    ]
    const figures: Figure[] = [
      { name: 'maximum of this round', value: maximum, unit: '/s' },
      ...(await diskFigures(context, load)),
    ]
    const latencies: Record<string, readonly number[]> = {}
    const problems: string[] = []
    for (const pace of paces) {
      const done = await runPace(context, load, pace)
      figures.push(...figuresOf(pace, done))
      latencies[`visible, ${pace.name}`] = done.visible
      if (done.refusals.length > 0) problems.push(`${done.refusals.length} commands were refused: ${done.refusals[0]}`)
      if (done.unseen > 0) problems.push(`${done.unseen} rows were not seen within 30 s`)
    }
    return { figures, latencies, problems: [...problems, ...(await load.problems())] }
  },
}

async function projectedPerSecond({ quick }: Context, { generator, drained }: UnitLoad): Promise<number> {
  await generator.call.beginCommands({ clients: SATURATING_CLIENTS })
  await pause(WARM_UP_MS)
  await generator.call.mark()
  const began = performance.now()
  await pause(quick ? 2_000 : 4_000)
  const { acceptedInAll } = await generator.call.endCommands()
  await drained()
  return (acceptedInAll * 1000) / (performance.now() - began)
}

/** What the two waits for the disk cost on this machine, of which each command has one and each row another. */
async function diskFigures({ quick }: Context, { rig, generator }: UnitLoad): Promise<Figure[]> {
  const file = join(rig.dir, 'sync')
  const times = percentilesOf(await generator.call.syncLoop({ file, ratePerSecond: 50, seconds: quick ? 2 : 10 }))
  return [
    { name: 'disk alone keeps 8 KiB, p50', value: times.p50, unit: 'ms' },
    { name: 'disk alone keeps 8 KiB, p99', value: times.p99, unit: 'ms' },
    { name: 'disk alone keeps 8 KiB, max', value: times.max, unit: 'ms' },
  ]
}

interface Pace {
  name: string
  ratePerSecond: number
  seconds: number
  gated: boolean
}

async function runPace(
  { measure, log }: Context,
  { rig, generator, processes }: UnitLoad,
  { name, ratePerSecond, seconds }: Pace,
): Promise<OpenLoopResult> {
  const pace = { databaseUrl: rig.databaseUrlOf('consultations'), ratePerSecond }
  await generator.call.openLoop({ ...pace, seconds: WARM_UP_MS / 1000 })
  const done = await measure({ name, processes, operations: ({ accepted }) => accepted }, () =>
    generator.call.openLoop({ ...pace, seconds }),
  )
  if (done.visible.length === 0) throw new Error(`no row of ${ratePerSecond}/s was seen`)
  const { p50, p99 } = percentilesOf(done.visible)
  log(`${ratePerSecond}/s: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`)
  return done
}

function figuresOf({ name, ratePerSecond, gated }: Pace, done: OpenLoopResult): Figure[] {
  const seen = percentilesOf(done.visible)
  const answered = percentilesOf(done.answered)
  const ms = (what: string, value: number, more: Partial<Figure> = {}): Figure => ({
    name: `${what}, ${name}`,
    value,
    unit: 'ms',
    ...more,
  })
  return [
    { name: `sent, ${name}`, value: ratePerSecond, unit: '/s' },
    ms('visible p50', seen.p50, gated ? { gate: { atMost: 10 } } : {}),
    ms('visible p90', seen.p90),
    ms('visible p99', seen.p99, gated ? { gate: { atMost: 30 }, aim: { atMost: 13 } } : {}),
    ms('visible max', seen.max),
    ms('answered p50', answered.p50),
    ms('answered p99', answered.p99),
    ms('sent late p50', percentilesOf(done.late).p50),
    ms('resolution (between two looks) p50', percentilesOf(done.looks).p50),
  ]
}
