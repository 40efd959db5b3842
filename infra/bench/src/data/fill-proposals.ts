import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { runTask } from '../load/run-task.ts'
import type { Context } from '../subject.ts'
import { appendHistory } from './append-history.ts'
import { keepProposalWords } from './keep-proposal-words.ts'
import { proposalFacts, proposalLives, type ProposalWorld } from './proposal-lives.ts'

/** Where the service's database is, and what its program is told. */
type Filled = Pick<Awaited<ReturnType<Context['rig']>>, 'committee' | 'databaseUrlOf' | 'environmentOf'>

const MAIN = fileURLToPath(new URL('../../../../services/proposals/src/main.ts', import.meta.url))

/** Fills a stopped service of proposals: events, its tables by its own rebuild, and the words beside them. */
export async function fillProposals(
  rig: Filled,
  {
    world,
    count,
    random,
    log,
  }: { world: ProposalWorld; count: number; random: () => number; log: (line: string) => void },
): Promise<void> {
  const databaseUrl = rig.databaseUrlOf('proposals')
  const facts = function* () {
    yield* proposalFacts(world)
    // One after the other: a rebuild writes what happens to a proposal at once as long as nothing is asked in between.
    for (const life of proposalLives(world, count, random)) yield* life
  }
  const options = { committee: rig.committee, published: true }
  log(`proposals: ${await appendHistory(databaseUrl, facts(), options)} events written`)
  const { seconds } = await runTask(MAIN, ['rebuild', 'own'], { ...rig.environmentOf('proposals'), PORT: '1' })
  log(`proposals rebuilt in ${seconds.toFixed(0)} s`)
  await keepProposalWords(databaseUrl, world)
  log('words of proposals written')
}

/** As long as the service may take to make what similar proposals are found by. */
const MOST_SECONDS = 900

/** Waits until the service that was started has nothing more to do with the new texts. */
export async function untilLikened(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    for (const until = Date.now() + MOST_SECONDS * 1_000; ;) {
      const { rows } = await client.query<{ left: number }>(
        `select (select count(*)::int from proposal where submitted_at is not null) -
           (select count(*)::int from likeness) as left`,
      )
      if (rows[0]!.left <= 0) return
      if (Date.now() > until) throw new Error(`similar proposals cannot be found yet: ${rows[0]!.left} are left`)
      await pause(500)
    }
  } finally {
    await client.end()
  }
}

const TABLES = ['proposal', 'proposal_text', 'proposal_cosigner', 'proposal_assignment', 'proposal_reply'] as const

/** Tells the planner what the tables hold, and the reader how much that is. */
export async function heldRows(databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('vacuum (analyze)')
    const said: string[] = []
    for (const table of TABLES) {
      const { rows } = await client.query<{ rows: number }>(`select count(*)::int as rows from ${table}`)
      said.push(`${table} ${rows[0]!.rows}`)
    }
    return said.join(', ')
  } finally {
    await client.end()
  }
}
