import { type CommandDefinition, type CommandOf, type joint, Refusal } from '@lianxie/contracts'
import type { Content, Draft } from '@lianxie/joint-protocol'
import type { DraftFacts } from './draft-facts.ts'
import { bodyOf, requireUnpublished } from './proposal-result.ts'
import { version } from './version.ts'

type Of<C extends keyof typeof joint> = (typeof joint)[C] extends CommandDefinition
  ? CommandOf<(typeof joint)[C]>
  : never
type Make<C extends keyof typeof joint> = (command: Of<C>, facts: DraftFacts) => Draft

/** 提出或修改议题 */
export const topic: Make<'DraftTopic'> = ({ title, summary, form, year, ...pins }, facts) =>
  version('topic', pins, facts, { title, summary, form, year })

/** 会签. A topic needs an item of the own adopted plan, and what all sides decide the own body's decision. */
export const countersignature: Make<'DraftCountersignature'> = ({ versionId, approval, planItemId }, facts) => {
  const asked = facts.ledger.version(versionId)
  const recovery = facts.ledger.recoveries().some(({ entry }) => entry === versionId)
  if (!asked && !recovery) throw new Refusal('version.not_found', { field: 'versionId' })
  if (asked?.kind === 'topic') {
    if (planItemId === null) throw new Refusal('topic.plan_item_needed', { field: 'planItemId' })
    if (!facts.planItem) throw new Refusal('topic.plan_item_unknown', { field: 'planItemId' })
  }
  if (asked && approval === null) throw new Refusal('approval.needed', { field: 'approval' })
  return { kind: 'answer', body: { answer: 'countersign', to: versionId, approval, planItem: planItemId } }
}

/** 不同意, or the convenor's word that the deadline has passed */
export const refusal: Make<'DraftRefusal'> = ({ versionId, reason, lapse }, { ledger }) => {
  const known = ledger.version(versionId) ?? ledger.recoveries().find(({ entry }) => entry === versionId)
  if (!known) throw new Refusal('version.not_found', { field: 'versionId' })
  return { kind: 'answer', body: { answer: 'refuse', to: versionId, reason, lapse } }
}

/** 意见 */
export const comment: Make<'DraftComment'> = ({ about, text }) => ({ kind: 'comment', body: { about, text } })

/** 联合调研方案, on a topic that all sides confirmed */
export const researchPlan: Make<'DraftResearchPlan'> = ({ topicId, title, outline, lead, from, to }, { ledger }) => {
  if (!ledger.decision(topicId)?.effective) throw new Refusal('topic.not_confirmed', { field: 'topicId' })
  return { kind: 'research', body: { act: 'plan', topic: topicId, title, outline, lead, from, to } }
}

/** 本方实地调研 */
export const fieldWork: Make<'DraftFieldWork'> = ({ researchId, angle, from }, { ledger }) => {
  researchOf(ledger, researchId)
  return { kind: 'research', body: { act: 'field', research: researchId, angle, from } }
}

/** 分报告 */
export const regionalReport: Make<'DraftRegionalReport'> = ({ researchId, title, text }, { ledger, files }) => {
  researchOf(ledger, researchId)
  return { kind: 'research-report', body: { research: researchId, title, text, files } }
}

/** 保留意见 */
export const reservation: Make<'DraftReservation'> = ({ about, text }) => ({
  kind: 'reservation',
  body: { about, text },
})

/** 总报告, by the leading side */
export const consolidatedReport: Make<'DraftConsolidatedReport'> = (command, facts) => {
  const { researchId, title, text, reports, reservations, amends, deadline } = command
  const research = researchOf(facts.ledger, researchId)
  if (amends.length === 0 && research.body.lead !== facts.own)
    throw new Refusal('research.not_lead', { lead: research.body.lead })
  return version('consolidated-report', { amends, deadline }, facts, {
    research: researchId,
    title,
    text,
    reports,
    reservations,
  })
}

/** 认可 */
export const endorsement: Make<'DraftEndorsement'> = ({ about, approval, note }) => ({
  kind: 'endorsement',
  body: { about, approval, note },
})

/** 会议召集 */
export const sessionCall: Make<'DraftSessionCall'> = ({ topicId, title, form, place, start, agenda }, { ledger }) => {
  if (topicId !== null && !ledger.decision(topicId)?.effective)
    throw new Refusal('topic.not_confirmed', { field: 'topicId' })
  return { kind: 'session', body: { act: 'convene', topic: topicId, title, form, place, start, agenda } }
}

/** 会议开始、闭会. 联席会议 is held when every side is represented. */
export const sessionStep: Make<'DraftSessionStep'> = ({ sessionId, step, at }, { ledger }) => {
  const session = sessionOf(ledger, sessionId)
  const expected = step === 'hold' ? 'CONVENED' : 'HELD'
  if (session.state !== expected) throw new Refusal('session.state', { field: 'step', state: session.state })
  if (step === 'hold' && !session.quorate) throw new Refusal('session.no_quorum', { absent: session.absent })
  return step === 'hold'
    ? { kind: 'session', body: { act: 'hold', session: sessionId, started: at } }
    : { kind: 'session', body: { act: 'adjourn', session: sessionId, ended: at } }
}

