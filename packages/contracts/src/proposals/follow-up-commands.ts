import { z } from 'zod'
import { FileRef } from '../common/file-ref.ts'
import { command } from '../define.ts'
import { Id, LocalDate, text } from '../primitives.ts'
import { LookBackFinding, PromiseVerdict } from './follow-up.ts'
import { ResultClass } from './handling.ts'

const proposalId = Id
const files = z.array(FileRef).max(10).default([])

export const MakePromise = command(
  'proposals.make-promise',
  { zh: '登记承诺事项', en: 'A unit promises a further step of a case that is followed up, by a day' },
  { proposalId, unitId: Id, text: text(1000), dueOn: LocalDate },
)
export const ReportPromise = command(
  'proposals.report-promise',
  { zh: '报告承诺进展', en: 'A unit tells how far it has kept a promise' },
  { proposalId, promiseId: Id, progress: text(2000), done: z.boolean(), files },
)
export const VerifyPromise = command(
  'proposals.verify-promise',
  { zh: '核实承诺', en: 'The office finds a promise kept, sends it back with a new day, or releases the unit from it' },
  { proposalId, promiseId: Id, verdict: PromiseVerdict, dueOn: LocalDate.optional(), remark: text(1000).optional() },
)
export const RemindOfPromise = command(
  'proposals.remind-of-promise',
  { zh: '催办承诺事项', en: 'Reminds a unit of a promise that is not kept yet' },
  { proposalId, promiseId: Id, ifDueOn: LocalDate.optional() },
)
export const RequestUpgrade = command(
  'proposals.request-upgrade',
  { zh: '申请结果升级', en: 'A unit asks for a better class of its result, with evidence' },
  { proposalId, unitId: Id, to: ResultClass, text: text(2000), files: z.array(FileRef).min(1).max(10) },
)
export const AnswerUpgrade = command(
  'proposals.answer-upgrade',
  { zh: '确认结果升级', en: 'The office confirms a better class of a result, or does not' },
  { proposalId, unitId: Id, granted: z.boolean(), remark: text(1000).optional() },
)
export const OpenLookBack = command(
  'proposals.open-look-back',
  { zh: '启动年度回头看', en: 'Lists every case whose promises are open, for the look back over the end of a year' },
  { year: z.int().min(1990).max(2199) },
)
export const RecordLookBack = command(
  'proposals.record-look-back',
  { zh: '记录回头看', en: 'Records what the look back found about a case' },
  { lookBackId: Id, proposalId, heldOn: LocalDate, finding: LookBackFinding, text: text(2000), files },
)
