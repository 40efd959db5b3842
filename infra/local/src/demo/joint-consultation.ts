import { hash } from 'node:crypto'
import { dataOf } from '@lianxie/client'
import { type CommitteeId, consultations, joint, type ResultOf } from '@lianxie/contracts'
import {
  compactOf,
  type CompactName,
  type JointConsultation,
  jointConsultationOf,
  planItems,
} from '@lianxie/sample-data'
import type { Loaded } from './load-sample.ts'
import { type Deed, type Side, until } from './side.ts'

/** What came of it, for the account at the end. */
export interface Consulted {
  compactId: string
  recordId: string
  versions: { first: string; second: string }
  /** From the answer to the last signature until each side's own instance shows the record as effective, milliseconds. */
  effectiveAfter: { committee: CommitteeId; milliseconds: number }[]
  /** The item of each side's own plan at which its consultations service shows the joint topic. */
  linked: { committee: CommitteeId; topic: string }[]
  evidence: string
}

interface Stage {
  sides: Side[]
  loaded: Map<CommitteeId, Loaded>
  told: (deed: Deed) => void
  /** Gives the signed founding file to the hub's operator, as a person would. */
  registerAtHub: (foundingFile: string) => Promise<string>
  progress: <T>(label: string, work: () => Promise<T>) => Promise<T>
}

/** Runs a whole joint consultation over HTTP, each side only through its own instance. Run again, it goes on where it stopped. */
export async function consultJointly(name: CompactName, stage: Stage): Promise<Consulted> {
  const { progress } = stage
  const script = jointConsultationOf(name)
  const compactId = await progress('机制成立 founding the compact', () => found(name, stage))
  const topicId = await progress('议题 topic proposed, commented, confirmed', () =>
    confirmTopic(script, compactId, stage),
  )
  const report = await progress('联合调研 joint research', () => research(script, compactId, topicId, stage))
  const sessionId = await progress('联席会议 joint session', () => meet(script, compactId, topicId, stage))
  const record = await progress('会签纪要 record countersigned', () =>
    sign(script, compactId, topicId, sessionId, stage),
  )
  await progress('联动任务 tasks taken and progressed', () => work(script, compactId, record.recordId, report, stage))
  const linked = await progress('议题关联本方计划 each plan shows the joint topic', () => showInPlans(compactId, stage))
  const { file } = await stage.sides[0]!.as('office').ask(joint.Evidence, { compactId, decisionId: record.recordId })
  return { compactId, ...record, linked, evidence: file }
}

/**
 * 机制成立: key cards out of band, one invitation file that passes from hand to hand and that every chair signs. Run again, the file
 * has more signatures than it had: it is received under a key of its own.
 */
async function found(name: CompactName, { sides, told, registerAtHub }: Stage): Promise<string> {
  const compact = compactOf(name)
  const cards = new Map<CommitteeId, ResultOf<typeof joint.OwnKeyCard>>()
  for (const side of sides) cards.set(side.committee, await side.as('office').ask(joint.OwnKeyCard, {}))
  const { agreement } = compact
  const first = sides[0]!
  const drafted = await first.as('office').send(
    joint.DraftInvitation,
    {
      text: {
        name: compact.name,
        kind: 'equals',
        upper: null,
        members: compact.members.map((committee) => cards.get(committee)!.card),
        start: agreement.startsOn,
        end: agreement.endsOn,
        linkages: agreement.linkages,
        rotation: {
          firstYear: agreement.rotation[0]!.year,
          order: compact.members.map((_, i) => agreement.rotation[i % agreement.rotation.length]!.convenor),
          swaps: [],
        },
        crossing: agreement.dataClasses,
        archiveRule: agreement.archiveRule,
        exitRule: agreement.exitRule,
        articles: [agreement.title, agreement.purpose, ...agreement.articles].join('\n'),
      },
    },
    { key: 'found/draft' },
  )
  const { compactId } = dataOf(drafted, joint.InvitationReceived)[0]!
  let { file } = await first.as('office').ask(joint.Invitation, { compactId })
  for (const side of sides) {
    if (side !== first)
      await side.as('office').send(joint.ReceiveInvitation, { file }, { key: `found/receive/${hash('sha256', file)}` })
    const decision = agreement.decisions.find(({ committee }) => committee === side.committee)!
    const { stage } = await side.as('chair').ask(joint.CompactDetail, { compactId })
    await side.as('chair').send(
      joint.SignInvitation,
      {
        compactId,
        approval: { organ: decision.body, number: decision.number, date: decision.decidedOn },
        fingerprintsCompared: true,
      },
      { key: 'found/sign' },
    )
    if (stage === 'SIGNING')
      told({ at: new Date(), committee: side.committee, role: 'chair', what: '签署机制邀请文件 signed the invitation' })
    ;({ file } = await side.as('office').ask(joint.Invitation, { compactId }))
  }
  // The complete file goes back to everybody, and to the hub's operator.
  for (const side of sides.slice(0, -1)) {
    await side.as('office').send(joint.ReceiveInvitation, { file }, { key: `found/receive/${hash('sha256', file)}` })
  }
  const url = await registerAtHub(file)
  for (const side of sides)
    await side.as('operator').send(joint.ConnectHub, { compactId, url }, { key: `found/hub/${url}` })
  for (const side of sides) {
    await until(`${side.committee} to reach the hub`, async () => {
      const compact = await side.as('office').ask(joint.CompactDetail, { compactId })
      return compact.stage === 'IN_FORCE' && compact.hub?.connected
    })
  }
  return compactId
}

