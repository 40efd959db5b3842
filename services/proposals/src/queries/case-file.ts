import { given, proposals as c } from '@lianxie/contracts'
import { type Actor, answer, type Database } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { historyOf } from './history.ts'
import type { Reader } from './reader.ts'
import { found, showRow, versionOf, withRows } from './rows.ts'
import { isFiled, ownProposals, proposersOf, READERS, seesAll, unitsOf, visibleProposals } from './visibility.ts'

/** 提案档案: everything about one proposal that the reader may see. */
export const caseFile = answer(c.CaseFile, {
  allow: READERS,
  read: async (db: Database<Tables>, { proposalId }, { actor }) => {
    const { row, reader } = await open(db, proposalId, actor)
    const [rest, texts, cosigners, reviews, originals, into, version, history] = await Promise.all([
      db.selectFrom('proposal').selectAll().where('id', '=', proposalId).executeTakeFirstOrThrow(),
      textsOf(db, proposalId, reader),
      cosignersOf(db, proposalId),
      reader.isOffice ? reviewsOf(db, proposalId) : [],
      originalsOf(db, proposalId),
      row.merged_into === null ? undefined : subjectOf(db, row.merged_into),
      versionOf(db, `proposal/${proposalId}`),
      historyOf(db, `proposal/${proposalId}`, reader),
    ])
    const [sessions, jointResults] = await Promise.all([
      sessionsOf(db, proposalId),
      rest.joint_key === null || rest.filed_at === null ? [] : jointResultsOf(db, rest.joint_key),
    ])
    const names = await unitNames(db, [
      rest.advised_lead_unit,
      ...rest.advised_co_units,
      rest.suggested_lead_unit,
      ...rest.suggested_co_units,
    ])
    const units = (lead: string | null, co: readonly string[]) => ({
      ...(lead !== null && { lead: named(names, lead) }),
      co: co.map((id) => named(names, id)),
    })
    const seesWork = reader.isOffice || reader.isOwn
    return {
      ...showRow(row),
      version,
      ...given('text', mayReadText(rest, reader) ? texts.at(-1) : undefined),
      files: mayReadText(rest, reader) && (reader.isOwn || rest.state !== 'RETURNED_FOR_REVISION') ? rest.files : [],
      cosignerList: seesWork ? cosigners : cosigners.filter(({ state }) => state === 'SIGNED'),
      ...(seesWork && given('cosignUntil', rest.cosign_until)),
      ...(rest.confirmed_by !== null &&
        seesWork && {
          confirmation: {
            by: rest.confirmed_by,
            ofThisText: rest.confirmed_sha256 === rest.text_sha256,
            ...given('sealedPage', rest.sealed_page),
            ...given('convenorMemberId', rest.convenor_member_id),
          },
        }),
      ...(seesWork && given('publishConsent', rest.publish_consent)),
      ...given('timeMark', rest.time_mark),
      ...given('preFiling', rest.pre_filing),
      advised: units(rest.advised_lead_unit, rest.advised_co_units),
      suggested: seesWork ? units(rest.suggested_lead_unit, rest.suggested_co_units) : { co: [] },
      ...(seesWork && given('contactPhone', rest.contact_phone)),
      ...(reader.isOffice && given('reviewer', rest.reviewer)),
      reviews,
      ...(rest.forum !== null &&
        rest.decided_on !== null && {
          decision: {
            forum: rest.forum,
            decidedOn: rest.decided_on,
            ...given('plannedFinishOn', rest.planned_finish_on),
            ...given('notFiledReason', rest.not_filed_reason),
            ...given('destination', rest.destination),
            ...given('convertedTo', rest.converted_to),
          },
        }),
      ...(rest.merged_into !== null && {
        merger: {
          intoId: rest.merged_into,
          subject: into ?? '',
          ...(seesWork && given('answer', rest.merge_answer)),
        },
      }),
      originalList: originals.map(({ answer: answered, ...original }) => ({
        ...original,
        ...(reader.isOffice && given('answer', answered)),
      })),
      sessions,
      ...given('jointKey', rest.joint_key),
      jointResults,
      history,
    }
  },
})

/** 提案文本各版: those that were submitted; proposers and the office read them. */
export const proposalTexts = answer(c.ProposalTexts, {
  allow: READERS,
  read: async (db: Database<Tables>, { proposalId }, { actor }) => {
    const { reader } = await open(db, proposalId, actor)
    found(reader.isOffice || reader.isOwn ? reader : undefined)
    return { items: await textsOf(db, proposalId, reader) }
  },
})

/** The proposal as lists show it and what the actor is to it; refuses `common.not_found` for what they may not see. */
export async function open(db: Database<Tables>, proposalId: string, actor: Actor) {
  const merged = sql<boolean>`exists (
    select from proposal original left join proposal_cosigner signed
      on signed.proposal_id = original.id and signed.state = 'SIGNED' and signed.member_id = any(${proposersOf(actor)}::uuid[])
    where original.merged_into = proposal.id
      and (original.lead_id = any(${proposersOf(actor)}::uuid[]) or signed.member_id is not null))`
  const row = await withRows(db.selectFrom('proposal').where('proposal.id', '=', proposalId))
    .select([ownProposals(actor).as('own'), merged.as('merged'), isFiled.as('is_filed')])
    .where(visibleProposals(actor))
    .executeTakeFirst()
  const visible = found(row)
  const isOffice = seesAll(actor.role)
  const reader: Reader = {
    role: actor.role,
    isOffice,
    isOwn: visible.own,
    isProposer: visible.own || visible.merged,
    units: unitsOf(actor),
  }
  return { row: visible, reader, own: proposersOf(actor) }
}

