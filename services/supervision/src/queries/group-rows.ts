import { given, supervision as c } from '@lianxie/contracts'
import type { Database } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'

/** 任期 on a day, of rows of `supervision_group`. */
export const groupStateOn = (today: string) => sql<c.SupervisionGroupState>`(case
  when supervision_group.ended_on is not null or supervision_group.until_on < ${today}::date then 'ENDED'
  when supervision_group.from_on > ${today}::date then 'PENDING' else 'ACTIVE' end)`

/** 监督员证状态 on a day, of rows of `certificate`. */
export const certificateStateOn = (today: string) => sql<c.CertificateState>`(case
  when certificate.revoked_at is not null then 'REVOKED'
  when certificate.lapsed_on < ${today}::date then 'LAPSED'
  when certificate.until_on < ${today}::date then 'EXPIRED'
  when certificate.from_on > ${today}::date then 'PENDING' else 'VALID' end)`

/** The rows of these groups: counted for one page alone. */
export const groupRows = (db: Database<Tables>, ids: readonly string[], today: string) =>
  db
    .selectFrom('supervision_group')
    .where(sql<boolean>`supervision_group.id = any(${ids}::uuid[])`)
    .select([
      'supervision_group.id',
      'supervision_group.kind',
      'supervision_group.name',
      'supervision_group.body_id',
      'supervision_group.leader_id',
      'supervision_group.from_on',
      'supervision_group.until_on',
      'supervision_group.ended_on',
      'supervision_group.is_synthetic',
      groupStateOn(today).as('state'),
      sql<{ id: string; name: string | null }[] | null>`(
        select json_agg(json_build_object('id', p.unit_id, 'name', k.name)
          order by p.unit_id <> supervision_group.unit_id, k.name, p.unit_id)
        from group_posting p left join known_unit k on k.id = p.unit_id
        where p.group_id = supervision_group.id and p.until_on is null)`.as('units'),
      sql<number>`(select count(*)::int from group_member m where m.group_id = supervision_group.id
        and (m.until_on is null or m.until_on = supervision_group.ended_on))`.as('members'),
      sql<{ projects: number; openProjects: number }>`(
        select json_build_object('projects', count(*),
          'openProjects', count(*) filter (where project.state not in ('CLOSED', 'CANCELLED')))
        from project_group given join project on project.id = given.project_id
        where given.group_id = supervision_group.id)`.as('projects'),
      sql<number>`(select count(*)::int from certificate where certificate.group_id = supervision_group.id
        and ${certificateStateOn(today)} = 'VALID')`.as('certificates'),
    ])

type Row = Awaited<ReturnType<ReturnType<typeof groupRows>['execute']>>[number]

export const showGroup = (row: Row): c.GroupRow => ({
  groupId: row.id,
  kind: row.kind,
  name: row.name,
  state: row.state,
  units: (row.units ?? []).map(({ id, name }) => ({ unitId: id, ...given('name', name) })),
  ...given('bodyId', row.body_id),
  leaderId: row.leader_id,
  members: row.members,
  fromOn: row.from_on,
  untilOn: row.until_on,
  ...given('endedOn', row.ended_on),
  ...row.projects,
  validCertificates: row.certificates,
  isSynthetic: row.is_synthetic,
})

/** Certificates as lists show them. */
export const certificateRows = (db: Database<Tables>, today: string) =>
  db
    .selectFrom('certificate')
    .innerJoin('supervision_group', 'supervision_group.id', 'certificate.group_id')
    .select([
      'certificate.id',
      'certificate.group_id',
      'certificate.member_id',
      'certificate.year',
      'certificate.number',
      'certificate.issued_on',
      'certificate.from_on',
      'certificate.until_on',
      'certificate.lapsed_on',
      'certificate.revoked_at',
      'supervision_group.name as group_name',
      certificateStateOn(today).as('state'),
      sql<{ id: string; name: string | null }[] | null>`(
        select json_agg(json_build_object('id', u.id, 'name', k.name) order by k.name, u.id)
        from unnest(certificate.unit_ids) as u (id) left join known_unit k on k.id = u.id)`.as('units'),
    ])

type CertificateRow = Awaited<ReturnType<ReturnType<typeof certificateRows>['execute']>>[number]

export const showCertificate = (row: CertificateRow): c.CertificateRow => ({
  certificateId: row.id,
  groupId: row.group_id,
  groupName: row.group_name,
  memberId: row.member_id,
  state: row.state,
  number: c.certificateNumber(row),
  units: (row.units ?? []).map(({ id, name }) => ({ unitId: id, ...given('name', name) })),
  issuedOn: row.issued_on,
  fromOn: row.from_on,
  untilOn: row.until_on,
  ...given('lapsedOn', row.lapsed_on),
  ...given('revokedAt', row.revoked_at?.toISOString()),
})
