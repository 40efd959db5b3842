import { randomUUID } from 'node:crypto'
import { type consultations as cc, consultations as c, directory, type Fact } from '@lianxie/contracts'
import { account, type TestService } from '@lianxie/service-kit/testing'

/** One account of each role that deals with the plan. */
export function cast(units: { water: string; office: string }, parties: { league: string }) {
  return {
    consultation: account('STAFF_CONSULTATION'),
    office: account('STAFF_OFFICE'),
    chair: account('CHAIR'),
    member: account('MEMBER', { memberId: randomUUID() }),
    otherMember: account('MEMBER', { memberId: randomUUID() }),
    clerk: account('GROUP_CLERK', { units: [parties.league] }),
    water: account('UNIT_HANDLER', { units: [units.water] }),
    governmentOffice: account('UNIT_LEADER', { units: [units.office] }),
    supervision: account('SUPERVISION_OFFICE'),
    partner: account('PARTNER_STAFF'),
    analyst: account('ANALYST'),
  }
}
export type Cast = ReturnType<typeof cast>

/** The directory of a small committee: two bodies, a party and two units, known to the service when this returns. */
export async function givenDirectory(service: TestService) {
  const body = { environment: randomUUID(), economy: randomUUID(), league: randomUUID() }
  const unit = { water: randomUUID(), office: randomUUID() }
  const as = cast(unit, body)
  const formedOn = '2022-01-01'
  await tell(service, [
    directory.BodyFormed({
      bodyId: body.environment,
      bodyKind: 'SPECIAL_COMMITTEE',
      name: '人口资源环境委员会',
      shortName: '人资环委',
      formedOn,
    }),
    directory.BodyFormed({ bodyId: body.economy, bodyKind: 'SPECIAL_COMMITTEE', name: '经济科技委员会', formedOn }),
    directory.BodyFormed({ bodyId: body.league, bodyKind: 'DEMOCRATIC_PARTY', name: '民盟基层委员会', formedOn }),
    directory.UnitRegistered({
      unitId: unit.water,
      name: '吴江区水务局',
      shortName: '区水务局',
      unitKind: 'HANDLING_UNIT',
      side: 'GOVERNMENT',
      duties: [],
      registeredOn: formedOn,
    }),
    directory.UnitRegistered({
      unitId: unit.office,
      name: '吴江区政府办公室',
      unitKind: 'SUPERVISION_OFFICE',
      side: 'GOVERNMENT',
      duties: [],
      registeredOn: formedOn,
    }),
    directory.MemberRegistered({ memberId: as.member.memberId! }),
  ])
  await service.until(async () => (await knownCount(service)) >= 6)
  return { body, unit, cast: as }
}
export type Directory = Awaited<ReturnType<typeof givenDirectory>>

async function knownCount(service: TestService): Promise<number> {
  const { db } = service.running.runtime
  const bodies = await db.selectFrom('known_body').select('id').execute()
  const units = await db.selectFrom('known_unit').select('id').execute()
  const members = await db.selectFrom('known_member').select('id').execute()
  return bodies.length + units.length + members.length
}

/** Publishes events of other services, in order. */
export async function tell(service: TestService, facts: readonly Fact[]): Promise<void> {
  for (const fact of facts) await service.emit(fact)
}

/** The details of an item with everything optional left out. */
export const details = (more: Partial<cc.ItemDetails> = {}) => ({
  form: 'THEMATIC' as const,
  topic: '水体联保共治',
  ...more,
})

/** A plan in the making, with the ids of its items by topic. */
export async function givenDraft(
  service: TestService,
  { cast: { consultation } }: Directory,
  items: readonly ReturnType<typeof details>[],
  year = 2022,
) {
  const opened = await service.send(c.OpenPlan, { year, title: `${year}年度协商计划` }, { as: consultation })
  const planId = idIn(opened)
  const itemIds: string[] = []
  for (const item of items) itemIds.push(idIn(await service.send(c.AddItem, { planId, ...item }, { as: consultation })))
  return { planId, itemIds }
}

/** Takes a draft through consultation with the government and deliberation to the party committee's adoption. */
export async function adopt(service: TestService, { cast: as, unit }: Directory, planId: string): Promise<void> {
  const today = day(service)
  await service.send(c.RequestPlanOpinions, { planId, unitIds: [unit.office], due: today }, { as: as.consultation })
  await service.send(c.GivePlanOpinion, { planId, unitId: unit.office, opinion: 'AGREED' }, { as: as.governmentOffice })
  await service.send(c.SubmitPlan, { planId }, { as: as.consultation })
  await service.send(
    c.DeliberatePlan,
    { planId, body: 'CHAIRPERSONS_MEETING', meeting: '第三次主席会议', heldOn: today, result: 'PASSED' },
    { as: as.chair },
  )
  await service.send(c.AdoptPlan, { planId, ...decision(today) }, { as: as.office })
}

export const decision = (decidedOn: string, documentNumber = '吴委发〔2022〕8号') => ({
  adoptedBy: 'PARTY_STANDING_COMMITTEE' as const,
  documentNumber,
  decidedOn,
})

/** The service's day in Asia/Shanghai, moved by `days`. */
export const day = (service: TestService, days = 0): string =>
  new Date(service.clock.now().getTime() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10)

/** The id of what a command made or changed, from its first event. */
export const idIn = ({ events }: { events: { aggregate: string }[] }): string => events[0]!.aggregate.split('/')[1]!
