import { randomUUID } from 'node:crypto'
import { type Client, type CommandAnswer, createClient, dataOf, RefusedError } from '@lianxie/client'
import {
  type CommandDefinition,
  consultations,
  directory,
  joint,
  type ResultOf,
  type ServiceName,
  supervision as c,
} from '@lianxie/contracts'
import type { TestAccount } from '@lianxie/service-kit/test-issuer'
import type { z } from 'zod'
import { until } from '../src/demo/side.ts'
import type { Rig } from '../src/rig/index.ts'

/** 一级: one committee of a vertical compact; everybody acts over HTTP, each with an account of its own. */
export interface Level {
  rig: Rig
  committee: string
  as(role: TestAccount['role'], whom?: Partial<TestAccount>): Client
  /** Prepares an entry, looks at it as it would leave, and lets it go; answers the id of the signed entry. */
  release<C extends CommandDefinition>(command: C, body: z.input<C['schema']>): Promise<string>
}

export function openLevel(rig: Rig): Level {
  const services = Object.fromEntries(rig.services.map(({ name, url }) => [name, url])) as Record<ServiceName, string>
  const as: Level['as'] = (role, whom = {}) => {
    let token: Promise<string> | undefined
    return createClient({ services, token: () => (token ??= rig.token({ id: role.toLowerCase(), role, ...whom })) })
  }
  return {
    rig,
    committee: rig.committee,
    as,
    async release(command, body) {
      const office = as('STAFF_OFFICE')
      const { draftId } = dataOf(await office.send(command, body), joint.DraftPrepared)[0]!
      const { contentHash, needsChair } = await office.ask(joint.DraftDetail, { draftId })
      const signer = needsChair ? as('CHAIR') : office
      return dataOf(await signer.send(joint.ReleaseDraft, { draftId, contentHash }), joint.DraftReleased)[0]!.entryId
    },
  }
}

/** 区级: a level with one department and two members of its own. */
export interface LowerLevel extends Level {
  unitId: string
  memberIds: readonly [string, string]
}

/** 名录: what supervision needs to know before a level can begin. */
export async function givenDirectory(level: Level): Promise<LowerLevel> {
  const day = '2022-01-01'
  const office = level.as('STAFF_OFFICE')
  const named = { name: '区水务局', unitKind: 'HANDLING_UNIT' as const, side: 'GOVERNMENT' as const, registeredOn: day }
  const registered = await office.send(directory.RegisterUnit, { ...named, duties: [] })
  const defined = await office.send(directory.DefineSector, { name: '教育界', definedOn: day })
  const { sectorId } = dataOf(defined, directory.SectorDefined)[0]!
  const memberIds = await Promise.all(
    ['甲委员', '乙委员'].map(async (name) => {
      const term = { name, termNumber: 16, sectorId, beganOn: day }
      const answer = await level.as('STAFF_MEMBER_AFFAIRS').send(directory.RegisterMember, term)
      return dataOf(answer, directory.MemberRegistered)[0]!.memberId
    }),
  )
  const { unitId } = dataOf(registered, directory.UnitRegistered)[0]!
  return { ...level, unitId, memberIds: memberIds as [string, string] }
}

/** 年度计划: adopted with one item of supervision, which is answered. */
export async function givenPlanItem(level: LowerLevel, topic: string): Promise<string> {
  const staff = level.as('STAFF_CONSULTATION')
  const [year, due] = [Number(today().slice(0, 4)), today()]
  const opened = await staff.send(consultations.OpenPlan, { year, title: `${year}年度协商计划` })
  const { planId } = dataOf(opened, consultations.PlanOpened)[0]!
  await staff.send(consultations.AddItem, { planId, form: 'SUPERVISION', topic })
  const { unitId } = level
  await heard(() => staff.send(consultations.RequestPlanOpinions, { planId, unitIds: [unitId], due }))
  const leader = level.as('UNIT_LEADER', { units: [unitId] })
  await leader.send(consultations.GivePlanOpinion, { planId, unitId, opinion: 'AGREED' })
  await staff.send(consultations.SubmitPlan, { planId })
  const heldOn = today()
  await level.as('CHAIR').send(consultations.DeliberatePlan, {
    planId,
    body: 'CHAIRPERSONS_MEETING',
    meeting: '第三次主席会议',
    heldOn,
    result: 'PASSED',
  })
  await level.as('STAFF_OFFICE').send(consultations.AdoptPlan, {
    planId,
    adoptedBy: 'PARTY_STANDING_COMMITTEE',
    documentNumber: '区委发〔2022〕8号',
    decidedOn: heldOn,
  })
  const { items } = await staff.ask(consultations.PlanItems, { planId, limit: 1 })
  return items[0]!.itemId
}

