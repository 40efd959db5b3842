import { setTimeout as pause } from 'node:timers/promises'
import type { Role } from '@lianxie/contracts'
import { Pool } from 'undici'
import { type DocketQuery, docketQueries } from '../data/docket-queries.ts'
import { fillProposals, heldRows, untilLikened } from '../data/fill-proposals.ts'
import { type ProposalWorld, proposalWorld } from '../data/proposal-lives.ts'
import { percentile } from '../statistics.ts'
import type { Context, Figure, Subject } from '../subject.ts'
import { importHistory } from './proposal-import.ts'

type Rig = Awaited<ReturnType<Context['rig']>>

/** Who asks again as soon as they are answered: as many as the machine has cores; four fill it, and eight wait for it. */
const CLIENTS = [2, 4, 8] as const
const GATED = CLIENTS[0]

/** 提案: how soon the docket answers at a hundred thousand proposals, and what an export does to those who ask meanwhile. */
export const proposals: Subject = {
  name: 'proposals',
  title: 'Proposals at 100,000',
  doc: `Proposals of ten sessions with their cosigners, units and replies. They come from events, applied by the service's own
\`apply\` in a rebuild; the words, which no event carries, and what other services told are written beside them. Two clients
ask over HTTP for a random mix: the docket under three random filters, its first pages and pages from the middle, in every
order, as the proposal office, a member and a unit; what is to be done by each of them. Four and eight do the same without a gate. Then
the docket of one session, 10,000 rows, is made a spreadsheet twice while two clients go on asking; the delay of the service's event loop
is what the service itself measured meanwhile. At last past years are imported beside them, from the confirming command to the
end. Checked: every answer is good, and every fact is in.`,
  rounds: { full: 1, quick: 1 },

  async run(context) {
    const rig = await context.rig({ services: ['proposals'] })
    const service = rig.service('proposals')
    await service.stop()
    const { random, log } = context
    const world = proposalWorld(new Date())
    await fillProposals(rig, { world, count: context.quick ? 2_000 : 100_000, random, log })
    await service.start()
    await untilLikened(rig.databaseUrlOf('proposals'))
    const held = await heldRows(rig.databaseUrlOf('proposals'))

    const asking = await askingOf(rig, world, context)
    const [docket, exported] = [await askAll(context, asking), await exportBeside(context, asking)]
    await asking.close()
    const imported = await importHistory(context, rig)
    return {
      figures: [...docket.figures, ...exported.figures, ...imported.figures],
      latencies: docket.latencies,
      problems: [...asking.problems.slice(0, 5), ...imported.problems],
      notes: [`Rows: ${held}.`, exported.note, imported.note],
    }
  },
}

interface Asking {
  queries: readonly DocketQuery[]
  /** Answers how long it took, and notes what was no good answer. */
  ask(query: DocketQuery): Promise<number>
  export(): Promise<{ seconds: number; bytes: number }>
  /** The service's own p99 of the delay of its event loop since this was read last, in milliseconds. */
  loopDelay(): Promise<number>
  problems: string[]
  processes: { name: string; pid: number }[]
  close(): Promise<void>
}

async function askingOf(rig: Rig, world: ProposalWorld, { random }: Context): Promise<Asking> {
  const service = rig.service('proposals')
  const tokens = await tokensOf(rig, world)
  // Beside those who ask, the one who exports and the one who reads the metrics.
  const pool = new Pool(service.url, { connections: Math.max(...CLIENTS) + 2, pipelining: 1 })
  const problems: string[] = []
  const tokenOf = (role: Role) => {
    const some = tokens.get(role)!
    return some[Math.floor(random() * some.length)]!
  }
  const authorised = (role: Role) => ({ authorization: `Bearer ${tokenOf(role)}` })
  return {
    queries: docketQueries(world),
    problems,
    processes: [
      { name: 'proposals', pid: service.pid },
      { name: 'PostgreSQL', pid: rig.postgres.pid },
      { name: 'clients', pid: process.pid },
    ],
    async ask({ role, path: pathOf }) {
      const path = pathOf(random)
      const began = performance.now()
      const answer = await pool.request({ path, method: 'GET', headers: authorised(role) })
      const text = await answer.body.text()
      if (answer.statusCode !== 200) problems.push(`${path}: ${answer.statusCode} ${text.slice(0, 200)}`)
      return performance.now() - began
    },
    async export() {
      const began = performance.now()
      const answer = await pool.request({
        path: '/proposals/docket.xlsx',
        method: 'POST',
        headers: { 'content-type': 'application/json', ...authorised('STAFF_PROPOSAL') },
        body: JSON.stringify({ filters: exportedFilters(world), names: {} }),
      })
      const bytes = (await answer.body.arrayBuffer()).byteLength
      if (answer.statusCode !== 200) problems.push(`export: ${answer.statusCode}`)
      return { seconds: (performance.now() - began) / 1000, bytes }
    },
    async loopDelay() {
      const answer = await pool.request({ path: '/metrics', method: 'GET' })
      const line = /^lianxie_event_loop_delay_seconds\{.*quantile="0\.99".*\} (\S+)$/m.exec(await answer.body.text())
      if (!line) throw new Error('expected the service to measure its event loop')
      return Number(line[1]) * 1000
    },
    close: () => pool.close(),
  }
}

