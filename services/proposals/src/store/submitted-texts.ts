import type { Database } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Content } from '../domain/content.ts'
import type { LikenessText } from './likeness-terms.ts'
import type { Tables } from './tables.ts'

/** A proposal's words as the office has them: the last version that was submitted. */
export interface SubmittedText extends LikenessText {
  proposalId: string
  textVersion: number
  content: Content
}

/** The texts of proposals that were submitted; of one whose text is not known the subject. */
export async function submittedTexts(db: Database<Tables>, proposalIds: readonly string[]): Promise<SubmittedText[]> {
  if (proposalIds.length === 0) return []
  const { rows } = await sql<Words & { id: string; version: number }>`
    select proposal.id, coalesce(latest.version, 0) as version, coalesce(latest.subject, proposal.subject, '') as subject,
      latest.problem, latest.analysis, latest.suggestions
    from proposal left join lateral (
      select version, subject, problem, analysis, suggestions from proposal_text
      where proposal_text.proposal_id = proposal.id and proposal_text.submitted
      order by version desc limit 1) latest on true
    where proposal.id = any(${proposalIds}::uuid[]) and proposal.submitted_at is not null`.execute(db)
  return rows.map(({ id, version, ...words }) => {
    const content = contentOf(words)
    return { proposalId: id, textVersion: version, subject: content.subject, body: bodyOf(content), content }
  })
}

/** The words of a proposal as its writer saved them last, submitted or not. */
export async function savedContent(db: Database<Tables>, proposalId: string): Promise<Content | undefined> {
  const row = await db
    .selectFrom('proposal_text')
    .innerJoin('proposal', 'proposal.id', 'proposal_text.proposal_id')
    .whereRef('proposal_text.version', '=', 'proposal.text_version')
    .where('proposal.id', '=', proposalId)
    .select(['proposal_text.subject', 'proposal_text.problem', 'proposal_text.analysis', 'proposal_text.suggestions'])
    .executeTakeFirst()
  return row && contentOf({ ...row, subject: row.subject ?? '' })
}

const contentOf = ({ subject, problem, analysis, suggestions }: Words): Content => ({
  subject,
  ...(problem !== null && { problem }),
  ...(analysis !== null && { analysis }),
  suggestions: suggestions ?? [],
})

interface Words {
  subject: string
  problem: string | null
  analysis: string | null
  suggestions: string[] | null
}

/** All but the subject, as one text. */
export const bodyOf = ({ problem, analysis, suggestions }: Content): string =>
  [problem, analysis, ...suggestions].filter((part) => part !== undefined).join('\n')
