import { STAFF, type supervision as c } from '@lianxie/contracts'
import type { Actor } from '@lianxie/service-kit'
import { type RawBuilder, sql } from 'kysely'
import { isUnit, seesAll } from './visibility.ts'

/** Who reads anything of an appraisal; `domain.md` §3.1, “ballot (appraisal, …)”. */
export const APPRAISAL_READERS = [...STAFF, 'CHAIR', 'MEMBER', 'UNIT_HANDLER', 'UNIT_LEADER', 'AUDITOR'] as const

const BEFORE_CONSENT = ['PROPOSED', 'CANCELLED'] as const satisfies c.AppraisalState[]

/** The appraisals that an actor sees: members those agreed to, a unit those of them in which it is appraised. */
export function visibleAppraisals({ role, units }: Actor): RawBuilder<boolean> {
  if (seesAll(role) || role === 'AUDITOR') return sql<boolean>`true`
  const agreed = sql<boolean>`appraisal.state <> all(${BEFORE_CONSENT}::text[])`
  if (role === 'MEMBER' || role === 'ANALYST') return agreed
  return isUnit(role) ? sql<boolean>`(${agreed} and appraisal.unit_ids && ${[...units]}::uuid[])` : sql<boolean>`false`
}

/** The units of an appraisal that an actor sees: a unit itself alone. */
export const visibleUnits = ({ role, units }: Actor): RawBuilder<boolean> =>
  isUnit(role) ? sql<boolean>`appraised_unit.unit_id = any(${[...units]}::uuid[])` : sql<boolean>`true`

/** Whether the file `asked` is of an appraisal and for an actor: of the own report and rectification, and of the letter that was sent. */
export function mentionedInAppraisal(actor: Actor): RawBuilder<boolean> {
  if (!seesAll(actor.role) && actor.role !== 'AUDITOR' && !isUnit(actor.role)) return sql<boolean>`false`
  const sent = sql<boolean>`(appraised_unit.signed_on is not null
    or (appraised_unit.report_files || appraised_unit.rectification_files) @> asked.many)`
  return sql<boolean>`exists (
    select from appraised_unit
    where (appraised_unit.report_files || appraised_unit.letter_files || appraised_unit.rectification_files) @> asked.many
      and ${visibleUnits(actor)} and ${isUnit(actor.role) ? sent : sql<boolean>`true`})`
}
