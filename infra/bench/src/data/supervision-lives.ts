import { createHash } from 'node:crypto'
import { type Deadline, supervision as c } from '@lianxie/contracts'
import { newId } from '@lianxie/service-kit'
import type { DatedFact } from './append-history.ts'
import { title } from './words.ts'

const DAY = 24 * 3_600_000
const YEARS = 5
const VISITS = 25
/** So many findings each project has. */
export const FINDINGS_A_PROJECT = 250

/** Who and what the projects of supervision are about. */
export interface SupervisionWorld {
  now: Date
  members: readonly string[]
  units: readonly string[]
  groups: readonly { id: string; memberIds: readonly string[] }[]
}

const ids = (count: number) => Array.from({ length: count }, () => newId())
const dayOf = (at: Date) => at.toISOString().slice(0, 10)

export function supervisionWorld(now: Date): SupervisionWorld {
  const members = ids(300)
  return {
    now,
    members,
    units: ids(60),
    groups: Array.from({ length: 21 }, (_, n) => ({ id: newId(), memberIds: members.slice(n * 12, n * 12 + 12) })),
  }
}

/** 监督小组, which the projects are given to. */
export const supervisionFacts = ({ groups, now }: SupervisionWorld): DatedFact[] =>
  groups.map(({ id: groupId, memberIds: [leaderId, ...memberIds] }, n) =>
    c.GroupFormed({
      groupId,
      kind: 'TOPICAL',
      name: `第${n + 1}民主监督小组`,
      leaderId: leaderId!,
      memberIds,
      fromOn: `${now.getUTCFullYear() - YEARS}-01-01`,
      untilOn: `${now.getUTCFullYear() + 1}-12-31`,
    }),
  )

/** Lives of projects, each with its visits, its findings, and what became of most of them. */
export function* supervisionLives(
  world: SupervisionWorld,
  findings: number,
  random: () => number,
): Generator<DatedFact[]> {
  const projects = Math.ceil(findings / FINDINGS_A_PROJECT)
  for (let n = 0; n < projects; n += 1) yield projectLife(world, n, random)
}

