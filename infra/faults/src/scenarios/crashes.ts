import { setTimeout as pause } from 'node:timers/promises'
import type { RigServer, ServiceProcess } from '@lianxie/local/rig'
import { createBreaks } from '../breaks.ts'
import { checkCommittee } from '../checks/check-committee.ts'
import { isTakenIn, markOf } from '../checks/converged.ts'
import { untilHealthy } from '../checks/healthy.ts'
import { leastSince, partsOf } from '../checks/parts.ts'
import { rebuild } from '../checks/rebuild-and-compare.ts'
import { type Load, startLoad } from '../load/start-load.ts'
import type { Context, Figure, Scenario } from '../scenario.ts'
import { type FaultyCommittee, startCommittee } from '../start-committee.ts'
import { withDatabase } from '../with-database.ts'

const budget = {
  /** Commands done at least, by so many writers, at most so many a second. */
  commands: 10_000,
  writers: 12,
  perSecond: 100,
  /** How often each kind of fault comes; 0: only those of the short variant, once. */
  rounds: 2,
  /** Of each service, how many processes; with one, the kinds that need two are left out. */
  processes: 2,
  /** How long what is stopped stands still, in milliseconds. */
  stillMs: 3_500,
}

/** Whatever can crash, stand still or be cut off does, while commands come all the time. */
export const crashes: Scenario<typeof budget> = {
  name: 'crashes',
  number: 1,
  title: 'Crashes, standstills and cut lines',
  doc:
    'Services (with the relay inside), PostgreSQL and NATS are killed with SIGKILL, stand still, and are cut off from each other, while twelve writers send commands to two processes of the directory and two of consultations listen. ' +
    'Own tables and projections are rebuilt once while commands come. ' +
    'Nothing acknowledged is lost, nothing has an effect twice, nothing is out of order behind the cursor, everything has arrived soon after, and after each fault every process is healthy again and does its part.',
  budget,
  short: { commands: 600, writers: 12, perSecond: 100, rounds: 0, processes: 1, stillMs: 1_000 },
  async run(context) {
    const { writers, perSecond, commands, rounds, processes } = context.budget
    const committee = await context.step('Start one committee', () =>
      startCommittee(context, { doubled: processes === 2 }),
    )
    const { rig, directories, token } = committee
    const urls = [...new Set(directories.map(({ url }) => url))]
    const load = await startLoad(context, { urls, token, writers, perSecond })
    const breaks = createBreaks(context, load)
    const kinds = kindsOf(committee, context)
    const chosen = rounds === 0 ? [kinds.filter(({ short }) => short)] : Array.from({ length: rounds }, () => kinds)
    const faults = chosen.flatMap((round) => context.random.shuffle(round))
    const last = faults.pop()!
    const losses: string[] = []
    const healthy: number[] = []
    const hit = async ({ what, work }: Kind) => {
      const { to } = await breaks.during(what, work)
      healthy.push(await untilHealthy(context, rig.services, { since: to, ms: HEALTHY_MS }))
      losses.push(...committee.losses())
      return to
    }
    for (const [i, fault] of faults.entries()) {
      if (i === Math.floor(faults.length / 2)) await rebuildUnderLoad(context, committee)
      await hit(fault)
    }
    await context.step('Let the load go on until it has done enough', () =>
      context.within(900_000, `${commands} commands`, async () => load.progress().done >= commands),
    )
    // The last comes right before the end, so that what it leaves behind has to arrive in time.
    const end = await hit(last)
    const after = await context.step('After the last fault every process does its part, and all arrives', () =>
      afterTheLast(context, committee, load, { end, processes }),
    )
    const lines = await context.step('Let the writers end', () => load.stop())
    const checked = await context.step('Hold everything against the answers', () =>
      checkCommittee(rig, lines, { drainedSeconds: 30 }),
    )
    return {
      figures: [
        { name: 'commands done', value: load.progress().done, unit: '', least: commands },
        { name: 'faults', value: breaks.count(), unit: '', least: faults.length + 1 },
        { name: 'longest wait until commands flowed again', value: breaks.longest() / 1_000, unit: 's' },
        { name: 'longest until every process was healthy', value: Math.max(...healthy) / 1_000, unit: 's', most: 30 },
        ...after,
        ...checked.figures,
      ],
      findings: [...losses, ...checked.findings],
      tables: [breaks.table(lines)],
      notes: [
        'SIGKILL ends a program and leaves the machine: what was written to the file system is still there. Loss of power is scenario 2.',
      ],
    }
  },
}

/** Looked at for longer than is promised, so that a report can tell slow from never. */
const HEALTHY_MS = 60_000

/** So many commands, published events and effects are the part of a process. */
const PART = 20

