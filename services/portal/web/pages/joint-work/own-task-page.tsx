import './work.css'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useSession } from '../../data/session.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { CommandForm } from '../../elements/command-form.tsx'
import { RoutingSlip } from '../../elements/routing-slip.tsx'
import { EmptyState, LoadingBars, Note } from '../../elements/states.tsx'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { shortDate } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { TASK_LOOKS } from './task-looks.ts'
import { stepsFrom } from './task-steps.ts'
import { words } from './words/index.ts'

/** 联动任务 of an own unit: what it is, how it went so far, and the next report, which the office lets go. */
export function Page() {
  const w = words.use()
  const { taskId }: { taskId?: string } = useParams({ strict: false })
  const role = useSession().data?.active?.role
  const [handedIn, setHandedIn] = useState(false)
  const { data, isPending, error } = useAnswer('joint.own-tasks', { taskId: taskId!, limit: 1 })
  if (error && !data) return <PageFault error={error} />
  if (isPending) return <LoadingBars rows={5} />
  const [task] = data.items
  if (!task)
    return (
      <EmptyState mark="任务" title={w.noSuchTask}>
        <Go className="btn" to="/joint/tasks">
          {w.ownTasks}
        </Go>
      </EmptyState>
    )
  const isUnit = role === 'UNIT_HANDLER' || role === 'UNIT_LEADER'
  const isStaff = role === 'STAFF_OFFICE' || role === 'STAFF_CONSULTATION'
  const steps = stepsFrom(task.state)
  return (
    <>
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
              <b className="red">{w.overdueSince(shortDate(task.due))}</b>
            ) : (
              <span>{w.before(shortDate(task.due))}</span>
            ))}
        </p>
      </div>
      {handedIn && <Note kind="ok">{w.handedIn}</Note>}
      {isUnit && steps.length > 0 && (
        <section className="card pad" aria-label={w.report}>
          <CommandForm
            key={task.history.length}
            command="joint.draft-progress"
            fixed={{ compactId: task.compactId, taskId: task.taskId }}
            submit={w.handIn}
            fields={[
              {
                kind: 'choice',
                name: 'state',
                label: w.progressState,
                options: steps.map((state) => [state, w.taskStates[state]] as const),
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
            onDone={() => setHandedIn(true)}
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
