import type { SlipEntry } from '../../elements/routing-slip.tsx'
import { language } from '../../look/preferences.ts'
import { lastDayOf } from '../../look/dates.ts'
import type { Facts } from './actions/facts.ts'
import type { words } from './words/zh-cn.ts'

type W = typeof words
type NameOf = (id: string | undefined) => string | undefined

/** What people wrote stands in the slip under the thing itself; these fields say the most of it. */
const TOLD = ['reason', 'opinion', 'explanation', 'missing', 'summary', 'result', 'remark', 'text', 'progress']
/** Many of these follow each other while it is written; the slip begins with the submission. */
const BEFORE = ['proposals.proposal-revised', 'proposals.proposal-drafted']

/** 办理时间轴: what has happened, from the history as the viewer may read it, and what is still to come. */
export function slipEntries({ file, handling }: Facts, nameOf: NameOf, w: W): SlipEntry[] {
  const unitName = (id: unknown) => handling?.units.find(({ unitId }) => unitId === id)?.name
  const history = file.history.filter(({ type }) => file.submittedAt === undefined || !BEFORE.includes(type))
  const done = history.map((entry): SlipEntry => {
    const { data } = entry
    const units = Array.isArray(data['units'])
      ? (data['units'] as { unitId: string }[]).map(({ unitId }) => unitName(unitId) ?? '').filter(Boolean)
      : []
    const who = unitName(data['unitId']) ?? nameOf(entry.actor) ?? w.offices[entry.actorRole ?? '']
    const proposer = entry.type === 'proposals.proposal-submitted' ? (file.leadName ?? nameOf(file.lead.id)) : undefined
    const by = [proposer ?? who, units.join('、')].filter(Boolean).join(' → ')
    const note = noteOf(entry, w)
    const due = dueOf(data)
    return {
      key: `${entry.version} ${entry.type}`,
      at: entry.at,
      matter: language() === 'en' ? entry.en : entry.zh,
      ...(by !== '' && { by }),
      ...(note !== undefined && { note }),
      ...(due !== undefined && { due }),
      ...(typeof data['documentNumber'] === 'string' && { proof: data['documentNumber'] }),
      state: data['late'] === true ? 'late' : 'done',
    }
  })
  const to = still(file.state, w)
  const replyDue = file.replyDueAt && file.light ? lastDayOf(file.replyDueAt) : undefined
  const coming = to.map((matter): SlipEntry => {
    const due =
      matter === w.steps.reply ? replyDue : matter === w.steps.rate ? handling?.feedbackDeadline?.date : undefined
    return {
      key: matter,
      matter,
      ...(due !== undefined && { due }),
      ...(matter === w.steps.rate && { note: w.steps.rateNote }),
      state: 'next',
    }
  })
  const last = done.at(-1)
  if (last && to.length > 0 && last.state === 'done') last.state = 'now'
  return [...done, ...coming]
}

function noteOf({ words: said, data }: Facts['file']['history'][number], w: W): string | undefined {
  const told = TOLD.map((field) => said[field]).find((text) => text !== undefined)
  if (told !== undefined) return told.length > 90 ? `${told.slice(0, 90)}……` : told
  if (typeof data['serial'] === 'number') return w.number(data['serial'])
  if (typeof data['receiptNumber'] === 'number') return w.receipt(data['receiptNumber'])
  return typeof data['draft'] === 'number' ? w.draftNumber(data['draft']) : undefined
}

function dueOf(data: Readonly<Record<string, unknown>>): string | undefined {
  for (const name of ['replyDeadline', 'feedbackDeadline', 'windowDeadline', 'deadline', 'answerDeadline']) {
    const date = (data[name] as { date?: unknown } | undefined)?.date
    if (typeof date === 'string') return date
  }
  return typeof data['until'] === 'string' ? data['until'] : undefined
}

const ORDER = ['review', 'file', 'assign', 'reply', 'rate', 'close'] as const
const FROM: Readonly<Record<string, (typeof ORDER)[number]>> = {
  SUBMITTED: 'review',
  UNDER_REVIEW: 'file',
  RETURNED_FOR_REVISION: 'review',
  FILED: 'assign',
  ASSIGNED: 'reply',
  RETURNED_BY_UNIT: 'assign',
  HANDLING: 'reply',
  EXTENSION_REQUESTED: 'reply',
  REPLY_DRAFTED: 'reply',
  REWORK: 'reply',
  REHANDLING: 'reply',
  REPLIED: 'rate',
  FEEDBACK_PENDING: 'rate',
  FOLLOW_UP: 'close',
}

/** The steps that are still to come from where it stands. */
function still(state: string, w: W): string[] {
  const from = FROM[state]
  return from === undefined ? [] : ORDER.slice(ORDER.indexOf(from)).map((step) => w.steps[step])
}