/** The text of one that may not be published is for its proposers, the office and those who handle it. */
const mayReadText = (
  { publish_consent, filed_at }: { publish_consent: boolean | null; filed_at: Date | null },
  { role, isOffice, isOwn }: Reader,
) =>
  isOffice ||
  isOwn ||
  role === 'SUPERVISION_OFFICE' ||
  role === 'UNIT_HANDLER' ||
  role === 'UNIT_LEADER' ||
  (filed_at !== null && publish_consent !== false)

/** What a proposer writes anew is theirs alone until it is submitted. */
async function textsOf(db: Database<Tables>, proposalId: string, { isOwn }: Reader) {
  let texts = db.selectFrom('proposal_text').selectAll().where('proposal_id', '=', proposalId)
  if (!isOwn) texts = texts.where('submitted', '=', true)
  const rows = await texts.orderBy('version').execute()
  return rows.map((row) => ({
    version: row.version,
    sha256: row.sha256,
    writtenAt: row.written_at.toISOString(),
    subject: row.subject ?? '',
    ...given('problem', row.problem),
    ...given('analysis', row.analysis),
    suggestions: row.suggestions ?? [],
  }))
}

async function cosignersOf(db: Database<Tables>, proposalId: string) {
  const rows = await db
    .selectFrom('proposal_cosigner')
    .selectAll()
    .where('proposal_id', '=', proposalId)
    .orderBy('position')
    .orderBy('member_id')
    .execute()
  return rows.map((row) => ({
    memberId: row.member_id,
    state: row.state,
    invitedAt: row.invited_at.toISOString(),
    ...given('answeredAt', row.answered_at?.toISOString()),
  }))
}

async function reviewsOf(db: Database<Tables>, proposalId: string) {
  const rows = await db
    .selectFrom('proposal_review')
    .leftJoin('words', (join) =>
      join
        .on('words.aggregate', '=', `proposal/${proposalId}`)
        .onRef('words.version', '=', 'proposal_review.version')
        .on('words.field', '=', 'opinion'),
    )
    .selectAll('proposal_review')
    .select('words.text')
    .where('proposal_id', '=', proposalId)
    .orderBy('proposal_review.version')
    .execute()
  return rows.map((row) => ({
    step: row.step,
    verdict: row.verdict,
    ...given('category', row.category),
    similarIds: row.similar_ids,
    ...given('sealChecked', row.seal_checked),
    reviewer: row.reviewer,
    reviewedAt: row.reviewed_at.toISOString(),
    ...given('opinion', row.text),
  }))
}

async function originalsOf(db: Database<Tables>, proposalId: string) {
  const rows = await db
    .selectFrom('proposal')
    .select(['id', 'subject', 'serial', 'merge_answer'])
    .where('merged_into', '=', proposalId)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    proposalId: row.id,
    subject: row.subject ?? '',
    ...given('serial', row.serial),
    ...given('answer', row.merge_answer),
  }))
}

async function subjectOf(db: Database<Tables>, id: string): Promise<string> {
  const row = await db.selectFrom('proposal').select('subject').where('id', '=', id).executeTakeFirst()
  return row?.subject ?? ''
}

async function sessionsOf(db: Database<Tables>, proposalId: string) {
  const rows = await db
    .selectFrom('proposal_session')
    .innerJoin('known_session', 'known_session.id', 'proposal_session.session_id')
    .select(['known_session.id', 'title', 'form', 'starts_at', 'proposal_session.held_on'])
    .where('proposal_id', '=', proposalId)
    .orderBy('starts_at')
    .orderBy('known_session.id')
    .execute()
  return rows.map((row) => ({
    sessionId: row.id,
    title: row.title,
    form: row.form,
    startsAt: row.starts_at.toISOString(),
    ...given('heldOn', row.held_on),
  }))
}

/** 联合提案各方办理结果, in the order of the committees' names. */
async function jointResultsOf(db: Database<Tables>, jointKey: string) {
  const rows = await db
    .selectFrom('known_joint_result')
    .select(['committee', 'result_class', 'replied_on'])
    .where('joint_key', '=', jointKey)
    .orderBy('committee')
    .execute()
  return rows.map((row) => ({ committee: row.committee, resultClass: row.result_class, repliedOn: row.replied_on }))
}

async function unitNames(db: Database<Tables>, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const asked = ids.filter((id) => id !== null)
  if (asked.length === 0) return new Map()
  const rows = await db.selectFrom('known_unit').select(['id', 'name']).where('id', 'in', asked).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

const named = (names: ReadonlyMap<string, string>, id: string) => ({ id, ...given('name', names.get(id)) })
