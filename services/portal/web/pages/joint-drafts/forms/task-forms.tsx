import { useAnswer } from '../../../data/use-answer.ts'
import { EmptyState, LoadingBars } from '../../../elements/states.tsx'
import { dayOf } from '../../../look/dates.ts'
import { PageFault } from '../../../shell/not-found.tsx'
import { words } from '../words/index.ts'
import { About } from './about.tsx'
import { DraftForm } from './draft-form.tsx'
import type { FormProps } from './form-props.ts'
import { stepsFrom } from '../../joint-work/task-steps.ts'

/** 分派任务: what the own side undertook, given to one of its own units. */
export function Task({ compact: { compactId }, address: { decision } }: FormProps) {
  const w = words.use()
  const units = useAnswer('directory.units', { limit: 200, sort: 'name' }, { staleTime: 600_000 })
  if (decision === undefined) return <EmptyState mark="任务" title={w.nothingNamed} />
  if (units.error && !units.data) return <PageFault error={units.error} />
  if (!units.data) return <LoadingBars />
  return (
    <DraftForm
      command="joint.draft-task"
      fixed={{ compactId, recordId: decision }}
      fields={[
        { kind: 'line', name: 'title', label: w.undertaking, limit: 200 },
        {
          kind: 'choice',
          name: 'unitId',
          label: w.unit,
          options: units.data.items.map(({ unitId, name }) => [unitId, name] as const),
        },
        { kind: 'day', name: 'due', label: w.due, optional: true },
      ]}
    >
      <About compactId={compactId} decision={decision} />
    </DraftForm>
  )
}

/** 任务进展: what partners see is the state, the last day and this summary. */
export function Progress({ compact: { compactId }, address: { task } }: FormProps) {
  const w = words.use()
  const { data, error } = useAnswer(
    'joint.own-tasks',
    { compactId, taskId: task!, limit: 1 },
    { enabled: task !== undefined },
  )
  if (task === undefined) return <EmptyState mark="任务" title={w.nothingNamed} />
  if (error && !data) return <PageFault error={error} />
  if (!data) return <LoadingBars />
  const [found] = data.items
  if (!found) return <EmptyState mark="任务" title={w.nothingNamed} />
  return (
    <DraftForm
      command="joint.draft-progress"
      fixed={{ compactId, taskId: task }}
      fields={[
        {
          kind: 'choice',
          name: 'state',
          label: w.taskState,
          options: stepsFrom(found.state).map((state) => [state, w.taskStates[state]] as const),
        },
        { kind: 'text', name: 'summary', label: w.progress, limit: 4000, rows: 6, hint: w.progressHint },
        { kind: 'day', name: 'due', label: w.newDue, optional: true, ...(found.due !== null && { value: found.due }) },
        { kind: 'files', name: 'files', label: w.files, service: 'joint', optional: true },
      ]}
    >
      <div className="note">
        <div>
          <span className="small mute">{w.about}　</span>
          <b className="song">{found.title}</b> <span className="sub">{found.unitName}</span>{' '}
          <span className="tag">{w.taskStates[found.state]}</span>
        </div>
      </div>
    </DraftForm>
  )
}

/** 成果报送 to the own leadership: that it was submitted crosses, and nothing of what was said there. */
export function Outcome({ compact: { compactId }, address: { decision } }: FormProps) {
  const w = words.use()
  if (decision === undefined) return <EmptyState mark="成果" title={w.nothingNamed} />
  return (
    <DraftForm
      command="joint.draft-outcome"
      fixed={{ compactId, decisionId: decision }}
      fields={[
        {
          kind: 'choice',
          name: 'to',
          label: w.submittedTo,
          options: Object.entries(w.submittedTos),
        },
        { kind: 'line', name: 'title', label: w.outcomeTitle, limit: 200 },
        { kind: 'day', name: 'date', label: w.submittedOn, max: dayOf(new Date()) },
      ]}
    >
      <About compactId={compactId} decision={decision} />
    </DraftForm>
  )
}

/** 跟踪问效: what became of a record; the tasks go along as they stand. */
export function FollowUp({ compact: { compactId }, address: { decision } }: FormProps) {
  const w = words.use()
  if (decision === undefined) return <EmptyState mark="跟踪" title={w.nothingNamed} />
  return (
    <DraftForm
      command="joint.draft-follow-up"
      fixed={{ compactId, recordId: decision }}
      fields={[
        { kind: 'line', name: 'period', label: w.period, limit: 200, hint: w.periodHint },
        {
          kind: 'choice',
          name: 'lookBack',
          label: w.followUpKind,
          few: true,
          value: 'no',
          options: [
            ['no', w.followUp],
            ['yes', w.lookBack],
          ],
        },
        { kind: 'text', name: 'text', label: w.followUpText, limit: 4000, rows: 10, hint: w.crossingHint },
      ]}
      body={(typed) => ({ ...typed, lookBack: typed['lookBack'] === 'yes' })}
    >
      <About compactId={compactId} decision={decision} />
    </DraftForm>
  )
}
