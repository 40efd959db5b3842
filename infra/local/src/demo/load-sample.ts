import { importPlan } from '@lianxie/cli'
import { dataOf } from '@lianxie/client'
import { consultations, directory } from '@lianxie/contracts'
import {
  bodiesOf,
  committeeOf,
  type Member,
  membersOf,
  planRecipients,
  planRows,
  sectors,
  type Unit,
  unitsOf,
} from '@lianxie/sample-data'
import { type Side, until } from './side.ts'

/** What the sample data became in one committee: its ids, made by the services. */
export interface Loaded {
  bodies: Map<string, string>
  units: Map<string, string>
  planId: string
  items: number
}

const FORMED = '2021-12-31'
/** 届次 of the made-up members: a term like those that sat in 2022. */
const TERM = 16

/** 名录与计划: registers a committee's bodies, sectors, units and members, imports its plan of 2022 and takes it to adoption. */
export async function loadSample(side: Side, committees: readonly string[]): Promise<Loaded> {
  const office = side.as('office')
  for (const id of committees) {
    const { shortName, fullName, level, district, city, province, adcode } = committeeOf(id)
    await office.send(
      directory.RecordCommittee,
      { committeeId: id, name: shortName, fullName, level, district, city, province, adcode },
      { key: `sample/committee/${id}` },
    )
  }
  const bodies = new Map<string, string>()
  const units = new Map<string, string>()
  await inParallel(bodiesOf(side.committee), async ({ id, kind, name }) => {
    const answer = await office.send(
      directory.FormBody,
      { bodyKind: kind, name, formedOn: FORMED },
      { key: `sample/body/${id}` },
    )
    bodies.set(id, dataOf(answer, directory.BodyFormed)[0]!.bodyId)
  })
  const sectorIds = new Map<string, string>()
  await inParallel(sectors, async ({ slug, name }) => {
    const answer = await office.send(
      directory.DefineSector,
      { name, definedOn: FORMED },
      { key: `sample/sector/${slug}` },
    )
    sectorIds.set(slug, dataOf(answer, directory.SectorDefined)[0]!.sectorId)
  })
  await inParallel(unitsOf(side.committee), async ({ id, kind, side: unitSide, name, duties }: Unit) => {
    const answer = await office.send(
      directory.RegisterUnit,
      { name, unitKind: kind, side: unitSide, duties, registeredOn: FORMED },
      { key: `sample/unit/${id}` },
    )
    units.set(id, dataOf(answer, directory.UnitRegistered)[0]!.unitId)
  })
  const [plan] = await Promise.all([adoptPlan(side, bodies, units), registerMembers(side, sectorIds, bodies)])
  return { bodies, units, ...plan }
}

/** 委员: each with a sector and posts. */
async function registerMembers(
  side: Side,
  sectorIds: ReadonlyMap<string, string>,
  bodies: ReadonlyMap<string, string>,
): Promise<void> {
  const affairs = side.as('affairs')
  await inParallel(membersOf(side.committee), async (member) => {
    const { id, name, sector, email } = member
    const answer = await affairs.send(
      directory.RegisterMember,
      { name, email, termNumber: TERM, sectorId: sectorIds.get(sector)!, beganOn: FORMED },
      { key: `sample/member/${id}` },
    )
    const { memberId } = dataOf(answer, directory.MemberRegistered)[0]!
    for (const { body, post } of postsOf(member)) {
      await affairs.send(
        directory.AppointMember,
        { memberId, bodyId: bodies.get(body)!, post, beganOn: FORMED },
        { key: `sample/member/${id}/${body}/${post}` },
      )
    }
  })
}

/** 常委 sit in the standing committee, and in their own body as everybody else. */
function postsOf({ committee, bodies, posts }: Member) {
  const standing = posts.includes('STANDING_MEMBER')
  const others = posts.filter((post) => post !== 'STANDING_MEMBER')
  return [
    ...(standing ? [{ body: `${committee}.standing-committee`, post: 'STANDING_MEMBER' as const }] : []),
    ...bodies.flatMap((body) =>
      others.length > 0 ? others.map((post) => ({ body, post })) : [{ body, post: 'BODY_MEMBER' as const }],
    ),
  ]
}