/** 本方参会人数, with the commitment to the list that stays here */
export function attendance(
  { sessionId, people }: Of<'DraftAttendance'>,
  commitment: string,
  { ledger }: DraftFacts,
): Content {
  const session = sessionOf(ledger, sessionId)
  if (session.state === 'ADJOURNED') throw new Refusal('session.state', { field: 'sessionId', state: session.state })
  const count = (kind: string) => people.filter((person) => person.kind === kind).length
  return {
    kind: 'session',
    body: {
      act: 'attend',
      session: sessionId,
      members: count('member'),
      officials: count('official'),
      others: count('other'),
      commitment,
    },
  }
}

/** 纪要 */
export const record: Make<'DraftRecord'> = (command, facts) => {
  const { title, text, topicId, sessionId, corrects, undertakings, amends, deadline, audience } = command
  const { members } = facts.ledger.compactView()
  const stranger = undertakings.findIndex(({ side }) => !members.includes(side))
  if (stranger >= 0) throw new Refusal('entry.not_found', { field: `undertakings.${stranger}.side` })
  return version('record', { amends, deadline, audience }, facts, {
    title,
    text,
    topic: topicId,
    session: sessionId,
    corrects,
    undertakings,
  })
}

/** 任务分派, to an own unit under an effective record */
export const task: Make<'DraftTask'> = ({ recordId, title, due }, { ledger, unit }) => {
  const record = ledger.decision(recordId)
  if (!record || record.kind !== 'record') throw new Refusal('entry.not_found', { field: 'recordId' })
  if (!record.effective) throw new Refusal('record.not_effective', { field: 'recordId' })
  if (!unit) throw new Refusal('task.unit_unknown', { field: 'unitId' })
  return { kind: 'task', body: { record: recordId, title, unit, due } }
}

/** 任务进展 */
export const progress: Make<'DraftProgress'> = ({ taskId, state, summary, due }, { ledger, own, files }) => {
  const known = ledger.tasks().find(({ id }) => id === taskId)
  if (!known) throw new Refusal('task.not_found', { field: 'taskId' })
  if (known.side !== own) throw new Refusal('task.not_own_side', { field: 'taskId' })
  return { kind: 'progress', body: { task: taskId, state, summary, due, files } }
}

/** 成果报送 */
export const outcome: Make<'DraftOutcome'> = ({ decisionId, to, title, date }) => ({
  kind: 'outcome',
  body: { act: 'submit', decision: decisionId, to, title, date },
})

/** 批示, of which the day alone crosses */
export const instructionNote: Make<'DraftInstructionNote'> = ({ outcomeId, date }, { ledger, own }) => {
  if (!ledger.outcomes().some(({ id, side }) => id === outcomeId && side === own)) {
    throw new Refusal('entry.not_found', { field: 'outcomeId' })
  }
  return { kind: 'outcome', body: { act: 'instructed', outcome: outcomeId, date } }
}

/** 联合提案办理结果, for the members of now; the command names the proposal, and what crosses of it is what proposals told. */
export const proposalResult: Make<'DraftProposalResult'> = (_, { ownResult, ledger, own }) => {
  if (!ownResult) throw new Refusal('result.not_found', { field: 'jointKey' })
  requireUnpublished(ownResult, ledger, own)
  return { kind: 'outcome', body: bodyOf(ownResult), audience: ledger.compactView().members }
}

/** 轮值交接 */
export const rotation: Make<'DraftRotation'> = ({ step }) => ({ kind: 'rotation', body: step })

/** 跟踪问效: states the tasks of the record as they stand */
export const followUp: Make<'DraftFollowUp'> = ({ recordId, period, lookBack, text }, { ledger }) => ({
  kind: 'follow-up',
  body: {
    record: recordId,
    period,
    lookBack,
    text,
    tasks: ledger
      .tasks()
      .filter(({ body }) => body.record === recordId)
      .map(({ id, state }) => ({ task: id, state })),
  },
})

/** 上级方案模板 */
export const template: Make<'DraftTemplate'> = ({ title, text }, { files }) => ({
  kind: 'template',
  body: { title, text, files },
})

/** 退出机制 */
export const leave: Make<'DraftLeave'> = ({ reason }) => ({ kind: 'leave', body: { reason } })

function researchOf(ledger: DraftFacts['ledger'], id: string) {
  const research = ledger.researches().find((one) => one.id === id)
  if (!research) throw new Refusal('research.not_found', { field: 'researchId' })
  return research
}

function sessionOf(ledger: DraftFacts['ledger'], id: string) {
  const session = ledger.sessions().find((one) => one.id === id)
  if (!session) throw new Refusal('session.not_found', { field: 'sessionId' })
  return session
}
