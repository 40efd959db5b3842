import { given, Refusal, type ResultOf, supervision as c } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { type Actor, answer, type Database } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { certificateRows, groupRows, showCertificate, showGroup } from './group-rows.ts'
import { visibleGroups } from './group-visibility.ts'
import { historyOf, versionOf } from './history.ts'
import { READERS, seesAll, visibleFindings, visibleProjects } from './visibility.ts'
import { visibleVisits } from './visible-visits.ts'

/** 监督小组. */
export const group = answer(c.GroupById, {
  allow: READERS,
  read: async (db: Database<Tables>, { groupId }, { actor, now }): Promise<ResultOf<typeof c.GroupById>> => {
    const today = shanghaiDate(now)
    const row = await groupRows(db, [groupId], today)
      .select('supervision_group.ended_by')
      .where(visibleGroups(actor))
      .executeTakeFirst()
    if (!row) throw new Refusal('common.not_found', { field: 'groupId' })
    const aggregate = `group/${groupId}`
    const [version, members, postings, projects, certificates, work, history] = await Promise.all([
      versionOf(db, aggregate),
      db
        .selectFrom('group_member')
        .select(['member_id', 'from_on', 'until_on'])
        .where('group_id', '=', groupId)
        .orderBy('from_on')
        .orderBy('member_id')
        .execute(),
      db
        .selectFrom('group_posting as posting')
        .leftJoin('known_unit as unit', 'unit.id', 'posting.unit_id')
        .select(['posting.unit_id', 'unit.name', 'posting.from_on', 'posting.until_on'])
        .where('posting.group_id', '=', groupId)
        .orderBy('posting.from_on')
        .orderBy('unit.name')
        .orderBy('posting.unit_id')
        .execute(),
      db
        .selectFrom('project_group as given')
        .innerJoin('project', 'project.id', 'given.project_id')
        .select(['project.id', 'project.topic', 'project.year', 'project.state'])
        .where('given.group_id', '=', groupId)
        .where(visibleProjects(actor))
        .orderBy('project.created_at', 'desc')
        .orderBy('project.id')
        .execute(),
      certificatesOf(db, groupId, actor, today),
      sql<{ visits: number; findings: number; verified: number }>`select
        (select count(*)::int from visit join project on project.id = visit.project_id
          where visit.group_id = ${groupId} and visit.state = 'HELD' and ${visibleVisits(actor)}) as visits,
        count(*)::int as findings, (count(*) filter (where finding.state = 'VERIFIED'))::int as verified
        from finding where finding.group_id = ${groupId} and ${visibleFindings(actor)}`.execute(db),
      historyOf(db, aggregate, seesAll(actor.role)),
    ])
    return {
      ...showGroup(row),
      version,
      ...given('endCause', row.ended_by),
      memberList: members.map(({ member_id, from_on, until_on }) => ({
        memberId: member_id,
        isLeader: member_id === row.leader_id && (until_on === null || until_on === row.ended_on),
        fromOn: from_on,
        ...given('untilOn', until_on),
      })),
      postings: postings.map(({ unit_id, name, from_on, until_on }) => ({
        unitId: unit_id,
        ...given('name', name),
        fromOn: from_on,
        ...given('untilOn', until_on),
      })),
      projectList: projects.map(({ id, topic, year, state }) => ({ projectId: id, topic, year, state })),
      certificates,
      work: work.rows[0]!,
      history,
    }
  },
})

async function certificatesOf(db: Database<Tables>, groupId: string, actor: Actor, today: string) {
  const rows = await certificateRows(db, today)
    .where('certificate.group_id', '=', groupId)
    .where(visibleCertificates(actor))
    .orderBy('certificate.year', 'desc')
    .orderBy('certificate.number', 'desc')
    .execute()
  return rows.map(showCertificate)
}

/** Certificates are for whoever sees all, and each for its holder. */
export const visibleCertificates = ({ role, memberId }: Actor) =>
  seesAll(role) || role === 'AUDITOR'
    ? sql<boolean>`true`
    : sql<boolean>`certificate.member_id = ${(role === 'MEMBER' ? memberId : undefined) ?? null}::uuid`