/** 议题: proposed by one side, commented by the others, confirmed by all and tied to each side's own plan item. */
async function confirmTopic(script: JointConsultation, compactId: string, { sides, loaded }: Stage): Promise<string> {
  const proposer = sideOf(sides, script.topic.proposedBy)
  const versionId = await proposer.release(
    joint.DraftTopic,
    { compactId, title: script.topic.title, summary: script.topic.text, form: '专题协商', year: script.year },
    { key: 'topic/propose', what: `提出议题“${script.topic.title}” proposed the topic` },
  )
  for (const side of sides) await known(side, compactId, versionId)
  for (const [i, { by, text }] of script.comments.entries()) {
    await sideOf(sides, by).release(
      joint.DraftComment,
      { compactId, about: versionId, text },
      { key: `topic/comment/${i}`, what: '对议题提出意见 commented on the topic' },
    )
  }
  await countersignAll(sides, compactId, versionId, {
    key: 'topic/confirm',
    what: '确认议题并关联本方计划 confirmed the topic',
    approvalOf: (committee) => {
      const found = script.confirmations.find((one) => one.committee === committee)!
      return { organ: '主席会议', number: found.number, date: found.on }
    },
    planItemOf: async (side) => {
      const id = script.topic.planItems[side.committee]!
      const { topic } = planItems.find((item) => item.id === id)!
      const { planId } = loaded.get(side.committee)!
      const { items } = await side.as('consultation').ask(consultations.PlanItems, { planId, limit: 200 })
      return items.find((item) => item.topic === topic)!.itemId
    },
  })
  return versionId
}

/** An event of one service became a row of another: the topic stands at the item of each side's own plan. */
async function showInPlans(compactId: string, { sides, loaded }: Stage): Promise<Consulted['linked']> {
  return Promise.all(
    sides.map(async (side) => {
      const { planId } = loaded.get(side.committee)!
      const item = await until(`the plan of ${side.committee} to show the joint topic`, async () => {
        const { items } = await side.as('consultation').ask(consultations.PlanItems, { planId, compactId })
        return items[0]
      })
      return { committee: side.committee, topic: item.topic }
    }),
  )
}

