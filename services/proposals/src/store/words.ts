import { createHash } from 'node:crypto'
import { foldedText, searchText, type Tx } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Content } from '../domain/content.ts'
import type { Tables } from './tables.ts'

/** The SHA-256 by which events speak of a text that stays here. */
export const hashOfContent = ({
  subject,
  problem,
  analysis,
  suggestions,
  files = [],
}: Content & { files?: readonly { sha256: string }[] }): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        subject,
        problem ?? null,
        analysis ?? null,
        suggestions,
        // What is attached is signed and sealed with the text.
        ...(files.length > 0 ? [files.map(({ sha256 }) => sha256)] : []),
      ]),
      'utf8',
    )
    .digest('hex')

/** Keeps the words of a version of a proposal's text. */
export async function keepContent(
  tx: Tx<Tables>,
  proposalId: string,
  textVersion: number,
  content: Content,
): Promise<void> {
  const { subject, problem = null, analysis = null, suggestions } = content
  await tx
    .updateTable('proposal_text')
    .set({ subject, problem, analysis, suggestions: [...suggestions] })
    .where('proposal_id', '=', proposalId)
    .where('version', '=', textVersion)
    .execute()
}

/** Lets lists and searches know the text: of a draft to its writer, of what was submitted to the office. */
export async function showContent(tx: Tx<Tables>, proposalId: string, content: Content): Promise<void> {
  const { subject, problem = null, analysis = null, suggestions } = content
  await tx.updateTable('proposal').set({ subject }).where('id', '=', proposalId).execute()
  await keepSearch(tx, [{ proposalId, subject, body: [problem ?? '', analysis ?? '', ...suggestions].join('\n') }])
}

/** Forgets the words of a draft that was thrown away. */
export async function forgetContent(tx: Tx<Tables>, proposalId: string): Promise<void> {
  await tx.updateTable('proposal').set({ subject: null }).where('id', '=', proposalId).execute()
  await tx.deleteFrom('proposal_search').where('proposal_id', '=', proposalId).execute()
  await tx.deleteFrom('words').where('aggregate', '=', `proposal/${proposalId}`).execute()
}

/** What proposals are searched by from now on. */
export async function keepSearch(
  tx: Tx<Tables>,
  texts: readonly { proposalId: string; subject: string; body?: string }[],
): Promise<void> {
  const ids = texts.map(({ proposalId }) => proposalId)
  const searches = texts.map(({ subject, body }) => searchText(subject, body))
  const folded = texts.map(({ subject, body }) => foldedText(subject, body))
  await sql`
    insert into proposal_search (proposal_id, search, folded)
    select * from unnest(${ids}::uuid[], ${searches}::tsvector[], ${folded}::text[])
    on conflict (proposal_id) do update set search = excluded.search, folded = excluded.folded`.execute(tx)
}
