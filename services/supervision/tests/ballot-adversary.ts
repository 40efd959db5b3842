import { sql } from 'kysely'
import type { Database } from '@lianxie/service-kit'

/** What the adversary holds: rows, lines or spans in the order in which they lie there, each as its fields. */
export interface Evidence {
  place: string
  records: Record<string, unknown>[]
}

/** Every table of the service and of the job queue, with the place of each row and the transaction that wrote it. */
export async function readTables(db: Database<any>): Promise<Evidence[]> {
  const { rows: tables } = await sql<{ schema: string; name: string }>`
    select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
      and has_table_privilege(c.oid, 'select')`.execute(db)
  const evidence: Evidence[] = []
  for (const { schema, name } of tables) {
    const { rows } = await sql<{ row: Record<string, unknown> }>`
      select jsonb_build_object('#xmin', t.xmin::text::bigint, '#page', (t.ctid::text::point)[0],
        '#line', (t.ctid::text::point)[1]) || to_jsonb(t) as row
      from ${sql.id(schema, name)} t order by t.ctid`.execute(db)
    evidence.push({ place: `${schema}.${name}`, records: rows.map(({ row }) => flat(decoded(row))) })
  }
  // What the planner learned of the tables' contents.
  const { rows: samples } = await sql<{ row: Record<string, unknown> }>`
    select to_jsonb(s) as row from pg_stats s where schemaname not in ('pg_catalog', 'information_schema')`.execute(db)
  evidence.push({ place: 'pg_stats', records: samples.map(({ row }) => flat(row)) })
  return evidence
}

/** Payloads of events are bytes: the adversary reads them too. */
function decoded(row: Record<string, unknown>): Record<string, unknown> {
  const payload = row['payload']
  if (typeof payload !== 'string' || !payload.startsWith('\\x')) return row
  const text = Buffer.from(payload.slice(2), 'hex').toString('utf8')
  return { ...row, payload: text.startsWith('{') ? (JSON.parse(text) as unknown) : text }
}

/** All fields of a record, by their paths. */
export function flat(value: unknown, path = ''): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return { [path]: value }
  return Object.assign(
    {},
    ...Object.entries(value).map(([name, inner]) => flat(inner, path ? `${path}.${name}` : name)),
  )
}

/** What the adversary looks for: a ballot whose voters it names in the order in which they voted, one character a question. */
export interface Target {
  ballotId: string
  questions: number
  voters: number
  /** Orders of the voters that anybody can see: by their tokens' issue, their ids, their blinded tokens. */
  orders: Record<string, number[]>
}

/** One way to guess: for a question, the choice of each voter by the voter's number. */
export interface Guess {
  strategy: string
  question: number
  choices: (string | undefined)[]
}

/** Every guess that lays a sequence of choices, in some order in which they lie somewhere, over an order of the voters. */
export function* guesses(evidence: readonly Evidence[], target: Target): Generator<Guess> {
  for (const { place, records } of evidence) {
    for (let question = 0; question < target.questions; question += 1) {
      const telling = records.flatMap((record) => {
        const choice = choiceIn(record, question, target)
        return choice === undefined ? [] : [{ record, choice }]
      })
      if (telling.length === 0) continue
      for (const [order, sequence] of sequencesOf(telling)) {
        for (const [by, voters] of Object.entries(target.orders)) {
          const choices: (string | undefined)[] = Array.from({ length: target.voters })
          voters.forEach((voter, n) => (choices[voter] = sequence[n]))
          yield { strategy: `${place} by ${order}, voters by ${by}`, question, choices }
        }
      }
    }
  }
}

/** What a record tells of a choice in this question: a column of choices, or a text that holds one character a question. */
function choiceIn(record: Record<string, unknown>, question: number, target: Target): string | undefined {
  if ('ballot_id' in record && record['ballot_id'] !== target.ballotId) return undefined
  if (record['question'] === question && typeof record['choice'] === 'string') return record['choice']
  const all = new RegExp(`(?<![\\w-])[0-9-]{${target.questions}}(?![\\w-])`)
  for (const [name, value] of Object.entries(record)) {
    if (name.startsWith('#') || typeof value !== 'string') continue
    const found = name === 'choices' ? value : all.exec(value)?.[0]
    if (found?.length === target.questions && /\d/.test(found)) return found[question]
  }
  return undefined
}

/** The choices as they lie there, and by every field of their records, forwards and backwards. */
function sequencesOf(telling: { record: Record<string, unknown>; choice: string }[]): [string, string[]][] {
  const choicesOf = (list: typeof telling) => list.map(({ choice }) => choice)
  const fields = new Set(telling.flatMap(({ record }) => Object.keys(record)))
  const orders: [string, typeof telling][] = [
    ['place', telling],
    ...[...fields].map((field): [string, typeof telling] => [
      field,
      telling.toSorted((a, b) => compare(a.record[field], b.record[field])),
    ]),
  ]
  return orders.flatMap(([name, list]): [string, string[]][] => [
    [name, choicesOf(list)],
    [`${name} backwards`, choicesOf(list.toReversed())],
  ])
}

const compare = (a: unknown, b: unknown) =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0

/**
 * 泄密样本: the rows of `ballot_choice` as they would be if one voter in `inEvery` had left their choices where they stand in the
 * order of the votes, and the others theirs anywhere.
 */
export function leaking(
  evidence: readonly Evidence[],
  { ballotId }: Target,
  secret: readonly string[],
  inEvery: number,
): Evidence[] {
  return evidence
    .filter(({ place }) => place.endsWith('.ballot_choice'))
    .map(({ place, records }) => {
      const own = records.filter((record) => record['ballot_id'] === ballotId)
      const leaked = Map.groupBy(own, (record) => record['question'] as number)
      return {
        place,
        records: [...leaked].flatMap(([question, rows]) => {
          const choices = laidOut(secret, question, inEvery)
          return rows.map((record, n) => ({ ...record, choice: choices[n]! }))
        }),
      }
    })
}

/** The same choices as were made, in the order of the voters where a voter leaks; those of the others turned by half their number. */
function laidOut(secret: readonly string[], question: number, inEvery: number): string[] {
  const own = secret.map((choices) => choices[question]!)
  const others = own.filter((_, n) => n % inEvery !== 0)
  const turned = [...others.slice(others.length >> 1), ...others.slice(0, others.length >> 1)]
  return own.map((choice, n) => (n % inEvery === 0 ? choice : turned.shift()!))
}
