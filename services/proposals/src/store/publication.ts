import { createHash } from 'node:crypto'
import { type CommandOf, given, type proposals as c, type Role } from '@lianxie/contracts'
import type { Tx } from '@lianxie/service-kit'
import type { Entry, RecordedMeeting } from '../domain/correction.ts'
import type { Publication } from '../domain/publication.ts'
import type { Tables } from './tables.ts'

type Parts = Pick<CommandOf<typeof c.DecidePublication>, 'subject' | 'body' | 'reply'>

/** The SHA-256 of what is to be published, which whoever checks it gives back. */
export const hashOfPublication = ({ subject, body, reply }: Parts): string =>
  createHash('sha256')
    .update(JSON.stringify([subject, body, reply].map(({ mode, text }) => [mode, text ?? null])), 'utf8')
    .digest('hex')

export async function loadPublication(tx: Tx<Tables>, proposalId: string): Promise<Publication> {
  const row = await tx
    .selectFrom('proposal')
    .leftJoin('proposal as target', 'target.id', 'proposal.merged_into')
    .select([
      'proposal.publish_consent',
      'proposal.publication',
      'proposal.published_at',
      'proposal.state',
      'target.state as case_state',
    ])
    .where('proposal.id', '=', proposalId)
    .executeTakeFirstOrThrow()
  return {
    consent: row.publish_consent === true,
    ...given('prepared', row.publication),
    isPublished: row.published_at !== null,
    caseState: row.case_state ?? row.state,
  }
}

/** The redacted texts of the publication that waits to be checked. */
export async function loadPreparedTexts(
  tx: Tx<Tables>,
  proposalId: string,
): Promise<Partial<Record<keyof Parts, string>>> {
  const row = await tx.selectFrom('proposal').select('publication').where('id', '=', proposalId).executeTakeFirst()
  if (!row?.publication) return {}
  const rows = await tx
    .selectFrom('words')
    .select(['field', 'text'])
    .where('aggregate', '=', `proposal/${proposalId}`)
    .where('version', '=', row.publication.version)
    .where('field', 'in', ['subject', 'body', 'reply'])
    .execute()
  return Object.fromEntries(rows.map(({ field, text }) => [field, text]))
}

/** Words of an event as they stand, with the role in which it was written, and the unit that it names. */
export async function findEntry(
  tx: Tx<Tables>,
  proposalId: string,
  version: number,
  field: string,
): Promise<Entry | undefined> {
  const row = await tx
    .selectFrom('current_words')
    .innerJoin('event', (join) =>
      join
        .onRef('event.aggregate', '=', 'current_words.aggregate')
        .onRef('event.aggregate_version', '=', 'current_words.version'),
    )
    .select(['current_words.text', 'event.type', 'event.payload'])
    .where('current_words.aggregate', '=', `proposal/${proposalId}`)
    .where('current_words.version', '=', version)
    .where('current_words.field', '=', field)
    // What corrects an entry is no entry of its own: that one is corrected again.
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('correction')
            .select('version')
            .where('proposal_id', '=', proposalId)
            .where('version', '=', version),
        ),
      ),
    )
    .executeTakeFirst()
  if (!row) return undefined
  const { actorrole, data } = JSON.parse(row.payload.toString('utf8')) as {
    actorrole: Role
    data: { unitId?: string }
  }
  return { text: row.text, type: row.type, role: actorrole, ...given('unitId', data.unitId) }
}

/** 面商记录 of a case. */
export async function findMeeting(
  tx: Tx<Tables>,
  proposalId: string,
  id: string,
): Promise<RecordedMeeting | undefined> {
  const row = await tx
    .selectFrom('proposal_meeting')
    .select(['id', 'unit_id', 'held_on'])
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom('proposal_meeting_party')
          .select('meeting_id')
          .whereRef('meeting_id', '=', 'proposal_meeting.id')
          .where('answer', 'is not', null),
      ).as('answered'),
    )
    .where('id', '=', id)
    .where('proposal_id', '=', proposalId)
    .executeTakeFirst()
  return row && { id: row.id, unitId: row.unit_id, heldOn: row.held_on, answered: row.answered === true }
}

export async function loadAssignedOn(tx: Tx<Tables>, proposalId: string): Promise<string | undefined> {
  const row = await tx.selectFrom('proposal').select('assigned_on').where('id', '=', proposalId).executeTakeFirst()
  return row?.assigned_on ?? undefined
}

/** How many promises the last reply of a unit came with. */
export async function countPromises(tx: Tx<Tables>, proposalId: string, unitId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('proposal_promise')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('proposal_id', '=', proposalId)
    .where('unit_id', '=', unitId)
    .where('round', '=', ({ selectFrom }) =>
      selectFrom('proposal_feedback')
        .select(({ fn }) => fn.max('round').as('round'))
        .where('proposal_id', '=', proposalId),
    )
    .executeTakeFirstOrThrow()
  return Number(count)
}
