import { type CommandDefinition, joint, type QueryDefinition } from '@lianxie/contracts'
import { account, type CommandSample, type QuerySample } from '@lianxie/service-kit/testing'
import { toldKey } from '../src/ledger/told-key.ts'
import { approval, carry, chair, found, meet, office, operator, type Side, textOf } from './world.ts'

const day = '2022-06-01'
const jointKey = '00000000-0000-4000-8000-000000000003'
const instant = '2022-06-01T01:00:00.000Z'

/**
 * A well-formed request of every command and query, as somebody would send it who may. With a second side they speak of
 * things that are there; without one every id is made up.
 */
export async function samples(
  side: Side,
  other?: Side,
): Promise<{ commands: CommandSample[]; queries: QuerySample[] }> {
  const things = other ? await consult(side, other) : nothing
  const { compactId, topicId, researchId, sessionId, recordId, taskId, reportId, draft, alarmId } = things
  const text = await textOf([side, ...(other ? [other] : [])])
  const on = { compactId }
  const unit = side.unitId
  const command = (definition: CommandDefinition, body: unknown, as = office, more: object = {}): CommandSample => ({
    command: definition,
    as,
    body,
    ...more,
  })
  const query = (definition: QueryDefinition, params: Record<string, unknown> = {}, as = office): QuerySample => ({
    query: definition,
    params,
    as,
  })
  return {
    commands: [
      command(joint.DraftInvitation, { text }),
      command(joint.ReceiveInvitation, { file: '{}' }),
      command(joint.SignInvitation, { ...on, approval, fingerprintsCompared: true }, chair),
      command(joint.JoinCompact, { file: '{}' }),
      command(joint.ConnectHub, { ...on, url: 'nats://127.0.0.1:4222' }, operator),
      command(joint.RecarryEntries, on, operator),
      command(joint.DraftCompactText, { ...on, text }),
      command(joint.DraftTopic, { ...on, title: '水体联保共治', summary: '太浦河', form: '专题协商', year: 2022 }),
      command(joint.DraftCountersignature, { ...on, versionId: topicId, approval, planItemId: side.planItemId }),
      command(joint.DraftRefusal, { ...on, versionId: topicId, reason: '再议' }),
      command(joint.DraftComment, { ...on, about: topicId, text: '同意' }),
      command(joint.DraftResearchPlan, {
        ...on,
        topicId,
        title: '联合调研',
        outline: '方案',
        lead: side.committee,
        from: day,
        to: day,
      }),
      command(joint.DraftFieldWork, { ...on, researchId, angle: '断面水质', from: day }),
      command(joint.DraftRegionalReport, { ...on, researchId, title: '分报告', text: '一' }),
      command(joint.DraftReservation, { ...on, about: reportId, text: '保留' }),
      command(joint.DraftConsolidatedReport, { ...on, researchId, title: '总报告', text: '一', reports: [reportId] }),
      command(joint.DraftEndorsement, { ...on, about: reportId, approval }),
      command(joint.DraftSessionCall, {
        ...on,
        title: '联席会议',
        form: '联席会议',
        place: '青浦',
        start: instant,
        agenda: '审议',
      }),
      command(joint.DraftAttendance, {
        ...on,
        sessionId,
        people: [{ name: '章水生', duty: '委员', kind: 'member' }],
      }),
      command(joint.DraftSessionStep, { ...on, sessionId, step: 'hold', at: instant }),
      command(joint.DraftRecord, {
        ...on,
        title: '纪要',
        text: '一',
        topicId,
        undertakings: [{ side: side.committee, title: '共享平台', due: day }],
      }),
      command(joint.DraftTask, { ...on, recordId, title: '共享平台', unitId: unit, due: day }),
      command(joint.DraftProgress, { ...on, taskId, state: 'ACCEPTED', summary: '已接收', due: day }),
      command(joint.DraftOutcome, {
        ...on,
        decisionId: recordId,
        to: 'own_party_committee',
        title: '成果',
        date: day,
      }),
      command(joint.DraftInstructionNote, { ...on, outcomeId: topicId, date: day }),
      command(joint.DraftProposalResult, { ...on, jointKey }),
      command(joint.DraftSupervisionTemplate, {
        ...on,
        topic: '河湖长制落实情况',
        form: 'TOPICAL',
        year: 2022,
        startsOn: day,
        endsOn: day,
        indicators: [{ code: 'W1', name: '排口整治数', unit: '个' }],
      }),
      command(joint.DraftSupervisionLevel, { ...on, templateId: topicId, publicText: '公开摘要' }),
      command(joint.DraftRotation, {
        ...on,
        step: {
          act: 'hand-over',
          year: 2022,
          to: side.committee,
          openTasks: [taskId],
          archive: '已移交',
          budget: '无',
        },
      }),
      command(joint.DraftFollowUp, { ...on, recordId, period: '半年', text: '进展' }),
      command(joint.DraftTemplate, { ...on, title: '模板', text: '一' }),
      command(joint.DraftLeave, { ...on, reason: '区划调整' }),
      command(joint.DraftKeyRotation, { ...on, key: 'signing' }),
      command(joint.ReleaseDraft, { draftId: draft.draftId, contentHash: draft.contentHash }),
      command(joint.DiscardDraft, { draftId: draft.draftId, reason: '误拟' }),
      command(joint.OrderRecovery, { ...on, reason: '日志丢失' }),
      command(
        joint.ConfirmRecovery,
        { ...on, orderId: '00000000-0000-4000-8000-000000000000', recoveryKey: '{}' },
        chair,
      ),
      command(joint.CloseAlarm, { alarmId, finding: '已核实' }, operator),
    ],
    queries: [
      query(joint.OwnKeyCard),
      query(joint.Compacts),
      query(joint.CompactDetail, on),
      query(joint.Invitation, on),
      query(joint.Drafts, { compactId }),
      query(joint.DraftDetail, { draftId: draft.draftId }),
      query(joint.Decisions, { ...on, kind: 'record' }),
      query(joint.DecisionDetail, { ...on, decisionId: recordId }),
      query(joint.Tasks, { ...on, side: side.committee, unitId: unit }),
      query(joint.OwnTasks, { ...on, taskId, unitId: unit }),
      query(joint.OwnTask, { taskId }),
      query(joint.ToSign),
      query(joint.Researches, on),
      query(joint.Sessions, on),
      query(joint.Entries, { ...on, committee: side.committee, kind: 'topic' }),
      query(joint.Evidence, { ...on, decisionId: recordId }),
      query(joint.ProposalResults, { ...on, jointKey }),
      query(joint.UnpublishedResults, on),
      query(joint.ProposalResultEvidence, { ...on, entryId: taskId }),
      query(joint.SupervisionTemplates, { ...on, templateId: topicId }),
      query(joint.LevelDuties, { ...on, templateId: topicId, committee: side.committee, dueBy: '2022-12-31' }),
      query(joint.SupervisionEvidence, { ...on, entryId: taskId }),
      query(joint.Alarms, { compactId, open: 'true' }, operator),
      { query: joint.PublicRecords, params: {} },
    ],
  }
}

