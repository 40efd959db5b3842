import { useState } from 'react'
import type { Row } from '../../../data/contracts.ts'
import { useAnswer, useList } from '../../../data/use-answer.ts'
import { LoadMore, useReadOn } from '../../../elements/load-more.tsx'
import { useOpenStep } from '../../../elements/next-steps.tsx'
import { Segments } from '../../../elements/segments.tsx'
import { EmptyState, LoadingBars, Note } from '../../../elements/states.tsx'
import { dayOf } from '../../../look/dates.ts'
import { PageFault } from '../../../shell/not-found.tsx'
import { committeeId } from '../../../shell/use-committee.ts'
import { words } from '../words/index.ts'
import { DraftForm } from './draft-form.tsx'
import type { FormProps } from './form-props.ts'
import { hostsOf, type RotationEntry, type RotationStep, rotationSteps, stepOf } from './rotation-steps.ts'

type Task = Row<'joint.tasks'>

/** 轮值交接: the host of the year begins, hands over what is open, and the next one takes over. */
export function Rotation({ compact }: FormProps) {
  const { compactId } = compact
  const done = useAnswer('joint.entries', { compactId, kind: 'rotation', limit: 200 })
  const tasks = useList('joint.tasks', { compactId }, { size: 200 })
  // What is handed over is chosen from all tasks, so that all of them are read.
  useReadOn(tasks)
  const isRead = done.data !== undefined && tasks.first !== undefined && !tasks.hasNextPage
  // Tasks that come in may begin another part of the list: the form that is open stays.
  const [wasRead, setWasRead] = useState(false)
  if (isRead && !wasRead) setWasRead(true)
  if (!done.data || !wasRead) {
    if (tasks.isFetchNextPageError) return <LoadMore list={tasks} />
    const failed = done.error ?? tasks.error
    return failed ? <PageFault error={failed} /> : <LoadingBars rows={4} />
  }
  const year = Number(dayOf(new Date()).slice(0, 4))
  const entries = done.data.items as readonly RotationEntry[]
  return (
    <Steps
      compact={compact}
      {...rotationSteps(entries, committeeId, hostsOf(compact), year)}
      tasks={tasks.rows.filter(({ state }) => !['DONE', 'VERIFIED', 'DECLINED'].includes(state))}
    />
  )
}

function Steps({
  compact: { compactId, sides },
  steps,
  stuck,
  tasks,
}: Pick<FormProps, 'compact'> & ReturnType<typeof rotationSteps> & { tasks: readonly Task[] }) {
  const w = words.use()
  const offered = steps.map((step) => ({ command: 'joint.draft-rotation', about: step.key, step }) as const)
  // The form stays with its step, also when what others do takes that away or brings another.
  const { open, gone, choose } = useOpenStep(offered)
  if (!open && offered[0]) choose(offered[0])
  // Where one was chosen there stays the choice, and the focus with it.
  const [hasChosen, setHasChosen] = useState(false)
  const nameOf = (id: string) => sides.find(({ committee }) => committee === id)?.name ?? id
  const said = (step: RotationStep) =>
    step.act === 'take-over' ? w.takeOver(nameOf(step.from)) : w.rotationSteps[step.act](step.year)
  return (
    <div className="stack">
      {stuck.map(({ act, year, left }) => (
        <Note key={`${act} ${year}`} kind="warn">
          {w.rotationStuck[act](year, nameOf(left))}
        </Note>
      ))}
      {steps.length + stuck.length === 0 && <EmptyState mark="轮值" title={w.noRotation} hint={w.noRotationHint} />}
      {steps.length > (gone || hasChosen ? 0 : 1) && (
        <Segments
          label={w.rotationStep}
          value={gone ? undefined : open?.about}
          options={steps.map((step) => [step.key, said(step)] as const)}
          onChange={(key) => {
            setHasChosen(true)
            choose(offered.find(({ about }) => about === key))
          }}
        />
      )}
      {open && (
        <DraftForm
          key={open.about}
          command={open.command}
          fixed={{ compactId }}
          gone={gone}
          fields={
            open.step.act === 'hand-over'
              ? [
                  {
                    kind: 'several',
                    name: 'step.openTasks',
                    label: w.openTasks,
                    options: tasks.map(({ taskId, title, unitName }) => [taskId, `${title}（${unitName}）`] as const),
                    value: tasks.map(({ taskId }) => taskId),
                    optional: true,
                  },
                  { kind: 'text', name: 'step.archive', label: w.archive, limit: 4000, hint: w.archiveHint },
                  { kind: 'text', name: 'step.budget', label: w.budget, limit: 4000 },
                ]
              : []
          }
          body={(typed) => ({ step: stepOf(open.step, typed) })}
        >
          <h2>{said(open.step)}</h2>
          {open.step.act === 'hand-over' && (
            <p className="sub">{w.handOverHint(open.step.year + 1, nameOf(open.step.to))}</p>
          )}
        </DraftForm>
      )}
    </div>
  )
}