/** As an operator does it. What is rebuilt here is held against the answers like everything else, once the load is over. */
async function rebuildUnderLoad({ step }: Context, { rig }: FaultyCommittee): Promise<void> {
  await step('Rebuild the own tables of directory while it works', () => rebuild(rig, 'directory', 'own'))
  await step('Rebuild the projections of consultations while it listens', () =>
    rebuild(rig, 'consultations', 'foreign'),
  )
}

/** What every process does from here on, and when all that was recorded before had arrived. Commands come meanwhile. */
async function afterTheLast(
  { within }: Context,
  committee: FaultyCommittee,
  load: Load,
  { end, processes }: { end: number; processes: number },
): Promise<Figure[]> {
  const began = await partsOf(committee, load)
  const mark = await markOf(committee.rig)
  const arrival = within(HEALTHY_MS, 'what was recorded before to arrive', () => isTakenIn(committee.rig, mark)).then(
    () => Date.now() - end,
  )
  const working = within(HEALTHY_MS, `every process to do ${PART} of each part`, async () => {
    await pause(200)
    const least = leastSince(began, await partsOf(committee, load), processes)
    return Object.values(least).every((count) => count >= PART) && least
  })
  const [arrived, { value: least }] = await Promise.all([arrival, working])
  return [
    { name: 'all had arrived after the last fault', value: arrived / 1_000, unit: 's', most: 30 },
    { name: 'every process did its part after the last fault', value: (Date.now() - end) / 1_000, unit: 's', most: 30 },
    ...Object.entries(least).map(([what, value]) => ({
      name: `${what} since, by the process that did least`,
      value,
      unit: '',
      least: PART,
    })),
  ]
}

interface Kind {
  what: string
  /** Whether the short variant does it too. */
  short?: boolean
  work(): Promise<unknown>
}

function kindsOf(committee: FaultyCommittee, context: Context): Kind[] {
  const { rig, directories, listeners, lines } = committee
  const {
    random,
    budget: { stillMs = 0, processes },
  } = context
  const either = <T>([one, other]: readonly [T, T]): T => random.pick([one, other])
  const soon = () => pause(random.int(0, 400))
  const still = async (stop: () => unknown, go: () => unknown) => {
    await stop()
    await pause(stillMs)
    await go()
  }
  const restart = async (server: { kill(): Promise<void>; start(): Promise<void> }) => {
    await server.kill()
    await soon()
    await server.start()
  }
  const standStill = (service: ServiceProcess) =>
    still(
      () => service.kill('SIGSTOP'),
      () => service.kill('SIGCONT'),
    )
  const allStandStill = (server: RigServer) =>
    still(
      () => server.signalAll('SIGSTOP'),
      () => server.signalAll('SIGCONT'),
    )
  const one: Kind[] = [
    { what: 'kill -9 one directory, with its relay', short: true, work: () => restart(either(directories)) },
    { what: 'kill -9 one consultations, with its consumers', short: true, work: () => restart(either(listeners)) },
    { what: 'kill -9 PostgreSQL', short: true, work: () => restart(rig.postgres) },
    { what: 'kill -9 NATS', short: true, work: () => restart(rig.nats) },
    { what: 'cut all connections of PostgreSQL', work: () => terminateAll(rig.postgres.url) },
    { what: 'one directory stands still', work: () => standStill(either(directories)) },
    { what: 'one consultations stands still', work: () => standStill(either(listeners)) },
    { what: 'PostgreSQL stands still', short: true, work: () => allStandStill(rig.postgres) },
    { what: 'NATS stands still', work: () => allStandStill(rig.nats) },
    { what: 'the line to PostgreSQL is cut', work: () => still(lines.postgres.cut, lines.postgres.mend) },
    { what: 'the line to NATS is cut', short: true, work: () => still(lines.nats.cut, lines.nats.mend) },
    { what: 'the line to PostgreSQL is silent', work: () => still(lines.postgres.hold, lines.postgres.mend) },
    { what: 'the line to NATS is silent', work: () => still(lines.nats.hold, lines.nats.mend) },
    {
      what: 'the line to PostgreSQL is silent and what was on it is lost',
      work: () => still(lines.postgres.hold, () => lines.postgres.mend({ lost: true })),
    },
    {
      what: 'the line to NATS is silent and what was on it is lost',
      work: () => still(lines.nats.hold, () => lines.nats.mend({ lost: true })),
    },
  ]
  const both: Kind[] = [
    { what: 'kill -9 both directories at once', work: () => Promise.all(directories.map(restart)) },
    { what: 'kill -9 both consultations at once', work: () => Promise.all(listeners.map(restart)) },
  ]
  return processes === 2 ? [...one, ...both] : one
}

/** Every connection that a service has, whatever it is doing. */
async function terminateAll(adminUrl: string): Promise<void> {
  await withDatabase(adminUrl, (client) =>
    client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'`,
    ),
  )
}
