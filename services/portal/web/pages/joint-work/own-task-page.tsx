import './work.css'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { Refused } from '../../data/problem.ts'
import { useSession } from '../../data/session.ts'
import type { HappenedEvent } from '../../data/use-command.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { CommandForm } from '../../elements/command-form.tsx'
import { RoutingSlip } from '../../elements/routing-slip.tsx'
import { EmptyState, LoadingBars, Note } from '../../elements/states.tsx'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { shortDate } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { Watch } from '../consultations-sessions/watch.tsx'
import { TASK_LOOKS } from './task-looks.ts'
import { reportsFrom, stepsFrom, type TaskState } from './task-steps.ts'
import { words } from './words/index.ts'

/** 联动任务 of an own unit: what it is, how it went so far, and the next report, which the office lets go. */
export function Page() {
  const w = words.use()
  const { taskId }: { taskId?: string } = useParams({ strict: false })
  const role = useSession().data?.active?.role
  const [sent, setSent] = useState<readonly Report[]>([])
  const { data: task, isPending, error } = useAnswer('joint.own-task', { taskId: taskId! })
  if (error instanceof Refused && error.problem.status === 404 && !task)
    return (
      <EmptyState mark="任务" title={w.noSuchTask}>
        <Go className="btn" to="/joint/tasks">
          {w.ownTasks}
        </Go>
      </EmptyState>
    )
  if (error && !task) return <PageFault error={error} />
  if (isPending) return <LoadingBars rows={5} />
  const isUnit = role === 'UNIT_HANDLER' || role === 'UNIT_LEADER'
  const isStaff = role === 'STAFF_OFFICE' || role === 'STAFF_CONSULTATION'
  const steps = stepsFrom(task.state)
  const reports = reportsFrom(task.state)
  const last = sent.at(-1)
  return (
    <>
      {!isStaff && role !== 'CHAIR' && <Watch paths={[`joint/tasks/${task.taskId}`]} />}
      <div>
        <p className="small mute">{task.compactName}</p>
        <h1 className="song">
          <Title text={task.title} />
        </h1>
        <p className="row wrap marks">
          <span className={`state ${TASK_LOOKS[task.state]}`}>{w.taskStates[task.state]}</span>
          <span className="sub">{task.unitName}</span>
          {task.due !== null &&
            (task.overdue ? (
              <span className="due over">{w.overdueSince(shortDate(task.due))}</span>
            ) : (
              <span>{w.before(shortDate(task.due))}</span>
            ))}
        </p>
      </div>
      <div role="status">{last && <Note kind="ok">{w.handedIn(w.taskStates[last.state], last.summary)}</Note>}</div>
      {isUnit && (
        <section className={reports.length > 0 ? 'card pad' : ''} aria-label={w.report}>
          <CommandForm
            // What was handed in is gone from the form; what others do leaves it as it is.
            key={sent.length}
            command="joint.draft-progress"
            fixed={{ compactId: task.compactId, taskId: task.taskId }}
            edits
            gone={reports.length === 0}
            submit={w.handIn}
            fields={[
              {
                kind: 'choice',
                name: 'state',
                label: w.progressState,
                options: reports.map((state) => [state, w.taskStates[state]] as const),
              },
              { kind: 'text', name: 'summary', label: w.summary, limit: 4000, rows: 5, hint: w.summaryHint },
              {
                kind: 'day',
                name: 'due',
                label: w.due,
                optional: true,
                ...(task.due !== null && { value: task.due }),
              },
              { kind: 'files', name: 'files', label: w.files, service: 'joint', optional: true },
            ]}
            onDone={([event]) => setSent([...sent, reportIn(event!)])}
          >
            <h2>{w.report}</h2>
          </CommandForm>
        </section>
      )}
      {isStaff && steps.length > 0 && (
        <div>
          <Go className="btn go" to={`/joint/${task.compactId}/draft`} search={{ kind: 'progress', task: task.taskId }}>
            {task.state === 'DONE' ? w.verify : w.progress}
          </Go>
        </div>
      )}
      <RoutingSlip
        entries={task.history.map(({ entryId, at, state, summary }, index) => ({
          key: entryId,
          at,
          matter: w.taskStates[state],
          by: task.unitName,
          note: summary,
          state: index === task.history.length - 1 ? 'now' : 'done',
        }))}
      />
    </>
  )
}

interface Report {
  state: TaskState
  summary: string
}

/** What was handed in, as the draft holds it. */
const reportIn = ({ data }: HappenedEvent): Report => JSON.parse(String(data['content'])) as Report
