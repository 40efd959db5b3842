import { given, Refusal } from '@lianxie/contracts'
import type { Tx } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Suggested } from '../domain/assignment.ts'
import type { HandledCase, Original, Unit } from '../domain/handled-case.ts'
import { loadProposals, requireLive } from './proposal.ts'
import type { Tables } from './tables.ts'

/** A case with its units; refuses `common.not_found`. */
export async function loadCase(tx: Tx<Tables>, id: string): Promise<HandledCase> {
  const handled = (await loadCases(tx, [id])).get(id)
  if (!handled) throw new Refusal('common.not_found', { field: 'proposalId' })
  return handled
}

/** Cases by their ids; those that do not exist are left out, and imported ones refused. */
export async function loadCases(tx: Tx<Tables>, ids: readonly string[]): Promise<Map<string, HandledCase>> {
  const [proposals, rows, units] = await Promise.all([
    loadProposals(tx, ids),
    tx
      .selectFrom('proposal')
      .select(['id', 'assigned_at', 'assigned_on', 'assignment_mode', 'reply_round', 'is_important', 'key_since'])
      .where('id', 'in', [...ids])
      .execute(),
    loadUnits(tx, ids),
  ])
  const byId = new Map(rows.map((row) => [row.id, row]))
  return new Map(
    proposals.map((proposal): [string, HandledCase] => {
      requireLive(proposal)
      const row = byId.get(proposal.id)!
      return [
        proposal.id,
        {
          proposal,
          ...given('assignedAt', row.assigned_at),
          ...given('assignedOn', row.assigned_on),
          ...given('mode', row.assignment_mode),
          round: row.reply_round,
          isKey: row.key_since !== null,
          isImportant: row.is_important,
          units: units.get(proposal.id) ?? [],
        },
      ]
    }),
  )
}

async function loadUnits(tx: Tx<Tables>, ids: readonly string[]): Promise<Map<string, Unit[]>> {
  const rows = await tx
    .selectFrom('proposal_assignment')
    .select([
      'proposal_id',
      'unit_id',
      'role',
      'state',
      'work',
      'round',
      'window_due',
      'return_answer_due',
      'contact_due',
      'contacted_at',
      'opinion_due',
      'opinion_at',
      'handler_named_at',
      'plan_at',
      'reply_deadline',
      'reply_by_rule',
      'extensions',
    ])
    .where('proposal_id', 'in', [...ids])
    .orderBy('proposal_id')
    .orderBy('position')
    .orderBy('unit_id')
    .execute()
  const byCase = Map.groupBy(rows, ({ proposal_id }) => proposal_id)
  const unitOf = (row: (typeof rows)[number]): Unit => ({
    unitId: row.unit_id,
    role: row.role,
    state: row.state,
    work: row.work,
    round: row.round,
    ...given('windowDue', row.window_due?.toISOString()),
    ...given('returnAnswerDue', row.return_answer_due?.toISOString()),
    ...given('meetingDue', row.contact_due?.toISOString()),
    contacted: row.contacted_at !== null,
    ...given('opinionDue', row.opinion_due?.toISOString()),
    opinionGiven: row.opinion_at !== null,
    named: row.handler_named_at !== null,
    planned: row.plan_at !== null,
    ...given('replyDeadline', row.reply_deadline as Unit['replyDeadline']),
    replyByRule: row.reply_by_rule,
    extensions: row.extensions,
  })
  return new Map([...byCase].map(([id, own]) => [id, own.map(unitOf)]))
}

/** 立案时的建议承办单位 of many proposals. */
export async function loadSuggested(tx: Tx<Tables>, ids: readonly string[]): Promise<Map<string, Suggested>> {
  const rows = await tx
    .selectFrom('proposal')
    .select(['id', 'suggested_lead_unit', 'suggested_co_units'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(
    rows.map((row) => [row.id, { ...given('leadUnitId', row.suggested_lead_unit), coUnitIds: row.suggested_co_units }]),
  )
}

/** The originals of a case with their proposers: the target first, then what was merged into it by number. */
export async function loadOriginals(tx: Tx<Tables>, caseId: string): Promise<Original[]> {
  const rows = await tx
    .selectFrom('proposal')
    .select(['id', 'lead_kind', 'lead_id'])
    .select((eb) =>
      eb
        .selectFrom('proposal_cosigner')
        .whereRef('proposal_cosigner.proposal_id', '=', 'proposal.id')
        .where('state', '=', 'SIGNED')
        .select(sql<string[]>`coalesce(array_agg(member_id order by position, member_id), '{}')`.as('ids'))
        .as('cosigners'),
    )
    .where((eb) => eb.or([eb('id', '=', caseId), eb('merged_into', '=', caseId)]))
    .orderBy((eb) => eb.case().when('id', '=', caseId).then(0).else(1).end())
    .orderBy('receipt_number')
    .orderBy('id')
    .execute()
  return rows.map(({ id, lead_kind, lead_id, cosigners }) => ({
    proposalId: id,
    lead: { kind: lead_kind, id: lead_id },
    cosigners: cosigners ?? [],
  }))
}

/** 待交办的大会提案 of a session: filed, and not part of another case. */
export async function loadUnassigned(tx: Tx<Tables>, intakeId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('proposal')
    .select('id')
    .where('intake_id', '=', intakeId)
    .where('state', '=', 'FILED')
    .where('period', '=', 'SESSION')
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}
