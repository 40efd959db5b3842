import { setTimeout as pause } from 'node:timers/promises'
import { newId } from '@lianxie/service-kit'
import pg from 'pg'
import { Pool } from 'undici'
import { type Planted, plantedTwin, type ProposalText, proposalText, type Twin, TWINS } from '../data/proposal-texts.ts'
import { percentile } from '../statistics.ts'
import type { Context, Figure, Subject } from '../subject.ts'

const CLIENTS = [1, 4] as const
/** Rows of one insert. */
const AT_ONCE = 500
/** As long as making all anew may take. */
const MOST_SECONDS = 900

type Rig = Awaited<ReturnType<Context['rig']>>

/** A later text that was submitted too, and the ids of the earlier ones that it repeats. */
interface Asked {
  twin: Twin
  id: string
  earlier: string[]
}

/** 提案查重: how soon, and how well, the office finds the proposals that a new one repeats among a hundred thousand. */
export const proposalSimilarity: Subject = {
  name: 'proposal-similarity',
  title: 'Similar proposals among 100,000',
  doc: `A hundred thousand submitted proposals of 250 to 2,600 characters, two dozen matters in all, written into the tables; the
service's own job counts the terms and makes what they are found by. Among them are later texts that repeat earlier ones: with
another title, by two paragraphs, as halves of two years' texts, with synonyms in another order, or written by somebody else
about the same place and matter. The office asks over HTTP for what each of them is like, one client and then four, each as
soon as it has its answer. _Found_ is the share of the repeated texts that are among the ten that are shown.`,
  rounds: { full: 2, quick: 1 },

  async run(context) {
    const rows = context.quick ? 5_000 : 100_000
    const rig = await context.rig({ services: ['proposals'] })
    const service = rig.service('proposals')
    await service.stop()
    const asked = await fill(rig, rows, context)
    await service.start()
    const seconds = await untilMade(rig, rows, context)

    const token = await rig.token({ id: 'office', role: 'STAFF_PROPOSAL' })
    const pool = new Pool(service.url, { connections: Math.max(...CLIENTS), pipelining: 1 })
    const problems: string[] = []
    const ask = async ({ id }: Asked): Promise<string[]> => {
      const path = `/proposals/cases/${id}/similar?limit=10`
      const answer = await pool.request({ path, method: 'GET', headers: { authorization: `Bearer ${token}` } })
      const text = await answer.body.text()
      if (answer.statusCode !== 200) problems.push(`${path}: ${answer.statusCode} ${text.slice(0, 200)}`)
      const { items = [] } = JSON.parse(text) as { items?: { proposal: { proposalId: string } }[] }
      return items.map(({ proposal }) => proposal.proposalId)
    }

    // Each once, so that PostgreSQL has read what it reads; and what they find is looked at.
    const figures: Figure[] = [{ name: 'made anew', value: rows / seconds, unit: '/s' }]
    const shares = new Map(TWINS.map((twin) => [twin, { found: 0, of: 0 }]))
    for (const one of asked) {
      const found = await ask(one)
      const share = shares.get(one.twin)!
      share.of += one.earlier.length
      share.found += one.earlier.filter((id) => found.includes(id)).length
    }
    for (const [twin, { found, of }] of shares) {
      figures.push({ name: `found, ${twin}`, value: (100 * found) / of, unit: '%' })
    }

    const latencies: Record<string, number[]> = {}
    for (const clients of CLIENTS) {
      const name = clients === 1 ? '1 client' : `${clients} clients`
      const took: number[] = []
      await context.measure(
        {
          name,
          processes: [
            { name: 'proposals', pid: service.pid },
            { name: 'PostgreSQL', pid: rig.postgres.pid },
            { name: 'clients', pid: process.pid },
          ],
          operations: () => asked.length,
        },
        async () => {
          const left = [...asked]
          const client = async () => {
            for (let one = left.pop(); one; one = left.pop()) {
              const began = performance.now()
              await ask(one)
              took.push(performance.now() - began)
            }
          }
          await Promise.all(Array.from({ length: clients }, client))
        },
      )
      latencies[`similar proposals, ${name}`] = took
      figures.push(
        { name: `p50, ${name}`, value: percentile(took, 50), unit: 'ms' },
        { name: `p95, ${name}`, value: percentile(took, 95), unit: 'ms', gate: { atMost: 100 } },
      )
    }
    await pool.close()
    return { figures, latencies, problems: problems.slice(0, 5) }
  },
}

async function fill(rig: Rig, rows: number, { quick, random, log }: Context): Promise<Asked[]> {
  const planted: Planted[] = TWINS.flatMap((twin) =>
    Array.from({ length: quick ? 10 : 60 }, () => plantedTwin(twin, random)),
  )
  const texts: ProposalText[] = []
  const asked = planted.map(({ twin, draft, earlier }) => {
    const first = texts.push(draft, ...earlier) - earlier.length - 1
    return { twin, at: first, earlier: earlier.map((_, n) => first + 1 + n) }
  })
  while (texts.length < rows) texts.push(proposalText(random))
  const ids = texts.map(() => newId())
  const client = new pg.Client({ connectionString: rig.databaseUrlOf('proposals') })
  await client.connect()
  try {
    for (let at = 0; at < texts.length; at += AT_ONCE) {
      await insert(client, ids.slice(at, at + AT_ONCE), texts.slice(at, at + AT_ONCE), at)
    }
    await client.query(`update scheduled_job set due_at = now() where job = 'proposals.count-likeness'`)
  } finally {
    await client.end()
  }
  log(`${texts.length} proposals written`)
  return asked.map(({ twin, at, earlier }) => ({ twin, id: ids[at]!, earlier: earlier.map((one) => ids[one]!) }))
}

async function insert(client: pg.Client, ids: string[], texts: ProposalText[], first: number): Promise<void> {
  const values = [ids, texts.map(({ subject }) => subject), texts.map((_, n) => first + n)]
  await client.query(
    `insert into proposal (id, subject, state, state_since, created_at, kind, lead_kind, lead_id, text_version, text_sha256,
       year, submitted_at, filed_at, receipt_number, publish_consent)
     select id, subject, 'CLOSED', now(), now(), 'INDIVIDUAL', 'MEMBER', gen_random_uuid(), 1, '', 2000 + n % 23, now(), now(),
       n + 1, true
     from unnest($1::uuid[], $2::text[], $3::integer[]) as one (id, subject, n)`,
    values,
  )
  await client.query(
    `insert into proposal_text (proposal_id, version, sha256, written_at, submitted, subject, problem, suggestions)
     select id, 1, '', now(), true, subject, body, '{}'
     from unnest($1::uuid[], $2::text[], $3::text[]) as one (id, subject, body)`,
    [ids, values[1], texts.map(({ body }) => body)],
  )
}

/** Waits until the service has made all of them findable, and gives the seconds that took. */
async function untilMade(rig: Rig, rows: number, { log }: Context): Promise<number> {
  const began = performance.now()
  const client = new pg.Client({ connectionString: rig.databaseUrlOf('proposals') })
  await client.connect()
  try {
    for (;;) {
      const { rows: counted } = await client.query<{ made: number }>('select count(*)::int as made from likeness')
      const seconds = (performance.now() - began) / 1_000
      if (counted[0]!.made >= rows) {
        await client.query('vacuum (analyze)')
        log(`all can be found after ${Math.round(seconds)} s`)
        return seconds
      }
      if (seconds > MOST_SECONDS) throw new Error(`${counted[0]!.made} of ${rows} could be found after ${seconds} s`)
      await pause(500)
    }
  } finally {
    await client.end()
  }
}
