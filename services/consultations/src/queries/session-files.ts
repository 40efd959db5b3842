import type { Actor, Database } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { seesAll } from './plan-visibility.ts'
import {
  readsRecord,
  takesPart,
  unitsOf,
  visibleCommitments,
  visibleMaterials,
  visibleOutcomes,
  visibleResearch,
  visibleSessions,
} from './session-visibility.ts'

/** Whether an actor may read something that refers to a file: the file is as open as its most open mention. */
export async function mayReadFile(db: Database<Tables>, sha256: string, actor: Actor): Promise<boolean> {
  const one = JSON.stringify({ sha256 })
  const many = JSON.stringify([{ sha256 }])
  const units = unitsOf(actor)
  const everyUnit = units.length === 0
  const { rows } = await sql`
    select where exists (
      select from session_material join session on session.id = session_material.session_id
      where session_material.file @> ${one}::jsonb and ${visibleSessions(actor)}
        and (${takesPart(actor)} and ${visibleMaterials(actor, true)} or ${visibleMaterials(actor, false)}))
    or exists (
      select from session_speech join session on session.id = session_speech.session_id
      where session_speech.file @> ${one}::jsonb and ${visibleSessions(actor)}
        and (${readsRecord(actor, false)} or ${takesPart(actor)}))
    or exists (
      select from session_minutes m join session on session.id = m.session_id
      where m.file @> ${one}::jsonb and ${visibleSessions(actor)}
        and (${seesAll(actor.role)} or m.circulated_at is not null and ${takesPart(actor)}))
    or exists (
      select from commitment_report r join commitment on commitment.id = r.commitment_id
      where r.files @> ${many}::jsonb and ${visibleCommitments(actor)})
    or exists (
      select from research_visit v join research on research.id = v.research_id
      where v.files @> ${many}::jsonb and ${visibleResearch(actor)})
    or exists (
      select from research_report r join research on research.id = r.research_id
      where r.file @> ${one}::jsonb and ${visibleResearch(actor)})
    or exists (select from outcome where outcome.file @> ${one}::jsonb and ${visibleOutcomes(actor)})
    or exists (
      select from outcome_suggestion s join outcome on outcome.id = s.outcome_id
      where s.files @> ${many}::jsonb and ${visibleOutcomes(actor)}
        and (${everyUnit} or s.unit_id = any(${units}::uuid[])))
    or exists (
      select from suggestion_report r join outcome_suggestion s on s.id = r.suggestion_id
        join outcome on outcome.id = s.outcome_id
      where r.files @> ${many}::jsonb and ${visibleOutcomes(actor)}
        and (${everyUnit} or s.unit_id = any(${units}::uuid[])))`.execute(db)
  return rows.length > 0
}
