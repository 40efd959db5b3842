import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { shuffled } from '@lianxie/local/random'
import { pssOf } from '../measure.ts'
import { spreadOf } from '../statistics.ts'
import type { Context, Figure, Subject } from '../subject.ts'

const SERVICES = ['directory', 'consultations', 'proposals', 'supervision', 'joint'] as const
type Service = (typeof SERVICES)[number]
type Rig = Awaited<ReturnType<Context['rig']>>

/** 启动与占用: how soon a service serves, and what each process holds at rest. */
export const startUp: Subject = {
  name: 'start-up',
  title: 'Start-up time and memory at rest',
  doc: `From the spawn of a service's process to the first good answer of its \`/health\`, which itself does a write and a
read in the database and a round trip through JetStream. The schema is up to date already. Once without any compile cache,
once with \`NODE_COMPILE_CACHE\` pointing to a folder that an earlier start has filled. Files are in the page cache in both.
Memory is read when a service has been idle for half a second after its start: RSS counts shared pages in full, PSS
divides them among those who share them. PostgreSQL is all of its processes.`,

  async run(context) {
    const rig = await context.rig()
    const starts = context.quick ? 1 : 3
    const figures: Figure[] = []
    for (const name of shuffled(SERVICES, context.random)) {
      await rig.service(name).stop()
      const cold = await timesOf(context, rig, name, starts, { NODE_DISABLE_COMPILE_CACHE: '1' })
      const cache = { NODE_COMPILE_CACHE: join(context.dir, 'compile-cache', name) }
      const warm = await timesOf(context, rig, name, starts, cache)
      context.log(`${name}: ${cold.seconds.toFixed(2)} s, cached ${warm.seconds.toFixed(2)} s`)
      figures.push(
        { name: `${name}: start`, value: cold.seconds, unit: 's', gate: { atMost: 1.3 }, aim: { atMost: 1 } },
        { name: `${name}: start, cached`, value: warm.seconds, unit: 's', gate: { atMost: 0.7 } },
        { name: `${name}: PSS at rest`, value: cold.pss, unit: 'MB', gate: { atMost: 150 }, aim: { atMost: 110 } },
        { name: `${name}: RSS at rest`, value: cold.rss, unit: 'MB' },
        { name: `${name}: PSS at rest, cached`, value: warm.pss, unit: 'MB' },
        { name: `${name}: RSS at rest, cached`, value: warm.rss, unit: 'MB' },
      )
    }
    figures.push(
      { name: 'PostgreSQL: PSS at rest', value: pssOf({ name: 'PostgreSQL', pid: rig.postgres.pid }), unit: 'MB' },
      { name: 'nats-server: PSS at rest', value: pssOf({ name: 'nats-server', pid: rig.nats.pid }), unit: 'MB' },
    )
    // In the report's order, whatever the order of measuring was.
    figures.sort((one, other) => placeOf(one) - placeOf(other))
    return { figures, problems: [] }
  },
}

const placeOf = ({ name }: Figure) => {
  const place = SERVICES.findIndex((service) => name.startsWith(`${service}:`))
  return place === -1 ? SERVICES.length : place
}

/** The median start and the memory after the last one. The start before them fills the cache, where there is one. */
async function timesOf(
  { measure }: Context,
  rig: Rig,
  name: Service,
  starts: number,
  env: Record<string, string>,
): Promise<{ seconds: number; rss: number; pss: number }> {
  const service = await rig.startService(name, { env })
  const seconds: number[] = []
  for (let i = 0; i < starts; i += 1) {
    // In good order: that is when Node writes its cache.
    await service.stop()
    await measure({ name: `start ${name}`, processes: [] }, () => service.start())
    seconds.push(service.startedIn / 1000)
  }
  await idle(() => service.figures().cpuSeconds)
  const { rss, pss } = service.figures()
  await service.stop()
  return { seconds: spreadOf(seconds).median, rss: rss / 1e6, pss: pss / 1e6 }
}

/** Waits until a process uses less than a tenth of a core for half a second. */
async function idle(cpuSeconds: () => number): Promise<void> {
  for (let before = cpuSeconds(); ;) {
    await pause(500)
    const now = cpuSeconds()
    if (now - before < 0.05) return
    before = now
  }
}
