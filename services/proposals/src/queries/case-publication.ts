import { given, proposals as c } from '@lianxie/contracts'
import { answer, type Database } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'
import { found, versionOf } from './rows.ts'
import { visibleProposals } from './visibility.ts'

/** 公开决定: with the redacted texts, for whoever draws them up or checks them. */
export const casePublication = answer(c.CasePublication, {
  allow: ['STAFF_PROPOSAL', 'STAFF_OFFICE', 'CHAIR'],
  read: async (db: Database<Tables>, { proposalId }, { actor }) => {
    const row = found(
      await db
        .selectFrom('proposal')
        .select(['publish_consent', 'publication', 'published', 'published_at', 'file_number', 'keep_until'])
        .where('id', '=', proposalId)
        .where(visibleProposals(actor))
        .executeTakeFirst(),
    )
    const aggregate = `proposal/${proposalId}`
    const words = row.publication
      ? await db
          .selectFrom('words')
          .select(['field', 'text'])
          .where('aggregate', '=', aggregate)
          .where('version', '=', row.publication.version)
          .where('field', 'in', ['subject', 'body', 'reply'])
          .execute()
      : []
    return {
      version: await versionOf(db, aggregate),
      ...given('consent', row.publish_consent),
      ...(row.publication && {
        prepared: {
          modes: row.publication.modes,
          sha256: row.publication.sha256,
          by: row.publication.by,
          ...Object.fromEntries(words.map(({ field, text }) => [field, text])),
        },
      }),
      ...(row.published &&
        row.published_at && { published: { ...row.published, publishedAt: row.published_at.toISOString() } }),
      ...(row.file_number !== null &&
        row.keep_until !== null && { archived: { fileNumber: row.file_number, keepUntil: row.keep_until } }),
    }
  },
})
