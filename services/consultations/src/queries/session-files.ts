import { filesThat, type ReadableFiles } from '@lianxie/service-kit'
import { sql } from 'kysely'
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

/** Which files an actor reads by what refers to them: a file is as open as its most open mention. */
export const readableFiles: ReadableFiles = (db, hashes, actor) => {
  const units = unitsOf(actor)
  const everyUnit = units.length === 0
  return filesThat(
    db,
    hashes,
    sql`exists (
      select from session_material join session on session.id = session_material.session_id
      where session_material.file @> asked.one and ${visibleSessions(actor)}
        and (${takesPart(actor)} and ${visibleMaterials(actor, true)} or ${visibleMaterials(actor, false)}))
    or exists (
      select from session_speech join session on session.id = session_speech.session_id
      where session_speech.file @> asked.one and ${visibleSessions(actor)}
        and (${readsRecord(actor, false)} or ${takesPart(actor)}))
    or exists (
      select from session_minutes m join session on session.id = m.session_id
      where m.file @> asked.one and ${visibleSessions(actor)}
        and (${seesAll(actor.role)} or m.circulated_at is not null and ${takesPart(actor)}))
    or exists (
      select from commitment_report r join commitment on commitment.id = r.commitment_id
      where r.files @> asked.many and ${visibleCommitments(actor)})
    or exists (
      select from research_visit v join research on research.id = v.research_id
      where v.files @> asked.many and ${visibleResearch(actor)})
    or exists (
      select from research_report r join research on research.id = r.research_id
      where r.file @> asked.one and ${visibleResearch(actor)})
    or exists (select from outcome where outcome.file @> asked.one and ${visibleOutcomes(actor)})
    or exists (
      select from outcome_suggestion s join outcome on outcome.id = s.outcome_id
      where s.files @> asked.many and ${visibleOutcomes(actor)}
        and (${everyUnit} or s.unit_id = any(${units}::uuid[])))
    or exists (
      select from suggestion_report r join outcome_suggestion s on s.id = r.suggestion_id
        join outcome on outcome.id = s.outcome_id
      where r.files @> asked.many and ${visibleOutcomes(actor)}
        and (${everyUnit} or s.unit_id = any(${units}::uuid[])))`,
  )
}
