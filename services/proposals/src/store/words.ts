import { createHash } from 'node:crypto'
import { type RecordedEvent, searchText, type Tx } from '@lianxie/service-kit'
import type { Content } from '../domain/content.ts'
import type { Tables } from './tables.ts'

/** The SHA-256 by which events speak of a text that stays here. */
export const hashOfContent = ({ subject, problem, analysis, suggestions }: Content): string =>
  createHash('sha256')
    .update(JSON.stringify([subject, problem ?? null, analysis ?? null, suggestions]), 'utf8')
    .digest('hex')

/** Keeps words that came with an event beside it, each under the name of its field; empty ones are left out. */
export async function keepWords(
  tx: Tx<Tables>,
  { aggregate, aggregateVersion: version }: Pick<RecordedEvent, 'aggregate' | 'aggregateVersion'>,
  words: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const rows = Object.entries(words).flatMap(([field, text]) =>
    text === undefined ? [] : [{ aggregate, version, field, text }],
  )
  if (rows.length > 0) await tx.insertInto('words').values(rows).execute()
}

/** Keeps the text of a proposal, and what lists and searches need of it. */
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
  await tx
    .updateTable('proposal')
    .set({ subject, search: searchText(subject, [problem ?? '', analysis ?? '', ...suggestions].join('\n')) })
    .where('id', '=', proposalId)
    .execute()
}

/** Forgets the words of a draft that was thrown away. */
export async function forgetContent(tx: Tx<Tables>, proposalId: string): Promise<void> {
  await tx.updateTable('proposal').set({ subject: null, search: null }).where('id', '=', proposalId).execute()
  await tx.deleteFrom('words').where('aggregate', '=', `proposal/${proposalId}`).execute()
}