/** 联合调研: a plan, field work and a report of each side, one reservation, a consolidated report that all agree on. */
async function research(
  script: JointConsultation,
  compactId: string,
  topicId: string,
  { sides }: Stage,
): Promise<string> {
  const { leading, from, to, sides: angles } = script.research
  const lead = sideOf(sides, leading)
  const outline = angles.map(({ focus, places }) => `${focus}：${places.join('、')}`).join('\n')
  const researchId = await lead.release(
    joint.DraftResearchPlan,
    { compactId, topicId, title: `${script.topic.title}联合调研`, outline, lead: leading, from, to },
    { key: 'research/plan', what: '印发联合调研方案 planned the joint research' },
  )
  const reports: string[] = []
  for (const { committee, title, text } of script.regionalReports) {
    const side = sideOf(sides, committee)
    await known(side, compactId, researchId)
    const angle = angles.find((one) => one.committee === committee)!.focus
    await side.release(
      joint.DraftFieldWork,
      { compactId, researchId, angle, from },
      { key: 'research/field', what: '开展实地调研 began its field work' },
    )
    reports.push(
      await side.release(
        joint.DraftRegionalReport,
        { compactId, researchId, title, text },
        { key: 'research/report', what: '提交分报告 submitted its report' },
      ),
    )
  }
  for (const report of reports) await known(lead, compactId, report)
  const versionId = await lead.release(
    joint.DraftConsolidatedReport,
    { compactId, researchId, title: script.consolidatedReport.title, text: script.consolidatedReport.text, reports },
    { key: 'research/consolidate', what: '起草总报告 circulated the consolidated report' },
  )
  const reserving = sideOf(sides, script.reservation.by)
  for (const side of sides) await known(side, compactId, versionId)
  await reserving.release(
    joint.DraftReservation,
    { compactId, about: versionId, text: script.reservation.text },
    { key: 'research/reserve', what: '提出保留意见 made a reservation' },
  )
  await countersignAll(sides, compactId, versionId, {
    key: 'research/endorse',
    what: '认可总报告 endorsed the consolidated report',
    approvalOf: (committee) => ({
      organ: '主席会议',
      number: '总报告认可（示例）',
      date: script.consolidatedReport.endorsements.find((one) => one.committee === committee)!.on,
    }),
  })
  return versionId
}

/** 联席会议: called, attended by every side, held and adjourned. */
async function meet(script: JointConsultation, compactId: string, topicId: string, { sides }: Stage): Promise<string> {
  const convenor = sideOf(sides, script.convenor)
  const start = `${script.session.on}T01:00:00.000Z`
  const sessionId = await convenor.release(
    joint.DraftSessionCall,
    {
      compactId,
      topicId,
      title: script.session.title,
      form: '联席会议',
      place: script.session.place,
      start,
      agenda: script.session.agenda.join('\n'),
    },
    { key: 'session/call', what: '召集联席会议 called the joint session' },
  )
  for (const side of sides) {
    await known(side, compactId, sessionId)
    const { members, staff, units } = script.session.attendance.find(({ committee }) => committee === side.committee)!
    const people = [
      ...list(members, 'member', '参会委员'),
      ...list(units, 'official', '参会部门人员'),
      ...list(staff, 'other', '参会工作人员'),
    ]
    const id = await side.release(
      joint.DraftAttendance,
      { compactId, sessionId, people },
      { key: 'session/attend', what: `登记参会${people.length}人 reported its attendance` },
    )
    await known(convenor, compactId, id)
  }
  for (const [step, at] of [
    ['hold', start],
    ['adjourn', `${script.session.on}T04:00:00.000Z`],
  ] as const) {
    await convenor.release(
      joint.DraftSessionStep,
      { compactId, sessionId, step, at },
      { key: `session/${step}`, what: step === 'hold' ? '会议召开 held the session' : '会议闭会 adjourned it' },
    )
  }
  return sessionId
}

/** Names are made up and stay at home: what crosses is their number and a commitment. */
const list = (count: number, kind: 'member' | 'official' | 'other', duty: string) =>
  Array.from({ length: count }, (_, i) => ({ name: `${duty}${i + 1}`, duty, kind }))

/** 会签: a first version that one side amends, a second that every side countersigns, the convenor last. */
async function sign(
  script: JointConsultation,
  compactId: string,
  topicId: string,
  sessionId: string,
  { sides }: Stage,
): Promise<Pick<Consulted, 'recordId' | 'versions' | 'effectiveAfter'>> {
  const { title, rapporteur, v1, v2, amendment } = script.record
  const undertakings = script.tasks.map(({ committee, title, dueOn }) => ({ side: committee, title, due: dueOn }))
  const drafted = { compactId, title, topicId, sessionId, undertakings }
  const first = await sideOf(sides, rapporteur).release(
    joint.DraftRecord,
    { ...drafted, text: v1.paragraphs.join('\n\n') },
    { key: 'record/first', what: '起草纪要第一版 circulated version 1 of the record' },
  )
  const amending = sideOf(sides, amendment.by)
  await known(amending, compactId, first)
  await amending.release(
    joint.DraftComment,
    { compactId, about: first, text: `第${amendment.paragraph}段：${amendment.reason}` },
    { key: 'record/reason', what: '说明修改理由 gave its reason' },
  )
  const second = await amending.release(
    joint.DraftRecord,
    { ...drafted, text: v2.paragraphs.join('\n\n'), amends: [first] },
    { key: 'record/second', what: '不同意第一版，提出第二版 refused version 1 by amending it' },
  )
  const effectiveAfter = await countersignAll(sides, compactId, second, {
    key: 'record/sign',
    what: '会签纪要第二版 countersigned version 2',
    approvalOf: (committee) => ({
      organ: '主席会议',
      number: '会签决定（示例）',
      date: script.record.signatures.find((one) => one.committee === committee)!.on,
    }),
  })
  return { recordId: first, versions: { first, second }, effectiveAfter }
}

