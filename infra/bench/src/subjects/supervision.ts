import { fileURLToPath } from 'node:url'
import type { Role } from '@lianxie/contracts'
import { searchText } from '@lianxie/service-kit'
import pg from 'pg'
import { Pool } from 'undici'
import { appendHistory } from '../data/append-history.ts'
import {
  supervisionFacts,
  supervisionLives,
  supervisionWorld,
  type SupervisionWorld,
  wordsOfFinding,
} from '../data/supervision-lives.ts'
import { runTask } from '../load/run-task.ts'
import { percentile } from '../statistics.ts'
import type { Context, Figure, Subject } from '../subject.ts'

type Rig = Awaited<ReturnType<Context['rig']>>

/** On two cores four are answered as they ask; eight fill the machine, and their answers wait for it. */
const CLIENTS = [4, 8] as const
const GATED = CLIENTS[0]
const MAIN = fileURLToPath(new URL('../../../../services/supervision/src/main.ts', import.meta.url))

interface Asked {
  name: string
  role: Role
  path(random: () => number): string
}

/** 民主监督: how soon lists of findings answer when a hundred thousand are behind them. */
export const supervision: Subject = {
  name: 'supervision',
  title: 'Findings at 100,000',
  doc: `Projects of five years with their visits, findings and issue lists. They come from events, applied by the service's
own \`apply\` in a rebuild; what was seen, which no event carries, is written beside them. Four clients ask over HTTP for a
random mix: findings under filters and words, in every order, first pages and pages from the middle, as the office, a member
and a unit; visits, projects and look-backs. Eight do the same without a gate. Statistics are asked alone. Checked: every
answer is good.`,
  rounds: { full: 1, quick: 1 },

  async run(context) {
    const rig = await context.rig({ services: ['supervision'] })
    const service = rig.service('supervision')
    await service.stop()
    const world = supervisionWorld(new Date())
    await fill(rig, world, context)
    await service.start()

    const tokens = await tokensOf(rig, world)
    const pool = new Pool(service.url, { connections: Math.max(...CLIENTS), pipelining: 1 })
    const problems: string[] = []
    const queries = queriesOf(world)
    const ask = async ({ role, path: pathOf }: Asked) => {
      const path = pathOf(context.random)
      const began = performance.now()
      const answer = await pool.request({
        path,
        method: 'GET',
        headers: { authorization: `Bearer ${tokens.get(role)!}` },
      })
      const text = await answer.body.text()
      if (answer.statusCode !== 200) problems.push(`${path}: ${answer.statusCode} ${text.slice(0, 200)}`)
      return performance.now() - began
    }
    // Each query once or twice, so that PostgreSQL has read what it reads.
    for (const query of [...queries, ...queries]) await ask(query)

    const total = (context.quick ? 20 : 200) * queries.length
    const figures: Figure[] = []
    const latencies: Record<string, number[]> = {}
    for (const clients of CLIENTS) {
      const took = new Map(queries.map(({ name }) => [name, [] as number[]]))
      await context.measure(
        {
          name: `${clients} clients`,
          processes: [
            { name: 'supervision', pid: service.pid },
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
              const query = queries[Math.floor(context.random() * queries.length)]!
              took.get(query.name)!.push(await ask(query))
            }
          }
          await Promise.all(Array.from({ length: clients }, client))
        },
      )
      const p95 = (name: string, ms: readonly number[]): Figure => ({
        name: `${name}: p95, ${clients} clients`,
        value: percentile(ms, 95),
        unit: 'ms',
        ...(clients === GATED && { gate: { atMost: 150 } }),
      })
      const all = [...took.values()].flat()
      figures.push(p95('all', all), ...[...took].map(([name, ms]) => p95(name, ms)))
      latencies[`supervision, ${clients} clients`] = all
    }
    for (const one of STATISTICS) {
      const took: number[] = []
      for (let n = 0; n < (context.quick ? 5 : 40); n += 1) took.push(await ask(one))
      figures.push({ name: `${one.name}: p95, alone`, value: percentile(took, 95), unit: 'ms', gate: { atMost: 300 } })
    }
    await pool.close()
    return { figures, latencies, problems: problems.slice(0, 5) }
  },
}

/** Asked one at a time: who reads a report of years waits for nobody else's. */
const STATISTICS: Asked[] = [
  {
    name: 'rectification of all years',
    role: 'STAFF_CONSULTATION',
    path: () => '/supervision/issue-statistics',
  },
  {
    name: 'supervision of the last year',
    role: 'STAFF_CONSULTATION',
    path: () => `/supervision/statistics?year=${new Date().getUTCFullYear() - 1}`,
  },
  {
    name: 'supervision of all years',
    role: 'STAFF_CONSULTATION',
    path: () => '/supervision/statistics?from=2000-01-01',
  },
]

