import { z } from 'zod'
import { FileRef } from '../common/file-ref.ts'
import { event } from '../define.ts'
import { Id, LocalDate } from '../primitives.ts'
import { LookBackFinding, PromiseVerdict } from './follow-up.ts'
import { ResultClass } from './handling.ts'

const about = { aggregate: 'proposal', key: 'proposalId' } as const
const lookBack = { aggregate: 'look-back', key: 'lookBackId' } as const
const proposalId = Id
const files = z.array(FileRef).max(10)
const promise = { proposalId, promiseId: Id }

export const PromiseMade = event(
  'proposals.promise-made',
  1,
  { zh: '承诺事项已登记', en: 'A unit promised a further step', ...about },
  { ...promise, unitId: Id, dueOn: LocalDate },
)
export const PromiseReported = event(
  'proposals.promise-reported',
  1,
  { zh: '已报告承诺进展', en: 'A unit told how far it has kept a promise', ...about },
  { ...promise, done: z.boolean(), files },
)
export const PromiseVerified = event(
  'proposals.promise-verified',
  1,
  { zh: '承诺已核实', en: 'The office looked at what became of a promise', ...about },
  { ...promise, verdict: PromiseVerdict, dueOn: LocalDate.optional() },
)
export const PromiseReminded = event(
  'proposals.promise-reminded',
  1,
  { zh: '已催办承诺事项', en: 'A unit was reminded of a promise', ...about },
  { ...promise, unitId: Id, dueOn: LocalDate, daysLeft: z.int() },
)
export const UpgradeRequested = event(
  'proposals.upgrade-requested',
  1,
  { zh: '已申请结果升级', en: 'A unit asked for a better class of its result', ...about },
  { proposalId, unitId: Id, from: ResultClass, to: ResultClass, files },
)
export const ResultUpgraded = event(
  'proposals.result-upgraded',
  1,
  { zh: '办理结果已升级', en: 'A result has a better class; the one of the reply stays on record', ...about },
  {
    proposalId,
    unitId: Id,
    from: ResultClass,
    to: ResultClass,
    /** The class of the case now: that of its least solved part. */
    caseClass: ResultClass,
  },
)
export const UpgradeRefused = event(
  'proposals.upgrade-refused',
  1,
  { zh: '结果升级未获确认', en: 'A better class of a result was not confirmed', ...about },
  { proposalId, unitId: Id, to: ResultClass },
)
export const LookBackOpened = event(
  'proposals.look-back-opened',
  1,
  { zh: '年度回头看已启动', en: 'The cases whose promises are open were listed', ...lookBack },
  { lookBackId: Id, year: z.int(), proposalIds: z.array(Id).max(5000) },
)
export const LookBackRecorded = event(
  'proposals.look-back-recorded',
  1,
  { zh: '回头看已记录', en: 'The look back at a case was recorded', ...lookBack },
  { lookBackId: Id, proposalId, heldOn: LocalDate, finding: LookBackFinding, files },
)