/** 监督: the own project of a template from its proposal to the submitted report; `closed` of its findings are rectified. */
export async function superviseTo(
  level: LowerLevel,
  templateId: string,
  { findings, closed, planItemId }: { findings: number; closed: number; planItemId?: string },
): Promise<{ projectId: string; report: ResultOf<typeof c.ReportById> }> {
  const { unitId, memberIds } = level
  const [staff, office] = [level.as('STAFF_CONSULTATION'), level.as('STAFF_OFFICE')]
  const member = level.as('MEMBER', { memberId: memberIds[0] })
  const unit = level.as('UNIT_HANDLER', { units: [unitId] })
  const day = today()
  const taking = { templateId, unitIds: [unitId], plan: '逐河走访。', ...(planItemId !== undefined && { planItemId }) }
  const proposed = await heard(() => staff.send(c.ProposeFromTemplate, taking))
  const { projectId } = dataOf(proposed, c.ProjectProposed)[0]!
  const agreed = { meeting: '第三次主席会议', decidedOn: day, consentedOn: day, consentDocument: '区委办〔2022〕12号' }
  await office.send(c.ApproveProject, { projectId, ...agreed })
  const group = { kind: 'TOPICAL' as const, name: '水环境监督小组', fromOn: day, untilOn: daysOn(365) }
  const formed = await heard(() =>
    staff.send(c.FormGroup, { ...group, leaderId: memberIds[0], memberIds: [memberIds[1]] }),
  )
  const { groupId } = dataOf(formed, c.GroupFormed)[0]!
  await staff.send(c.AssignGroups, { projectId, groupIds: [groupId] })
  const visitId = randomUUID()
  await member.send(c.RecordVisit, {
    visitId,
    projectId,
    groupId,
    kind: 'OPEN_VISIT',
    place: '城北河沿线',
    unitIds: [unitId],
    heldAt: new Date().toISOString(),
    memberIds: [...memberIds],
  })
  const ids = Array.from({ length: findings }, randomUUID)
  for (const findingId of ids) {
    const fact = { fact: '晴天有污水流出。', basis: '《城镇排水与污水处理条例》', suggestion: '限期排查。' }
    await member.send(c.RaiseFinding, { findingId, visitId, unitId, severity: 'SERIOUS', subject: '雨污混接', ...fact })
  }
  await staff.send(c.GatherFindings, { projectId })
  const [left, ...listed] = ids
  await staff.send(c.DropFinding, { findingId: left!, reason: '已当场整改' })
  const issues = listed.map((findingId) => ({ findingId }))
  await office.send(c.ApproveIssueList, { projectId, meeting: '第五次主席会议', approvedOn: day, issues })
  for (const findingId of listed.slice(0, closed)) {
    await unit.send(c.AcceptIssue, { findingId })
    await unit.send(c.PlanMeasures, { findingId, leaderPost: '副局长', measures: '改造管网。', finishOn: day })
    const proof = await pdf(unit, '整改照片.pdf', `整改 ${findingId}`)
    await unit.send(c.ReportRectified, { findingId, rectifiedOn: day, result: '已封堵。', files: [proof] })
    await member.send(c.VerifyIssue, { findingId, checkedOn: day, way: 'ON_SITE', notes: '排口已封堵。' })
  }
  const file = await pdf(staff, '监督报告.pdf', `监督报告 ${level.committee}`)
  await staff.send(c.SubmitReport, { projectId, title: '关于河湖长制落实情况的监督报告', summary: '已整改。', file })
  return { projectId, report: await staff.ask(c.ReportById, { projectId }) }
}

async function pdf(client: Client, name: string, content: string) {
  const bytes = Buffer.from(`%PDF-1.4\n${content}\n%%EOF`)
  return { ...(await client.putFile('supervision', name, bytes)), name }
}

/** Sends again until the service has heard of those whom the command names. */
const heard = (send: () => Promise<CommandAnswer>): Promise<CommandAnswer> =>
  until('the service to have heard of whom the command names', () =>
    send().catch((error: unknown) => {
      if (error instanceof RefusedError && /unknown|not_found/.test(error.code)) return undefined
      throw error
    }),
  )

export const daysOn = (days: number): string =>
  new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10)
export const today = (): string => daysOn(0)