function queriesOf({ units, groups }: SupervisionWorld): Asked[] {
  const pick = <T>(random: () => number, list: readonly T[]) => list[Math.floor(random() * list.length)]!
  const findings =
    (more: (random: () => number) => Record<string, string>) =>
    (random: () => number): string =>
      `/supervision/findings?${new URLSearchParams({ limit: '50', ...more(random) }).toString()}`
  const open = ['LISTED', 'ACCEPTED', 'RECTIFIED'] as const
  return [
    { name: 'findings, first page', role: 'STAFF_CONSULTATION', path: findings(() => ({})) },
    { name: 'findings of a state', role: 'STAFF_CONSULTATION', path: findings((r) => ({ state: pick(r, open) })) },
    {
      name: 'findings of a unit in a state and of a severity',
      role: 'STAFF_CONSULTATION',
      path: findings((r) => ({
        unitId: pick(r, units),
        state: pick(r, open),
        severity: pick(r, ['MINOR', 'SERIOUS', 'GRAVE']),
      })),
    },
    {
      name: 'findings of a group',
      role: 'STAFF_CONSULTATION',
      path: findings((r) => ({ groupId: pick(r, groups).id })),
    },
    { name: 'findings by due date', role: 'STAFF_CONSULTATION', path: findings(() => ({ sort: 'DUE' })) },
    { name: 'overdue findings', role: 'STAFF_CONSULTATION', path: findings(() => ({ overdue: 'true', sort: 'DUE' })) },
    {
      name: 'words that stand in many',
      role: 'STAFF_CONSULTATION',
      path: findings((r) => ({ text: pick(r, ['城北河', '停车位', '垃圾房']) })),
    },
    {
      name: 'words and a unit',
      role: 'STAFF_CONSULTATION',
      path: findings((r) => ({ text: pick(r, ['人民路', '农贸市场', '绿化带']), unitId: pick(r, units) })),
    },
    { name: 'findings of a member', role: 'MEMBER', path: findings(() => ({})) },
    { name: 'findings of a unit', role: 'UNIT_HANDLER', path: findings(() => ({ sort: 'DUE' })) },
    { name: 'projects', role: 'STAFF_CONSULTATION', path: () => '/supervision/projects?limit=20' },
    { name: 'visits', role: 'STAFF_CONSULTATION', path: () => '/supervision/visits?limit=50' },
    { name: 'look-backs', role: 'STAFF_CONSULTATION', path: () => '/supervision/look-backs?limit=50' },
    {
      name: 'look-backs of a unit',
      role: 'STAFF_CONSULTATION',
      path: (r) => `/supervision/look-backs?limit=50&unitId=${pick(r, units)}`,
    },
    { name: 'look-backs of a member', role: 'MEMBER', path: () => '/supervision/look-backs?limit=50' },
  ]
}

async function tokensOf(rig: Rig, { members, units }: SupervisionWorld): Promise<Map<Role, string>> {
  return new Map<Role, string>([
    ['STAFF_CONSULTATION', await rig.token({ id: 'office', role: 'STAFF_CONSULTATION' })],
    ['MEMBER', await rig.token({ id: members[0]!, role: 'MEMBER', memberId: members[0]! })],
    ['UNIT_HANDLER', await rig.token({ id: 'unit', role: 'UNIT_HANDLER', units: [units[0]!] })],
  ])
}

async function fill(rig: Rig, world: SupervisionWorld, { quick, random, log }: Context): Promise<void> {
  const databaseUrl = rig.databaseUrlOf('supervision')
  const facts = function* () {
    yield* supervisionFacts(world)
    for (const life of supervisionLives(world, quick ? 2_000 : 100_000, random)) yield* life
  }
  const options = { committee: rig.committee, published: true }
  log(`supervision: ${await appendHistory(databaseUrl, facts(), options)} events written`)
  const { seconds } = await runTask(MAIN, ['rebuild', 'own'], { ...rig.environmentOf('supervision'), PORT: '1' })
  log(`supervision rebuilt in ${seconds.toFixed(0)} s`)
  await keepWords(databaseUrl, world)
}

/** What no event carries: the words of findings, and what the directory told of units. */
async function keepWords(databaseUrl: string, { units }: SupervisionWorld): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(
      `insert into known_unit (id, name, unit_kind, side, active)
       select id, '区第' || n || '局', 'HANDLING_UNIT', 'GOVERNMENT', true from unnest($1::uuid[]) with ordinality as u (id, n)`,
      [units],
    )
    const { rows } = await client.query<{ id: string }>('select id from finding order by id')
    for (let at = 0; at < rows.length; at += AT_ONCE) {
      const some = rows.slice(at, at + AT_ONCE).map(({ id }) => id)
      const words = some.map(wordsOfFinding)
      await client.query(
        `update finding set fact = w.fact, basis = w.basis, suggestion = w.suggestion, search = w.search
         from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::tsvector[]) as w (id, fact, basis, suggestion, search)
         where finding.id = w.id`,
        [
          some,
          words.map(({ fact }) => fact),
          words.map(({ basis }) => basis),
          words.map(({ suggestion }) => suggestion),
          words.map(({ fact, basis, suggestion }) => searchText(fact, [basis, suggestion].join('\n'))),
        ],
      )
    }
    await client.query('vacuum (analyze)')
  } finally {
    await client.end()
  }
}

const AT_ONCE = 2_000
