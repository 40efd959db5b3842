import { type CommandOf, type FileRef, proposals as c, Refusal } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { refuseClassified } from './classified-marking.ts'
import type { Deciding, Rules } from './deciding.ts'
import {
  type HandledCase,
  requireAccepted,
  requireNamedUnit,
  requireReplying,
  requireSeen,
  requireUnit,
  requireWork,
  stateWith,
} from './handled-case.ts'
import { isSolved, mayPromise, requireClass } from './result-class.ts'

/** 答复稿: the last version of a unit's reply in its round. */
export interface Reply {
  unitId: string
  round: number
  draft: number
  sha256: string
  resultClass: c.ResultClass
  draftedClass: c.ResultClass
  documentNumber: string
  files: readonly FileRef[]
  promises: readonly c.ReplyPromise[]
  /** The co-units that answered this very version, and whether they stand by it. */
  countersigned: ReadonlyMap<string, boolean>
  signed: boolean
  approved: boolean
  returned: boolean
  sent: boolean
}

interface Facts {
  handled: HandledCase
  /** The last version, where there is one in this round. */
  reply: Reply | undefined
  rules: Rules
}

/** 起草答复: a new version each time; what was signed was for the one before. */
export function draftReply(
  { handled, reply, rules, sha256 }: Facts & { sha256: string },
  command: CommandOf<typeof c.DraftReply>,
  { now, actor, newId }: Deciding,
) {
  const { unitId, resultClass, documentNumber, files, promises, letter, evidence } = command
  const unit = requireUnit(handled, unitId, actor)
  requireAccepted(unit)
  requireReplying(unit)
  requireWork(unit, ['HANDLING', 'REWORK', 'REPLY_DRAFTED'])
  if (!unit.named) throw new Refusal('reply.handler_missing', { field: 'unitId' })
  if ((handled.isKey || handled.isImportant) && !unit.planned) {
    throw new Refusal('reply.plan_missing', { field: 'proposalId' })
  }
  refuseClassified({
    letter,
    evidence,
    ...Object.fromEntries(promises.map((promise, index) => [`promises.${index}.text`, promise.text])),
  })
  requireClass(rules, resultClass, promises.length)
  if (promises.length > 0 && !mayPromise(resultClass)) {
    throw new Refusal('reply.promise_unfit', { field: 'promises', resultClass })
  }
  const past = promises.findIndex(({ dueOn }) => dueOn < shanghaiDate(now))
  if (past >= 0) throw new Refusal('reply.promise_past', { field: `promises.${past}.dueOn` })
  if (isSolved(resultClass) && evidence === undefined && files.length === 0) {
    throw new Refusal('reply.evidence_missing', { field: 'evidence' })
  }
  return [
    c.ReplyDrafted({
      proposalId: handled.proposal.id,
      unitId,
      round: unit.round,
      draft: (reply?.draft ?? 0) + 1,
      sha256,
      resultClass,
      documentNumber,
      files,
      promises: promises.map(({ dueOn }) => ({ promiseId: newId(), dueOn })),
      state: stateWith(handled, unitId, { work: 'REPLY_DRAFTED' }),
    }),
  ]
}

/** 会签: by a co-unit, of the version that it has read. */
export function countersignReply(
  facts: Facts,
  { unitId, sha256 }: CommandOf<typeof c.CountersignReply>,
  { actor }: Deciding,
) {
  const reply = requireCountersigning(facts, unitId, sha256, actor)
  return [c.ReplyCountersigned({ ...nameOf(facts, reply), coUnitId: unitId })]
}

/** 不予会签: the lead unit writes another version, or takes the disagreement further. */
export function refuseCountersignature(
  facts: Facts,
  { unitId, sha256, reason }: CommandOf<typeof c.RefuseCountersignature>,
  { actor }: Deciding,
) {
  const reply = requireCountersigning(facts, unitId, sha256, actor)
  refuseClassified({ reason })
  return [c.CountersignatureRefused({ ...nameOf(facts, reply), coUnitId: unitId })]
}

/** A co-unit that refused may still stand by the same version later. */
function requireCountersigning(facts: Facts, coUnitId: string, sha256: string, actor: Deciding['actor']): Reply {
  const unit = requireUnit(facts.handled, coUnitId, actor)
  requireAccepted(unit)
  if (unit.role !== 'CO') throw new Refusal('assignment.wrong_role', { field: 'unitId', role: unit.role })
  const reply = requireVersion(facts, sha256)
  if (reply.countersigned.get(coUnitId) === true) throw new Refusal('reply.countersigned', { field: 'unitId' })
  return reply
}

/** 签发: one leader signs always; of key cases the head of the unit. */
export function signReply(facts: Facts, { unitId, sha256, as }: CommandOf<typeof c.SignReply>, { actor }: Deciding) {
  const unit = requireUnit(facts.handled, unitId, actor)
  requireAccepted(unit)
  requireReplying(unit)
  const reply = requireVersion(facts, sha256)
  if (reply.signed) throw new Refusal('reply.signed', { field: 'sha256' })
  if (facts.handled.isKey && as !== 'HEAD') throw new Refusal('reply.head_must_sign', { field: 'as' })
  return [c.ReplySigned({ ...nameOf(facts, reply), as })]
}

/** 审核: the supervision office lets the signed reply go, under another class if that is right, or sends it back. */
export function reviewReply(facts: Facts, command: CommandOf<typeof c.ReviewReply>, { actor }: Deciding) {
  const { handled, rules } = facts
  const { unitId, sha256, verdict, resultClass, reasonCode, reason } = command
  requireSeen(handled.proposal, actor)
  requireNamedUnit(handled, unitId)
  const reply = requireVersion(facts, sha256)
  if (reply.approved) throw new Refusal('reply.reviewed', { field: 'sha256' })
  if (verdict !== 'APPROVED' && reason === undefined) throw new Refusal('reply.reason_missing', { field: 'reason' })
  if (verdict === 'REWORK') {
    if (reasonCode === undefined) throw new Refusal('reply.reason_missing', { field: 'reasonCode' })
    const state = stateWith(handled, unitId, { work: 'REWORK' })
    return [c.ReplyReturned({ ...nameOf(facts, reply), reasonCode, state })]
  }
  if (!reply.signed) throw new Refusal('reply.not_signed', { field: 'sha256' })
  const draftedClass = reply.draftedClass
  if (verdict === 'APPROVED') {
    return [c.ReplyApproved({ ...nameOf(facts, reply), resultClass: draftedClass, draftedClass })]
  }
  if (resultClass === undefined || resultClass === draftedClass) {
    throw new Refusal('reply.class_same', { field: 'resultClass', resultClass: draftedClass })
  }
  requireClass(rules, resultClass, reply.promises.length)
  return [c.ReplyApproved({ ...nameOf(facts, reply), resultClass, draftedClass })]
}

/** The version that is being worked on, if it is the one whose hash is given. */
export function requireVersion({ handled, reply }: Facts, sha256: string): Reply {
  const unit = handled.units.find(({ unitId }) => unitId === reply?.unitId)
  if (!reply || reply.sent || reply.returned || unit?.work !== 'REPLY_DRAFTED') {
    throw new Refusal('reply.no_draft', { field: 'proposalId' })
  }
  if (reply.sha256 !== sha256) throw new Refusal('reply.text_changed', { field: 'sha256' })
  return reply
}

export const nameOf = ({ handled }: Pick<Facts, 'handled'>, { unitId, round, draft, sha256 }: Reply) => ({
  proposalId: handled.proposal.id,
  unitId,
  round,
  draft,
  sha256,
})
