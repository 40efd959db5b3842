import { importPlan } from '@lianxie/cli'
import { dataOf } from '@lianxie/client'
import { consultations, directory } from '@lianxie/contracts'
import { bodiesOf, committeeOf, planRecipients, planRows, sectors, unitsOf, type Unit } from '@lianxie/sample-data'
import { type Side, until } from './side.ts'

/** What the sample data became in one committee: its ids, made by the services. */
export interface Loaded {
  bodies: Map<string, string>
  units: Map<string, string>
  planId: string
  items: number
}

const FORMED = '2021-12-31'

/** 名录与计划: registers a committee's bodies, sectors and units, imports its plan of 2022 and takes it to adoption. */
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
  await inParallel(sectors, async ({ slug, name }) => {
    await office.send(directory.DefineSector, { name, definedOn: FORMED }, { key: `sample/sector/${slug}` })
  })
  await inParallel(unitsOf(side.committee), async ({ id, kind, side: unitSide, name, duties }: Unit) => {
    const answer = await office.send(
      directory.RegisterUnit,
      { name, unitKind: kind, side: unitSide, duties, registeredOn: FORMED },
      { key: `sample/unit/${id}` },
    )
    units.set(id, dataOf(answer, directory.UnitRegistered)[0]!.unitId)
  })
  return { bodies, units, ...(await adoptPlan(side, bodies, units)) }
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