function projectLife({ now, units, groups }: SupervisionWorld, n: number, random: () => number): DatedFact[] {
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!
  const group = groups[n % groups.length]!
  const began = new Date(now.getTime() - (60 + Math.floor(random() * (YEARS * 365 - 60))) * DAY)
  const at = (days: number) => new Date(Math.min(began.getTime() + days * DAY + random() * DAY, now.getTime() - 1_000))
  const year = began.getUTCFullYear()
  const projectId = newId()
  const objects = [...new Set(Array.from({ length: 6 }, () => pick(units)))]
  const facts: DatedFact[] = []
  const tell = (fact: DatedFact, when: Date) => facts.push({ ...fact, at: when })

  tell(
    c.ProjectProposed({
      projectId,
      form: pick(['TOPICAL', 'INSPECTION', 'SPECIAL_POSTING'] as const),
      topic: title(random),
      level: 'OWN',
      year,
      startsOn: dayOf(began),
      endsOn: dayOf(at(200)),
      unitIds: objects,
      indicators: [],
    }),
    began,
  )
  tell(c.ProjectApproved({ projectId, decidedOn: dayOf(began), consentedOn: dayOf(began) }), at(1))
  tell(c.GroupsAssigned({ projectId, groupIds: [group.id] }), at(2))
  tell(c.VisitsBegun({ projectId }), at(3))
  const raised: { findingId: string; unitId: string; visitId: string }[] = []
  for (let v = 0; v < VISITS; v += 1) {
    const visitId = newId()
    const heldAt = at(3 + v)
    tell(
      c.VisitRecorded({
        visitId,
        projectId,
        groupId: group.id,
        kind: pick(['OPEN_VISIT', 'UNANNOUNCED_VISIT', 'INSPECTION', 'FORUM'] as const),
        place: `第${v + 1}处点位`,
        unitIds: [pick(objects)],
        heldAt: heldAt.toISOString(),
        memberIds: group.memberIds.slice(0, 4),
        sha256: hash(visitId),
        files: [],
      }),
      heldAt,
    )
    for (let f = 0; f < FINDINGS_A_PROJECT / VISITS; f += 1) {
      const finding = { findingId: newId(), unitId: pick(objects), visitId }
      raised.push(finding)
      tell(
        c.FindingRaised({
          ...finding,
          projectId,
          groupId: group.id,
          severity: pick(['MINOR', 'MINOR', 'MINOR', 'SERIOUS', 'GRAVE'] as const),
          subject: pick(SUBJECTS),
          memberId: group.memberIds[0]!,
          sha256: hash(finding.findingId),
          files: [],
        }),
        heldAt,
      )
    }
  }
  const listed = raised.filter(() => random() < 0.8)
  const listId = newId()
  const sent = at(40)
  const deadline = until(new Date(sent.getTime() + 30 * DAY))
  tell(c.FindingsGathered({ projectId, visits: VISITS, findings: raised.length }), at(35))
  tell(
    c.IssueListSent({
      projectId,
      listId,
      year,
      number: n + 1,
      approvedOn: dayOf(sent),
      issues: listed.length,
      unitIds: [...new Set(listed.map(({ unitId }) => unitId))],
    }),
    sent,
  )
  for (const [index, { findingId, unitId }] of listed.entries()) {
    const issue = { findingId, projectId, unitId }
    const how = random()
    const position = index + 1
    tell(c.IssueListed({ ...issue, listId, position, deadline, disputeDeadline: deadline }), sent)
    if (how > 0.1) tell(c.IssueAccepted({ ...issue, bySilence: how < 0.2 }), at(44))
    if (how <= 0.25) continue
    const rectified = at(60)
    tell(c.IssueRectified({ ...issue, round: 1, rectifiedOn: dayOf(rectified), files: [] }), rectified)
    if (how <= 0.35) continue
    const checked = at(68)
    const check = {
      memberId: group.memberIds[1]!,
      checkedOn: dayOf(checked),
      way: c.CheckWay.options[0]!,
      files: [],
    }
    tell(c.IssueVerified({ ...issue, round: 1, ...check, lookBackDue: dayOf(at(160)) }), checked)
  }
  return facts
}

const SUBJECTS = [
  '雨污混接',
  '占道经营',
  '消防通道堵塞',
  '垃圾清运不及时',
  '路面破损',
  '公示不全',
  '台账缺失',
  '噪声扰民',
]

/** What a finding says; no event carries it. */
export const wordsOfFinding = (findingId: string): { fact: string; basis: string; suggestion: string } => {
  const n = createHash('sha256').update(findingId).digest().readUInt32BE()
  const place = ['城北河', '人民路', '东太湖大道', '盛泽老街', '笠泽路', '学院路', '湖滨路', '鲈乡山庄'][n % 8]!
  const what = ['排口', '人行道', '停车位', '垃圾房', '公交站台', '绿化带', '工地围挡', '农贸市场'][(n >> 3) % 8]!
  return {
    fact: `${place}第${(n >> 6) % 90}号${what}${SUBJECTS[(n >> 12) % 8]!}，现场核实属实。`,
    basis: '有关管理条例和年度整治方案',
    suggestion: `请责任单位限期整改，举一反三排查同类${what}。`,
  }
}

const hash = (of: string) => createHash('sha256').update(of).digest('hex')

function until(date: Date): Deadline {
  const on = dayOf(date)
  return {
    due: `${on}T16:00:00.000Z`,
    date: on,
    calendarKnown: true,
    unknownYears: [],
    steps: [{ code: 'days', date: on, zh: '下发之日起三十日', en: 'thirty days from the day on which it was sent' }],
  }
}
