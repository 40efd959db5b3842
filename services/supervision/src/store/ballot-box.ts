import type { Database, Tx } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from './tables.ts'

/** 票箱: the table of one ballot's votes while they are cast. */
const boxOf = (ballotId: string) => sql.table(`ballot_box_${ballotId.replaceAll('-', '')}`)

/**
 * Sets up the box. It is never analysed: statistics would keep samples of what was chosen after the box is gone.
 */
export async function setUpBox(tx: Tx<Tables>, ballotId: string): Promise<void> {
  await sql`create table ${boxOf(ballotId)} (token_hash text primary key, choices text not null)
    with (autovacuum_enabled = false)`.execute(tx)
}

/** What became of a vote: `other` when the token was cast with another choice before, `no-box` when nobody votes now. */
export type Cast = 'cast' | 'other' | 'no-box'

/**
 * 投票: one row, durable when this answers. The same vote again is cast already. No statement of it fails by a rule: the
 * database's own log would quote the token.
 */
export async function castVote(
  db: Database<Tables>,
  { ballotId, tokenHash, choices }: { ballotId: string; tokenHash: string; choices: string },
): Promise<Cast> {
  const box = boxOf(ballotId)
  try {
    const { numAffectedRows } = await sql`
      insert into ${box} (token_hash, choices) values (${tokenHash}, ${choices})
      on conflict (token_hash) do nothing`.execute(db)
    if (numAffectedRows === 1n) return 'cast'
    const { rows } = await sql<{ choices: string }>`
      select choices from ${box} where token_hash = ${tokenHash}`.execute(db)
    return rows[0]?.choices === choices ? 'cast' : 'other'
  } catch (error) {
    if (isMissing(error)) return 'no-box'
    throw error
  }
}

/** 已投票数, live; undefined where there is no box any more. */
export async function countBox(db: Database<Tables>, ballotId: string): Promise<number | undefined> {
  try {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${boxOf(ballotId)}`.execute(db)
    return rows[0]!.n
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

// The box comes and goes with the phase: where there is none, nobody votes.
const isMissing = (error: unknown) => (error as { code?: unknown }).code === '42P01'

/** What a box holds, counted; `counts` by question and by the character of the choice. */
export interface Tally {
  returned: number
  valid: number
  counts: { question: number; choice: string; count: number }[]
}

/** 计票: keeps every later vote out until the transaction ends, waits for those under way, and counts. */
export async function closeAndCount(tx: Tx<Tables>, ballotId: string, questions: number): Promise<Tally> {
  const box = boxOf(ballotId)
  await sql`lock table ${box} in access exclusive mode`.execute(tx)
  const all = await sql<{ returned: number; valid: number }>`
    select count(*)::int as returned, (count(*) filter (where choices ~ '[0-9]'))::int as valid from ${box}`.execute(tx)
  const { rows } = await sql<Tally['counts'][number]>`
    select q.n - 1 as question, substr(b.choices, q.n, 1) as choice, count(*)::int as count
    from ${box} b, generate_series(1, ${questions}::int) as q (n) group by 1, 2`.execute(tx)
  return { ...all.rows[0]!, counts: rows }
}

/**
 * Writes what stays of a ballot, and drops the box with everything that its rows tell beside their words: their order, their
 * place, the transactions that wrote them. Tokens and choices part here, and so do the choices of one voter, so that neither
 * a receipt nor an unusual pattern of answers leads to anybody. Without `choices` nothing of what was chosen stays.
 */
export async function emptyBox(
  tx: Tx<Tables>,
  ballotId: string,
  { questions, choices }: { questions: number; choices: boolean },
): Promise<void> {
  const box = boxOf(ballotId)
  await sql`
    insert into ballot_spent_token (ballot_id, token_hash)
    select ${ballotId}, token_hash from ${box} order by token_hash`.execute(tx)
  if (choices) {
    await sql`
      with shuffled as materialized (
        select q.n - 1 as question, gen_random_uuid() as id, substr(b.choices, q.n, 1) as choice
        from ${box} b, generate_series(1, ${questions}::int) as q (n)
      )
      insert into ballot_choice (ballot_id, question, id, choice)
      select ${ballotId}, question, id, choice from shuffled order by question, id`.execute(tx)
  }
  await dropBox(tx, ballotId)
}

export async function dropBox(tx: Tx<Tables>, ballotId: string): Promise<void> {
  await sql`drop table ${boxOf(ballotId)}`.execute(tx)
}
