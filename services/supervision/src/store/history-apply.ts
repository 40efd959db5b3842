import { endOfDay } from '@lianxie/policy'
import { historyImportAppliers, searchText, type Tx } from '@lianxie/service-kit'
import type { Appliers } from './appliers.ts'
import type { Tables } from './tables.ts'

// Thousands of these come together: each writes rows that it names by their keys, and reads none.

/** 历史导入, and what imported facts make of projects, visits and findings. */
export const historyAppliers = {
  'supervision.history-import-started': historyImportAppliers.started,
  'supervision.history-chunk-imported': historyImportAppliers.chunkImported,
  'supervision.history-import-finished': historyImportAppliers.finished,
  'supervision.history-import-cancelled': historyImportAppliers.cancelled,

  'supervision.history-actor-named': (tx, { data: { actorId, region, kind, name = null } }) =>
    tx.insertInto('history_actor').values({ id: actorId, region, kind, name }).execute(),

  async 'supervision.history-project-started'(tx, { data, time }) {
    const { projectId: project_id, region, ref, opening, team = null, topic, occurredOn: started_on } = data
    await tx
      .insertInto('project')
      .values({
        id: project_id,
        state: data.state,
        state_since: time,
        created_at: time,
        origin: 'IMPORTED',
        form: data.form,
        topic,
        level: 'OWN',
        year: data.year,
        starts_on: started_on,
        unit_ids: [],
        search: searchText(topic),
      })
      .execute()
    await tx.insertInto('history_project').values({ project_id, region, ref, opening, started_on, team }).execute()
    await keepFact(tx, data)
  },
  async 'supervision.history-project-reported'(tx, { data, time }) {
    await tx
      .updateTable('project')
      .set({ state: data.state, state_since: time, ends_on: data.occurredOn })
      .where('id', '=', data.projectId)
      .execute()
    await tx
      .updateTable('history_project')
      .set({ reported_on: data.occurredOn })
      .where('project_id', '=', data.projectId)
      .execute()
    await keepFact(tx, data)
  },
  async 'supervision.history-department-appraised'(tx, { data }) {
    const { appraisalId: id, projectId: project_id, region, ref, department, score, occurredOn: held_on } = data
    await tx
      .insertInto('history_appraisal')
      .values({ id, project_id, region, ref, department, score, held_on })
      .execute()
    await keepFact(tx, data)
  },
  async 'supervision.history-visit-held'(tx, { data, time }) {
    const { visitId, projectId: project_id, region, ref, place = null } = data
    await tx
      .insertInto('visit')
      .values({
        id: visitId,
        project_id,
        kind: 'INSPECTION',
        state: 'HELD',
        origin: 'IMPORTED',
        place,
        held_at: time,
      })
      .execute()
    await tx.insertInto('history_visit').values({ visit_id: visitId, region, ref }).execute()
    await keepFact(tx, data)
  },
  async 'supervision.history-visit-attended'(tx, { data }) {
    await tx.insertInto('visit_participant').values({ visit_id: data.visitId, member_id: data.memberId }).execute()
    await keepFact(tx, data)
  },
  async 'supervision.history-finding-raised'(tx, { data, time, actor }) {
    const { findingId, projectId: project_id, visitId = null, dueOn = null, region, ref, printedList = null } = data
    const due_at = dueOn === null ? null : new Date(endOfDay(dueOn))
    await tx
      .insertInto('finding')
      .values({
        id: findingId,
        project_id,
        visit_id: visitId,
        origin: 'IMPORTED',
        state: data.state,
        state_since: time,
        severity: data.severity,
        subject: data.subject,
        unit_id: data.unitId,
        raised_at: time,
        raised_by: actor,
        sha256: data.source.digest,
        due_at,
        printed_list: printedList,
      })
      .execute()
    await tx
      .insertInto('history_finding')
      .values({
        finding_id: findingId,
        region,
        ref,
        due_on: dueOn,
        last_on: data.occurredOn,
      })
      .execute()
    await keepFact(tx, data)
  },
  async 'supervision.history-finding-rectified'(tx, { data, time }) {
    const { findingId, round, state, late = null, occurredOn: last_on } = data
    await tx
      .updateTable('finding')
      .set({ state, state_since: time, round, rectified_at: time, told_late: late })
      .where('id', '=', findingId)
      .execute()
    await tx.updateTable('history_finding').set({ last_on }).where('finding_id', '=', findingId).execute()
    await keepFact(tx, data)
  },
  async 'supervision.history-finding-verified'(tx, { data, time }) {
    const { findingId, round, state, passed, occurredOn: last_on } = data
    await tx
      .updateTable('finding')
      // What is opened again goes into its next round; so many rounds, so many times.
      .set({ state, state_since: time, ...(passed ? { verified_at: time } : { round: round + 1, reopened: round }) })
      .where('id', '=', findingId)
      .execute()
    await tx.updateTable('history_finding').set({ last_on }).where('finding_id', '=', findingId).execute()
    await keepFact(tx, data)
  },
} satisfies Partial<Appliers>

interface Read {
  projectId: string
  source?: { sha256: string; line: number; fact: string; digest: string } | undefined
}

/** The fact is known from now on. */
async function keepFact(tx: Tx<Tables>, { projectId: project_id, source }: Read): Promise<void> {
  if (!source) return
  const { fact: name, digest, sha256, line } = source
  await tx.insertInto('history_fact').values({ name, digest, project_id, sha256, line }).execute()
}
