import { foldedText, searchText } from '@lianxie/service-kit'
import pg from 'pg'
import { type ProposalWorld, wordsOfProposal } from './proposal-lives.ts'

const AT_ONCE = 2_000

/**
 * Writes what no event of the service carries: the words of its proposals, as it keeps them itself, and what other services
 * told of bodies, sectors, units and members.
 */
export async function keepProposalWords(databaseUrl: string, world: ProposalWorld): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(`set maintenance_work_mem = '256MB'`)
    await keepKnown(client, world)
    await keepTexts(client)
    // What similar proposals are found by is made of the texts, and is not to be made while something is measured.
    await client.query(`update scheduled_job set due_at = now() where job = 'proposals.count-likeness'`)
  } finally {
    await client.end()
  }
}

async function keepKnown(client: pg.Client, { sectors, bodies, units, members }: ProposalWorld): Promise<void> {
  await client.query(
    `insert into known_body (id, name, is_sector, active)
     select id, '第' || n || '界别', true, true from unnest($1::uuid[]) with ordinality as s (id, n)
     union all select id, '第' || n || '委员会', false, true from unnest($2::uuid[]) with ordinality as b (id, n)`,
    [sectors, bodies],
  )
  await client.query(
    `insert into known_unit (id, name, unit_kind, side, active)
     select id, '区第' || n || '局', 'HANDLING_UNIT', 'GOVERNMENT', true from unnest($1::uuid[]) with ordinality as u (id, n)`,
    [units],
  )
  await client.query(`insert into known_member (id, sector_id) select * from unnest($1::uuid[], $2::uuid[])`, [
    members.map(({ id }) => id),
    members.map(({ sectorId }) => sectorId),
  ])
}

async function keepTexts(client: pg.Client): Promise<void> {
  // An index of words is made in a fraction of the time that it takes to add as many texts to it one by one.
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `select indexname as name, indexdef as definition from pg_indexes
     where schemaname = current_schema() and tablename = 'proposal_search' and indexdef like '% USING gin (search%'`,
  )
  for (const { name } of indexes) await client.query(`drop index "${name}"`)
  const { rows } = await client.query<{ id: string }>('select id from proposal order by submitted_at, id')
  for (let i = 0; i < rows.length; i += AT_ONCE) {
    const ids = rows.slice(i, i + AT_ONCE).map(({ id }) => id)
    const words = ids.map(wordsOfProposal)
    await client.query(
      `with kept as (
         insert into proposal_search select * from unnest($1::uuid[], $3::tsvector[], $4::text[]))
       update proposal set subject = w.subject from unnest($1::uuid[], $2::text[]) as w (id, subject) where proposal.id = w.id`,
      [
        ids,
        words.map(({ subject }) => subject),
        words.map(({ subject, problem, analysis, suggestions }) =>
          searchText(subject, [problem, analysis, ...suggestions].join('\n')),
        ),
        words.map(({ subject, problem, analysis, suggestions }) =>
          foldedText(subject, [problem, analysis, ...suggestions].join('\n')),
        ),
      ],
    )
    await client.query(
      `update proposal_text set subject = w.subject, problem = w.problem, analysis = w.analysis,
         suggestions = array(select jsonb_array_elements_text(w.suggestions))
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::jsonb[])
         as w (id, subject, problem, analysis, suggestions) where proposal_id = w.id`,
      [
        ids,
        words.map(({ subject }) => subject),
        words.map(({ problem }) => problem),
        words.map(({ analysis }) => analysis),
        words.map(({ suggestions }) => JSON.stringify(suggestions)),
      ],
    )
  }
  for (const { definition } of indexes) await client.query(definition)
}
