import { setTimeout as pause } from 'node:timers/promises'
import { type Breaks, createBreaks } from '../breaks.ts'
import { checkCommittee } from '../checks/check-committee.ts'
import { startLoad } from '../load/start-load.ts'
import type { Context, Scenario } from '../scenario.ts'
import { type FaultyCommittee, startCommittee } from '../start-committee.ts'
import { withDatabase } from '../with-database.ts'

const budget = {
  /** Commands done at least, by so many writers, at most so many a second. */
  commands: 10_000,
  writers: 12,
  perSecond: 100,
  /** How often each kind of fault comes; 0: only the first few kinds, once. */
  rounds: 2,
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
    'Nothing acknowledged is lost, nothing has an effect twice, nothing is out of order behind the cursor, and everything has arrived soon after.',
  budget,
  short: { commands: 600, writers: 12, perSecond: 100, rounds: 0, stillMs: 1_000 },
  async run(context) {
    const { writers, perSecond, commands, rounds } = context.budget
    const committee = await context.step('Start one committee, two processes of each service', () =>
      startCommittee(context),
    )
    const { rig, directories, token } = committee
    const load = await startLoad(context, { urls: directories.map(({ url }) => url), token, writers, perSecond })
    const breaks = createBreaks(context, load)
    const kinds = kindsOf(committee, context, breaks)
    const chosen = rounds === 0 ? [kinds.slice(0, SHORT)] : Array.from({ length: rounds }, () => kinds)
    const faults = chosen.flatMap((round) => context.random.shuffle(round))
    const last = faults.pop()
    const losses: string[] = []
    for (const fault of faults) {
      await fault()
      losses.push(...committee.losses())
    }
    await context.step('Let the load go on until it has done enough', () =>
      context.within(900_000, `${commands} commands`, async () => load.progress().done >= commands),
    )
    // The last comes right before the end, so that what it leaves behind has to arrive in time.
    await last?.()
    losses.push(...committee.losses())
    const lines = await context.step('Let the writers end', () => load.stop())
    const checked = await context.step('Hold everything against the answers', () =>
      checkCommittee(rig, lines, { drainedSeconds: 30 }),
    )
    return {
      figures: [
        { name: 'commands done', value: load.progress().done, unit: '', least: commands },
        { name: 'faults', value: breaks.count(), unit: '' },
        { name: 'longest wait until commands flowed again', value: breaks.longest() / 1_000, unit: 's' },
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

/** Of the kinds below, how many the short variant does. */
const SHORT = 5

function kindsOf(committee: FaultyCommittee, context: Context, { during }: Breaks): (() => Promise<void>)[] {
  const { rig, directories, listeners, lines } = committee
  const {
    random,
    budget: { stillMs = 0 },
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
  return [
    () => during('kill -9 one directory, with its relay', () => restart(either(directories))),
    () => during('kill -9 one consultations, with its consumers', () => restart(either(listeners))),
    () => during('kill -9 PostgreSQL', () => restart(rig.postgres)),
    () => during('kill -9 NATS', () => restart(rig.nats)),
    () => during('cut all connections of PostgreSQL', () => terminateAll(rig.postgres.url)),
    () => during('kill -9 both directories at once', () => Promise.all(directories.map(restart))),
    () => during('kill -9 both consultations at once', () => Promise.all(listeners.map(restart))),
    () =>
      during('one directory stands still', () => {
        const one = either(directories)
        return still(
          () => one.kill('SIGSTOP'),
          () => one.kill('SIGCONT'),
        )
      }),
    () =>
      during('one consultations stands still', () => {
        const one = either(listeners)
        return still(
          () => one.kill('SIGSTOP'),
          () => one.kill('SIGCONT'),
        )
      }),
    () =>
      during('PostgreSQL stands still', () =>
        still(
          () => rig.postgres.signalAll('SIGSTOP'),
          () => rig.postgres.signalAll('SIGCONT'),
        ),
      ),
    () =>
      during('NATS stands still', () =>
        still(
          () => rig.nats.signalAll('SIGSTOP'),
          () => rig.nats.signalAll('SIGCONT'),
        ),
      ),
    () => during('the line to PostgreSQL is cut', () => still(lines.postgres.cut, lines.postgres.mend)),
    () => during('the line to NATS is cut', () => still(lines.nats.cut, lines.nats.mend)),
    () => during('the line to PostgreSQL is silent', () => still(lines.postgres.hold, lines.postgres.mend)),
    () => during('the line to NATS is silent', () => still(lines.nats.hold, lines.nats.mend)),
    () =>
      during('the line to PostgreSQL is silent and what was on it is lost', () =>
        still(lines.postgres.hold, () => lines.postgres.mend({ lost: true })),
      ),
    () =>
      during('the line to NATS is silent and what was on it is lost', () =>
        still(lines.nats.hold, () => lines.nats.mend({ lost: true })),
      ),
  ]
}

/** Every connection that a service has, whatever it is doing. */
async function terminateAll(adminUrl: string): Promise<void> {
  await withDatabase(adminUrl, (client) =>
    client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'`,
    ),
  )
}