/** Several members and units, so that no answer is that of one. */
async function tokensOf(rig: Rig, { members, units }: ProposalWorld): Promise<Map<Role, string[]>> {
  const of = (role: Role, accounts: readonly Parameters<Rig['token']>[0][]) =>
    Promise.all(accounts.map((account) => rig.token(account))).then((tokens) => [role, tokens] as const)
  return new Map(
    await Promise.all([
      ...(['STAFF_PROPOSAL', 'SUPERVISION_OFFICE'] as const).map((role) =>
        of(role, [{ id: role.toLowerCase(), role }]),
      ),
      of(
        'MEMBER',
        members.slice(0, 20).map(({ id }) => ({ id, role: 'MEMBER', memberId: id })),
      ),
      ...(['UNIT_HANDLER', 'UNIT_LEADER'] as const).map((role) =>
        of(
          role,
          units.slice(0, 20).map((id) => ({ id: `${role.toLowerCase()}-${id}`, role, units: [id] })),
        ),
      ),
    ]),
  )
}

/** One session, which is a tenth of all. */
const exportedFilters = ({ intakes }: ProposalWorld) => {
  const { termNumber, sessionNumber } = intakes[4]!
  return { termNumber, sessionNumber, sort: 'number', direction: 'asc' }
}

async function askAll(
  context: Context,
  { queries, ask, processes }: Asking,
): Promise<{ figures: Figure[]; latencies: Record<string, number[]> }> {
  // Each query once or twice, so that PostgreSQL has read what it reads.
  for (const query of [...queries, ...queries]) await ask(query)
  const total = (context.quick ? 20 : 200) * queries.length
  const found = []
  for (const clients of CLIENTS) {
    const latencies = new Map(queries.map(({ name }) => [name, [] as number[]]))
    await context.measure({ name: `${clients} clients`, processes, operations: () => total }, async () => {
      let left = total
      const client = async () => {
        while (left > 0) {
          left -= 1
          const query = queries[Math.floor(context.random() * queries.length)]!
          latencies.get(query.name)!.push(await ask(query))
        }
      }
      await Promise.all(Array.from({ length: clients }, client))
    })
    found.push({ clients, latencies })
  }
  const p95 = (clients: number, name: string, ms: readonly number[]): Figure => ({
    name: `${name}: p95, ${clients} clients`,
    value: percentile(ms, 95),
    unit: 'ms',
    ...(clients === GATED && { gate: { atMost: 150 } }),
  })
  return {
    figures: found.flatMap(({ clients, latencies }) => [
      p95(clients, 'all', [...latencies.values()].flat()),
      ...[...latencies].map(([name, ms]) => p95(clients, name, ms)),
    ]),
    latencies: Object.fromEntries(
      found.map(({ clients, latencies }) => [`proposals, ${clients} clients`, [...latencies.values()].flat()]),
    ),
  }
}

/** 导出: the spreadsheet twice, while two clients ask with a breath between their questions. */
async function exportBeside(context: Context, asking: Asking): Promise<{ figures: Figure[]; note: string }> {
  const others: number[] = []
  const exports: { seconds: number; bytes: number }[] = []
  await asking.loopDelay()
  const delay = await context.measure({ name: 'export', processes: asking.processes }, async () => {
    let going = true
    const client = async () => {
      while (going) {
        others.push(await asking.ask(asking.queries[Math.floor(context.random() * asking.queries.length)]!))
        await pause(20)
      }
    }
    const clients = [client(), client()]
    for (let times = 0; times < 2; times += 1) exports.push(await asking.export())
    const p99 = await asking.loopDelay()
    going = false
    await Promise.all(clients)
    return p99
  })
  return {
    figures: [
      {
        name: 'spreadsheet of one session, a tenth of all',
        value: Math.max(...exports.map(({ seconds }) => seconds)),
        unit: 's',
        gate: { atMost: 5 },
      },
      { name: 'delay of the event loop meanwhile: p99', value: delay, unit: 'ms', gate: { atMost: 100 } },
      { name: 'others meanwhile: p95', value: percentile(others, 95), unit: 'ms' },
    ],
    note: `Each spreadsheet had ${exports.map(({ bytes }) => `${(bytes / 1e6).toFixed(2)} MB`).join(' and ')}.`,
  }
}