/** 联动任务: each side gives its own to its own units, which report; the office lets each report go. */
async function work(
  script: JointConsultation,
  compactId: string,
  recordId: string,
  reportId: string,
  { sides, loaded }: Stage,
): Promise<void> {
  await Promise.all(
    sides.map(async (side) => {
      const mine = script.tasks.filter(({ committee }) => committee === side.committee)
      for (const [i, task] of mine.entries()) {
        const unitId = loaded.get(side.committee)!.units.get(task.unit)!
        const taskId = await side.release(
          joint.DraftTask,
          { compactId, recordId, title: task.title, unitId, due: task.dueOn },
          { key: `task/${i}`, what: `分派任务“${task.title}” allocated a task` },
        )
        for (const [n, { state, note }] of task.progress.entries()) {
          await side.release(
            joint.DraftProgress,
            { compactId, taskId, state, summary: note },
            { key: `task/${i}/progress/${n}`, what: `任务进展 ${state}`, by: 'unit' },
          )
        }
      }
    }),
  )
  for (const side of sides) {
    await side.release(
      joint.DraftOutcome,
      {
        compactId,
        decisionId: reportId,
        to: 'own_party_committee',
        title: script.consolidatedReport.title,
        date: script.consolidatedReport.on,
      },
      { key: 'outcome/submit', what: '向本级党委报送成果 submitted the outcome' },
    )
  }
}

interface Signing {
  key: string
  what: string
  approvalOf: (committee: CommitteeId) => { organ: string; number: string; date: string }
  planItemOf?: (side: Side) => Promise<string>
}

/** Every signer countersigns through its own chair, the convenor last; waits until every side shows it as effective. */
async function countersignAll(
  sides: Side[],
  compactId: string,
  versionId: string,
  { key, what, approvalOf, planItemOf }: Signing,
): Promise<Consulted['effectiveAfter']> {
  const version = await known(sides[0]!, compactId, versionId)
  const order = [...sides].sort(
    (a, b) => Number(a.committee === version.convenor) - Number(b.committee === version.convenor),
  )
  for (const side of order) {
    await until(`${side.committee} to have every signature before its own`, async () => {
      const { missing } = await known(side, compactId, versionId)
      return side.committee !== version.convenor || missing.every((one) => one === side.committee)
    })
    const planItemId = await planItemOf?.(side)
    await side.release(
      joint.DraftCountersignature,
      { compactId, versionId, approval: approvalOf(side.committee), ...(planItemId !== undefined && { planItemId }) },
      { key, what, signer: 'chair' },
    )
  }
  const signed = performance.now()
  return Promise.all(
    sides.map(async ({ committee, ...side }) => {
      await until(`${committee} to show it as effective`, async () => {
        const decision = await side
          .as('office')
          .ask(joint.DecisionDetail, { compactId, decisionId: version.decisionId })
        return decision.effective === versionId
      })
      return { committee, milliseconds: Math.round(performance.now() - signed) }
    }),
  )
}

/** Waits until a side holds an entry; for a version, answers it as that side sees it. */
async function known(
  side: Side,
  compactId: string,
  entryId: string,
): Promise<{ convenor: string; missing: string[]; decisionId: string }> {
  return until(`${side.committee} to hold ${entryId.slice(0, 12)}`, async () => {
    const { items } = await side.as('office').ask(joint.Entries, { compactId, limit: 200 })
    if (!items.some((entry) => entry.entryId === entryId)) return undefined
    for await (const row of side.as('office').rows(joint.Decisions, { compactId })) {
      const decision = await side.as('office').ask(joint.DecisionDetail, { compactId, decisionId: row.decisionId })
      const version = decision.versions.find((one) => one.versionId === entryId)
      if (version) return version
    }
    return { convenor: '', missing: [], decisionId: '' }
  })
}

function sideOf(sides: readonly Side[], committee: CommitteeId): Side {
  const side = sides.find((one) => one.committee === committee)
  if (!side) throw new Error(`expected a side of ${committee}`)
  return side
}