const made = (n: number) => n.toString(16).padStart(64, '0')
const nothing = {
  compactId: made(1),
  topicId: made(2),
  researchId: made(3),
  sessionId: made(4),
  recordId: made(5),
  taskId: made(6),
  reportId: made(7),
  draft: { draftId: '00000000-0000-4000-8000-000000000001', contentHash: made(8) },
  alarmId: '00000000-0000-4000-8000-000000000002',
}

/** One of everything between two sides, the first of which is the host. */
async function consult(side: Side, other: Side): Promise<typeof nothing> {
  const compactId = await found([side, other])
  const both = [side, other]
  const sign = async (versionId: string) => {
    await meet(compactId, both)
    await other.release(joint.DraftCountersignature, { compactId, versionId, approval, planItemId: other.planItemId })
    await carry(compactId, other, side)
    await side.release(joint.DraftCountersignature, { compactId, versionId, approval, planItemId: side.planItemId })
  }
  const topicId = await side.release(joint.DraftTopic, {
    compactId,
    title: '水体联保共治',
    summary: '太浦河',
    form: '专题协商',
    year: 2022,
  })
  await sign(topicId)
  const researchId = await side.release(joint.DraftResearchPlan, {
    compactId,
    topicId,
    title: '联合调研',
    outline: '方案',
    lead: side.committee,
    from: day,
    to: day,
  })
  const reportId = await side.release(joint.DraftRegionalReport, { compactId, researchId, title: '分报告', text: '一' })
  const sessionId = await side.release(joint.DraftSessionCall, {
    compactId,
    title: '联席会议',
    form: '联席会议',
    place: '青浦',
    start: instant,
    agenda: '审议',
  })
  const recordId = await side.release(joint.DraftRecord, { compactId, title: '纪要', text: '一' })
  await sign(recordId)
  const taskId = await side.release(joint.DraftTask, {
    compactId,
    recordId,
    title: '共享平台',
    unitId: side.unitId,
  })
  const draft = await side.prepare(joint.DraftComment, { compactId, about: topicId, text: '待放行' })
  // The other services are told afterwards, of one entry after another: of the task last.
  const last = toldKey({ type: 'joint.task-allocated', data: { compactId, taskId } })!
  await side.service.until(() =>
    side.service.running.runtime.db.selectFrom('told').select('key').where('key', '=', last).executeTakeFirst(),
  )
  const alarmId = '00000000-0000-4000-8000-000000000002'
  return { compactId, topicId, researchId, sessionId, recordId, taskId, reportId, draft, alarmId }
}

/** A person of a role, with the unit of the side where the role has one. */
export const personOf = (side: Side, role: Parameters<typeof account>[0]) =>
  account(role, role.startsWith('UNIT') ? { units: [side.unitId] } : {})
