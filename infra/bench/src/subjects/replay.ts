import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { appendHistory } from '../data/append-history.ts'
import { interleaved } from '../data/interleaved.ts'
import { planFacts, planLives, planWorld } from '../data/plan-lives.ts'
import { publishHistory } from '../data/publish-history.ts'
import { runTask, type TaskResult } from '../load/run-task.ts'
import type { Figure, Subject } from '../subject.ts'

const program = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** As `docs/operate.md` says. */
const AS_DOCUMENTED = ['--max-semi-space-size=16']

/** 重放: how long a service's history takes to read again, from its own event table and from the stream. */
export const replay: Subject = {
  name: 'replay',
  title: 'Replay of a million events',
  doc: `A million events of consultations (协商), real ones by their definitions and with their versions, of items that go
through their lives side by side. \`services/consultations/src/main.ts rebuild own\` makes the service's tables anew from its
own event table, through the \`apply\` of the service; measured from the spawn of the process to its end, putting the rows in
place, indexes and foreign keys included. The event table is vacuumed before, as one is that grew from day to day. Then a
process reads the same events from JetStream with \`readStream\` and folds them. Seconds are told per million events.
Checked: every event is read once, and the tables hold a row for each thing that an event made.`,
  rounds: { full: 2, quick: 1 },

  async run(context) {
    const most = context.quick ? 50_000 : 1_000_000
    const rig = await context.rig({ services: ['consultations'] })
    await rig.service('consultations').stop()
    const databaseUrl = rig.databaseUrlOf('consultations')
    const world = planWorld()
    const facts = function* () {
      yield* planFacts(world)
      yield* interleaved(planLives(world, most, context.random), context.random)
    }
    const written = await appendHistory(databaseUrl, facts(), { committee: rig.committee, most, published: true })
    context.log(`${written} events written`)
    const servers = { servers: rig.nats.url, auth: rig.natsAuth }
    const published = await publishHistory(databaseUrl, 'consultations', servers)
    context.log(`${published} events published`)
    await settle(databaseUrl)

    const env = { ...rig.environmentOf('consultations'), PORT: '1' }
    const processes = [
      { name: 'PostgreSQL', pid: rig.postgres.pid },
      { name: 'bench and tasks', pid: process.pid },
    ]
    const measured = (name: string, work: () => Promise<TaskResult>) =>
      context.measure({ name, processes, operations: () => written }, work)
    const own = await measured('own tables', () =>
      runTask(program('../../../../services/consultations/src/main.ts'), ['rebuild', 'own'], env, AS_DOCUMENTED),
    )
    const fold = await measured('stream', () => runTask(program('../load/fold-stream.ts'), ['consultations'], env))

    return {
      figures: [
        ...figuresOf('own tables from the event table', own, written, 60),
        ...figuresOf('stream into a fold', fold, written, 30),
      ],
      problems: [
        ...wrong('events applied', (own.answer as { events: number }).events, written),
        ...wrong('events folded', (fold.answer as { events: number }).events, written),
        ...wrong('versions folded', (fold.answer as { versions: number }).versions, written),
        ...wrong('messages that are no event', (fold.answer as { unreadable: number }).unreadable, 0),
        ...(await rowProblems(databaseUrl)),
      ],
      notes: [`${written} events in ${join('consultations', 'event')}`],
    }
  },
}

function figuresOf(name: string, { seconds, peakMegabytes }: TaskResult, events: number, gate: number): Figure[] {
  return [
    { name: `${name}: a million events`, value: (seconds * 1_000_000) / events, unit: 's', gate: { atMost: gate } },
    { name: `${name}: rate`, value: events / seconds, unit: '/s' },
    { name: `${name}: peak memory`, value: peakMegabytes, unit: 'MB', gate: { atMost: 400 } },
  ]
}

const wrong = (what: string, found: number, expected: number): string[] =>
  found === expected ? [] : [`${what}: ${found} instead of ${expected}`]

/** What autovacuum would do within a minute, as it had to wait for all of a history that was written at once. */
async function settle(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('vacuum (analyze) event')
  } finally {
    await client.end()
  }
}

/** What each of these events made is there once. */
const MADE: Readonly<Record<string, string>> = {
  plan: 'plan-opened',
  plan_item: 'item-proposed',
  session: 'session-scheduled',
  research: 'research-group-formed',
  commitment: 'commitment-made',
  commitment_report: 'commitment-progressed',
  outcome: 'outcome-drafted',
}

async function rowProblems(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const problems: string[] = []
    for (const [table, event] of Object.entries(MADE)) {
      const { rows } = await client.query<{ rows: number; events: number }>(
        `select (select count(*)::int from ${table}) as rows,
          (select count(*)::int from event where type = $1) as events`,
        [`consultations.${event}`],
      )
      problems.push(...wrong(`rows of ${table}`, rows[0]!.rows, rows[0]!.events))
    }
    return problems
  } finally {
    await client.end()
  }
}