async function adoptPlan(
  side: Side,
  bodies: ReadonlyMap<string, string>,
  units: ReadonlyMap<string, string>,
): Promise<{ planId: string; items: number }> {
  const staff = side.as('consultation')
  const title = `${side.name}2022年度协商计划`
  const opened = await staff.send(consultations.OpenPlan, { year: 2022, title }, { key: 'sample/plan/open' })
  const { planId } = dataOf(opened, consultations.PlanOpened)[0]!
  const plan = await staff.ask(consultations.PlanById, { planId })
  const { total } = await staff.ask(consultations.PlanItems, { planId, limit: 1 })
  if (total === 0) await importTable(side, planId)
  // 征求政府方面意见: the unit that the topic of the year concerns is asked, and agrees.
  const unitId = units.get(`${side.committee}.unit.water`)!
  const due = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10)
  if (plan.state === 'DRAFTING') {
    await staff.send(
      consultations.RequestPlanOpinions,
      { planId, unitIds: [unitId], due },
      { key: `sample/plan/ask/${due}` },
    )
  }
  await staff.send(consultations.GivePlanOpinion, { planId, unitId, opinion: 'AGREED' }, { key: 'sample/plan/agree' })
  const chair = side.as('chair')
  await staff.send(consultations.SubmitPlan, { planId }, { key: 'sample/plan/submit' })
  for (const [body, meeting] of [
    ['CHAIRPERSONS_MEETING', '主席会议（2022年第1次）'],
    ['PARTY_GROUP', '党组会议（2022年第2次）'],
  ] as const) {
    await chair.send(
      consultations.DeliberatePlan,
      { planId, body, meeting, heldOn: '2022-01-20', result: 'PASSED' },
      { key: `sample/plan/${body}` },
    )
  }
  const office = side.as('office')
  await office.send(
    consultations.AdoptPlan,
    {
      planId,
      adoptedBy: 'PARTY_STANDING_COMMITTEE',
      documentNumber: '委发〔2022〕3号（示例）',
      decidedOn: '2022-01-27',
    },
    { key: 'sample/plan/adopt' },
  )
  await office.send(
    consultations.ForwardPlan,
    {
      planId,
      documentNumber: '委办发〔2022〕5号（示例）',
      forwardedOn: '2022-02-07',
      recipients: planRecipients(side.committee).map(({ id }) =>
        bodies.has(id) ? { kind: 'BODY' as const, id: bodies.get(id)! } : { kind: 'UNIT' as const, id: units.get(id)! },
      ),
    },
    { key: 'sample/plan/forward' },
  )
  await office.send(consultations.PublishPlan, { planId }, { key: 'sample/plan/publish' })
  return { planId, items: planRows(side.committee).length }
}

/** `plan import`: goes through once consultations has heard of every body and unit that the plan names. */
async function importTable(side: Side, planId: string): Promise<void> {
  const table = { bytes: planFile(side.committee), contentType: 'text/csv' }
  let wrong = ''
  try {
    await until(`consultations of ${side.committee} to know the names in its plan`, async () => {
      const imported = await importPlan(side.as('consultation'), table, { plan: planId, confirm: true })
      wrong = imported.wrong.map(({ row, errors }) => `row ${row}: ${errors.map(({ zh }) => zh).join(', ')}`).join('; ')
      return imported.confirmed
    })
  } catch (cause) {
    throw new Error(`${(cause as Error).message}: ${wrong}`, { cause })
  }
}

// The headings that the import of plan items knows.
const HEADINGS = ['形式', '议题', '月份', '承办机构', '牵头领导', '政府参与单位', '周期']

/** The plan as an office would keep it in a table. */
function planFile(committee: string): Uint8Array {
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const lines = planRows(committee).map((row) => [
    row.form,
    row.subject,
    row.month,
    row.leadOffice,
    row.responsibleLeader,
    row.governmentCounterpart,
    row.note,
  ])
  return Buffer.from([HEADINGS, ...lines].map((line) => line.map(cell).join(',')).join('\n'))
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items]
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
    }),
  )
}
