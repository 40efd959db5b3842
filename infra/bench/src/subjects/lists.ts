import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { Pool } from 'undici'
import { appendHistory } from '../data/append-history.ts'
import { interleaved } from '../data/interleaved.ts'
import { keepPersons } from '../data/keep-persons.ts'
import { LIST_QUERIES, type ListQuery } from '../data/list-queries.ts'
import { planFacts, planLives, planWorld } from '../data/plan-lives.ts'
import { memberLife, rosterFacts, rosterWorld, unitLife } from '../data/roster-lives.ts'
import { runTask } from '../load/run-task.ts'
import { percentile } from '../statistics.ts'
import type { Context, Figure, Subject } from '../subject.ts'
import { newId } from '@lianxie/service-kit'

type Rig = Awaited<ReturnType<Context['rig']>>

/** On two cores four are answered as they ask; eight fill the machine, and their answers wait for it. */
const CLIENTS = [4, 8] as const
const GATED = CLIENTS[0]
const SERVICES = ['directory', 'consultations'] as const

/** 列表与检索: how soon lists and searches answer when a hundred thousand rows are behind each. */
export const lists: Subject = {
  name: 'lists',
  title: 'Lists and search at 100,000 rows',
  doc: `Plan items, sessions, commitments, outcomes, research groups, members and units, some 100,000 of each. They come from
events, applied by the services' own \`apply\` in a rebuild; the members' names, which no event carries, are written beside
them. Four clients ask over HTTP, each as soon as it has its answer, for a random mix of all queries: first pages, pages from
the middle, filters, every order, words that stand in many rows, in few and in none. Eight do the same without a gate: they
fill two cores, and what is told is then how long they wait for each other. Each answer is the page with its names and its total, which is exact up to 1,000 rows
(plan items, commitments and outcomes, counted by state, 10,000 unless words or overdue outcomes are looked for) and says so beyond.`,
  rounds: { full: 2, quick: 1 },

  async run(context) {
    const rows = context.quick ? 5_000 : 100_000
    const rig = await context.rig({ services: SERVICES })
    for (const name of SERVICES) await rig.service(name).stop()
    await fillConsultations(rig, rows, context)
    await fillDirectory(rig, rows, context)
    for (const name of SERVICES) {
      await runTask(
        fileURLToPath(new URL(`../../../../services/${name}/src/main.ts`, import.meta.url)),
        ['rebuild', 'own'],
        {
          ...rig.environmentOf(name),
          PORT: '1',
        },
      )
      context.log(`${name} rebuilt`)
    }
    await keepPersons(rig.databaseUrlOf('directory'), context.random)
    const held = await heldRows(rig)
    for (const name of SERVICES) await rig.service(name).start()

    const perQuery = context.quick ? 20 : 200
    const tokens = new Map<string, string>()
    for (const { role } of LIST_QUERIES) tokens.set(role, await rig.token({ id: role.toLowerCase(), role }))
    const pools = new Map(
      SERVICES.map((name) => [
        name,
        new Pool(rig.service(name).url, { connections: Math.max(...CLIENTS), pipelining: 1 }),
      ]),
    )
    const problems: string[] = []
    const ask = async ({ service, role, path }: ListQuery, latencies?: number[]) => {
      const at = path(context.random)
      const began = performance.now()
      const answer = await pools.get(service)!.request({
        path: at,
        method: 'GET',
        headers: { authorization: `Bearer ${tokens.get(role)!}` },
      })
      const text = await answer.body.text()
      latencies?.push(performance.now() - began)
      if (answer.statusCode !== 200) problems.push(`${at}: ${answer.statusCode} ${text.slice(0, 200)}`)
    }
    // Each query once or twice, so that PostgreSQL has read what it reads.
    for (const query of [...LIST_QUERIES, ...LIST_QUERIES]) await ask(query)

    const total = perQuery * LIST_QUERIES.length
    const measured = async (clients: number) => {
      const latencies = new Map(LIST_QUERIES.map(({ name }) => [name, [] as number[]]))
      await context.measure(
        {
          name: `${clients} clients`,
          processes: [
            ...SERVICES.map((name) => ({ name, pid: rig.service(name).pid })),
            { name: 'PostgreSQL', pid: rig.postgres.pid },
            { name: 'clients', pid: process.pid },
          ],
          operations: () => total,
        },
        async () => {
          let left = total
          const client = async () => {
            while (left > 0) {
              left -= 1
              const query = LIST_QUERIES[Math.floor(context.random() * LIST_QUERIES.length)]!
              await ask(query, latencies.get(query.name)!)
            }
          }
          await Promise.all(Array.from({ length: clients }, client))
        },
      )
      return latencies
    }
    const found = []
    for (const clients of CLIENTS) found.push({ clients, latencies: await measured(clients) })
    for (const pool of pools.values()) await pool.close()

    const all = (latencies: ReadonlyMap<string, readonly number[]>) => [...latencies.values()].flat()
    const p95 = (clients: number, name: string, ms: readonly number[]): Figure => ({
      name: `${name}: p95, ${clients} clients`,
      value: percentile(ms, 95),
      unit: 'ms',
      ...(clients === GATED && { gate: { atMost: 100 } }),
    })
    return {
      figures: found.flatMap(({ clients, latencies }) => [
        p95(clients, 'all', all(latencies)),
        ...[...latencies].map(([name, ms]) => p95(clients, name, ms)),
      ]),
      latencies: Object.fromEntries(
        found.map(({ clients, latencies }) => [`lists and search, ${clients} clients`, all(latencies)]),
      ),
      problems: problems.slice(0, 5),
      notes: [`Rows: ${held}.`],
    }
  },
}

async function fillConsultations(rig: Rig, items: number, { random, log }: Context): Promise<void> {
  const world = planWorld()
  const facts = function* () {
    yield* planFacts(world)
    yield* interleaved(planLives(world, items, random, { brief: true }), random)
  }
  const options = { committee: rig.committee, published: true }
  log(`consultations: ${await appendHistory(rig.databaseUrlOf('consultations'), facts(), options)} events written`)
}

async function fillDirectory(rig: Rig, things: number, { random, log }: Context): Promise<void> {
  const world = rosterWorld()
  const lives = function* () {
    for (let n = 0; n < things; n += 1) {
      yield memberLife(world, newId(), random)
      yield unitLife(n, random)
    }
  }
  const facts = function* () {
    yield* rosterFacts(world)
    yield* interleaved(lives(), random)
  }
  const options = { committee: rig.committee, published: true }
  log(`directory: ${await appendHistory(rig.databaseUrlOf('directory'), facts(), options)} events written`)
}

const TABLES = {
  consultations: ['plan_item', 'session', 'commitment', 'outcome', 'outcome_suggestion', 'research'],
  directory: ['member', 'term', 'unit'],
} as const

async function heldRows(rig: Rig): Promise<string> {
  const said: string[] = []
  for (const service of SERVICES) {
    const client = new pg.Client({ connectionString: rig.databaseUrlOf(service) })
    await client.connect()
    // Names of members were written after the rebuild has told the planner about all else.
    await client.query('vacuum (analyze)')
    for (const table of TABLES[service]) {
      const { rows } = await client.query<{ rows: number }>(`select count(*)::int as rows from ${table}`)
      said.push(`${table} ${rows[0]!.rows}`)
    }
    await client.end()
  }
  return said.join(', ')
}
