import type { Row } from '../../data/contracts.ts'
import type { Column } from '../../elements/data-table.tsx'
import { DueChip } from '../../elements/due-chip.tsx'
import { Go } from '../../go.tsx'
import type { words } from './words/zh-cn.ts'

type Proposal = Row<'proposals.docket'>
type Sort = NonNullable<Column<Proposal>['sort']>

const ENDED = ['MERGED_INTO', 'NOT_FILED', 'CONVERTED', 'WITHDRAWN']
const DONE = ['CLOSED', 'ARCHIVED', 'PUBLISHED']
const WAITING = ['SUBMITTED', 'UNDER_REVIEW', 'FILED', 'COSIGNING']
const ATTENTION = [
  'RETURNED_FOR_REVISION',
  'RETURNED_BY_UNIT',
  'EXTENSION_REQUESTED',
  'REPLY_DRAFTED',
  'REWORK',
  'FEEDBACK_PENDING',
  'REHANDLING',
]

/** The columns of the docket, in the order in which an office reads a proposal. */
export const docketColumns = (
  w: typeof words,
  nameOf: (id: string | undefined) => string | undefined,
  sorts: { number: Sort; subject: Sort },
): readonly Column<Proposal>[] => [
  {
    key: 'number',
    title: w.columns.number,
    kind: 'tight',
    sort: sorts.number,
    cell: ({ serial, printedNumber }) => {
      const number = serial ?? printedNumber
      return number === undefined ? '—' : String(number).padStart(3, '0')
    },
  },
  {
    key: 'subject',
    title: w.columns.subject,
    kind: 'title',
    sort: sorts.subject,
    cell: ({ proposalId, subject, keySince, originals }) => (
      <div>
        <Go to={`/proposals/${proposalId}`} data-case={proposalId} tabIndex={-1} title={subject}>
          {subject}
        </Go>
        {keySince && <span className="tag key">{w.key}</span>}
        {originals > 0 && (
          <span className="tag" title={w.mergedName(originals)}>
            {w.merged(originals)}
          </span>
        )}
      </div>
    ),
  },
  {
    key: 'proposer',
    title: w.columns.proposer,
    kind: 'tight',
    cell: ({ lead, leadName, cosigners }) => {
      const name = lead.kind === 'BODY' ? leadName : nameOf(lead.id)
      if (name === undefined) return '—'
      return <div className="who">{cosigners > 0 ? w.and(name, cosigners + 1) : name}</div>
    },
  },
  {
    key: 'unit',
    title: w.columns.unit,
    kind: 'tight',
    cell: ({ units }) => {
      const first = units.find(({ role }) => role !== 'CO') ?? units[0]
      if (!first) return '—'
      return (
        <>
          {first.name} {units.length > 1 && <span className="mute">+{units.length - 1}</span>}
        </>
      )
    },
  },
  {
    key: 'state',
    title: w.columns.state,
    kind: 'tight',
    cell: ({ state, light, repliedAt }) => {
      const late = light === 'red' && repliedAt === undefined
      return <span className={`state ${late ? 'bad' : lookOf(state)}`}>{late ? w.overdue : w.states[state]}</span>
    },
  },
  {
    key: 'reply',
    title: w.columns.reply,
    kind: 'phone-hidden',
    cell: ({ resultClass, upgradedClass }) => {
      const code = upgradedClass ?? resultClass
      return code === undefined ? '—' : w.resultClasses[code]
    },
  },
  {
    key: 'due',
    title: w.columns.due,
    kind: 'tight',
    cell: ({ replyDueAt, light, repliedAt }) => {
      const doneAt = light === undefined ? repliedAt : undefined
      if (replyDueAt === undefined && doneAt === undefined) return '—'
      return <DueChip dueAt={replyDueAt} light={light} doneAt={doneAt} icon={false} />
    },
  },
  {
    key: 'rating',
    title: w.columns.rating,
    kind: 'phone-hidden',
    cell: ({ ratings }) => (ratings && ratings.length > 0 ? ratings.map((one) => w.ratings[one]).join('、') : '—'),
  },
]

function lookOf(state: string): string {
  if (DONE.includes(state)) return 'ok'
  if (ENDED.includes(state)) return ''
  if (WAITING.includes(state)) return 'wait'
  return ATTENTION.includes(state) ? 'mid' : 'do'
}
