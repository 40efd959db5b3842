import { answers, type Facts, isOpenDraft, standingReply } from './actions/facts.ts'
import type { words } from './words/zh-cn.ts'

export interface Waiting {
  text: string
  /** Since when, as the history tells. */
  since?: string | undefined
}

const LIST = '、'

/** 下一步: who is waited for, in the words of an office, and since when. */
export function waitingFor(facts: Facts, w: typeof words): Waiting {
  const { file } = facts
  const since = file.history.at(-1)?.at
  const tell = (text: string): Waiting => ({ text, since })
  switch (file.state) {
    case 'DRAFT':
      return tell(w.waits.submit)
    case 'COSIGNING':
      return tell(w.waits.cosign(file.cosignerList.filter(({ state }) => state === 'INVITED').length))
    case 'SUBMITTED':
      return tell(w.waits.review)
    case 'UNDER_REVIEW': {
      const pre = file.reviews.findLast(({ step }) => step === 'PRE')
      const second = file.reviews.findLast(({ step }) => step === 'SECOND')
      if (!pre) return tell(w.waits.review)
      return tell(second && second.reviewedAt > pre.reviewedAt ? w.waits.decide : w.waits.secondReview)
    }
    case 'RETURNED_FOR_REVISION':
      return tell(w.waits.revise)
    case 'FILED':
      return tell(w.waits.assign)
    case 'FEEDBACK_PENDING':
      return tell(ofFeedback(facts, w))
    case 'FOLLOW_UP': {
      const open = facts.promises?.filter(({ state }) => state === 'OPEN' || state === 'DONE').length ?? 0
      return tell(open > 0 ? w.waits.promises(open) : w.waits.end)
    }
    case 'CLOSED':
      return tell(w.waits.archive)
    case 'ASSIGNED':
    case 'RETURNED_BY_UNIT':
    case 'HANDLING':
    case 'EXTENSION_REQUESTED':
    case 'REPLY_DRAFTED':
    case 'REWORK':
    case 'REHANDLING':
      return tell(ofHandling(facts, w))
    default:
      return { text: w.waits.nothing }
  }
}

function ofFeedback({ feedback }: Facts, w: typeof words): string {
  const open = feedback?.replies.filter(({ closedAt }) => closedAt === undefined) ?? []
  if (feedback && open.length === 0) return w.waits.end
  const forms = open.reduce((sum, reply) => sum + (reply.forms ?? 0), 0)
  const returned = open.reduce((sum, reply) => sum + (reply.returned ?? 0), 0)
  return forms > 0 ? w.waits.feedback(returned, forms) : w.waits.feedbackOnly
}

function ofHandling({ handling }: Facts, w: typeof words): string {
  const units = handling?.units.filter(({ state }) => state !== 'RELEASED') ?? []
  const named = (some: typeof units) => some.map(({ name }) => name ?? '').join(LIST)
  const declined = units.filter(({ state }) => state === 'DECLINED')
  if (declined.length > 0) return w.waits.decline(named(declined))
  const silent = units.filter(({ state }) => state === 'ASSIGNED')
  if (silent.length > 0) return w.waits.accept(named(silent))
  if (units.length === 0) return w.waits.assign
  if (handling!.extensions.some(({ state }) => state === 'REQUESTED')) return w.waits.extension
  const owing = units.filter((unit) => answers(unit) && unit.work !== 'REPLIED')
  for (const unit of owing) {
    const reply = standingReply(handling, unit.unitId)
    if (!isOpenDraft(reply)) continue
    const co = units.filter(({ role }) => role === 'CO')
    const open = co.filter(({ unitId }) => !reply.countersignatures.some((one) => one.unitId === unitId && one.signed))
    if (open.length > 0) return w.waits.countersign(named(open), reply.draft)
    if (reply.signedAt === undefined) return w.waits.sign(unit.name ?? '')
    return reply.approvedAt === undefined ? w.waits.approve : w.waits.send(unit.name ?? '')
  }
  return w.waits.reply(named(owing))
}
