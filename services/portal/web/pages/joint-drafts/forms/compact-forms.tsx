import { useAnswer } from '../../../data/use-answer.ts'
import { EmptyState, LoadingBars } from '../../../elements/states.tsx'
import { dayOf } from '../../../look/dates.ts'
import { PageFault } from '../../../shell/not-found.tsx'
import { committeeId } from '../../../shell/use-committee.ts'
import { words as founding } from '../../joint-founding/words/index.ts'
import { hostOf } from '../../joint/sides.ts'
import { words } from '../words/index.ts'
import { DraftForm } from './draft-form.tsx'
import type { FormProps } from './form-props.ts'
import { type RotationEntry, type RotationStep, rotationSteps, stepOf } from './rotation-steps.ts'

/** 修订协议文本: a new version of what the sides agreed on; members and the order of hosts stay as they are. */
export function CompactText({ compact: { compactId, text, textVersion } }: FormProps) {
  const w = words.use()
  const f = founding.use()
  return (
    <DraftForm
      command="joint.draft-compact-text"
      fixed={{ compactId, amends: textVersion === compactId ? [] : [textVersion] }}
      fields={[
        { kind: 'line', name: 'text.name', label: f.name, limit: 200, value: text.name },
        { kind: 'day', name: 'text.start', label: f.start, value: text.start },
        { kind: 'day', name: 'text.end', label: f.end, optional: true, hint: f.endHint, value: text.end ?? '' },
        {
          kind: 'text',
          name: 'text.linkages',
          label: f.linkages,
          limit: 4000,
          hint: f.oneALine,
          optional: true,
          value: text.linkages.join('\n'),
        },
        {
          kind: 'several',
          name: 'text.crossing',
          label: f.crossing,
          options: Object.entries(f.crossings),
          hint: f.crossingHint,
          optional: true,
          value: text.crossing,
        },
        { kind: 'line', name: 'text.archiveRule', label: f.archiveRule, limit: 200, value: text.archiveRule },
        { kind: 'line', name: 'text.exitRule', label: f.exitRule, limit: 200, value: text.exitRule },
        { kind: 'text', name: 'text.articles', label: f.articles, limit: 60_000, rows: 14, value: text.articles },
        { kind: 'instant', name: 'deadline', label: w.deadline, optional: true, hint: w.noDeadlineHint },
      ]}
      body={({ deadline, ...typed }) => ({
        ...(deadline !== undefined && { deadline }),
        text: {
          ...text,
          ...Object.fromEntries(Object.entries(typed).map(([name, value]) => [name.replace('text.', ''), value])),
          end: typed['text.end'] ?? null,
          linkages: (typeof typed['text.linkages'] === 'string' ? typed['text.linkages'] : '')
            .split('\n')
            .map((line) => line.trim())
            .filter((line) => line !== ''),
        },
      })}
    >
      <p className="sub">{w.textHint}</p>
    </DraftForm>
  )
}

/** 轮值交接: the host of the year begins, hands over what is open, and the next one takes over. */
export function Rotation({ compact }: FormProps) {
  const w = words.use()
  const { compactId, sides } = compact
  const done = useAnswer('joint.entries', { compactId, kind: 'rotation', limit: 200 })
  const tasks = useAnswer('joint.tasks', { compactId, limit: 200 })
  const failed = done.error ?? tasks.error
  if (!done.data || !tasks.data) return failed ? <PageFault error={failed} /> : <LoadingBars rows={4} />
  const year = Number(dayOf(new Date()).slice(0, 4))
  const steps = rotationSteps(
    done.data.items as readonly RotationEntry[],
    committeeId,
    (of) => hostOf(compact, of),
    year,
  )
  const open = tasks.data.items.filter(({ state }) => !['DONE', 'VERIFIED', 'DECLINED'].includes(state))
  const nameOf = (id: string | undefined) => sides.find(({ committee }) => committee === id)?.name ?? ''
  if (steps.length === 0) return <EmptyState mark="轮值" title={w.noRotation} hint={w.noRotationHint} />
  const handsOver = steps.some(({ act }) => act === 'hand-over')
  const only = steps.length === 1 ? steps[0] : undefined
  const said = (step: RotationStep) =>
    step.act === 'take-over' ? w.takeOver(nameOf(step.from)) : w.rotationSteps[step.act](step.year)
  return (
    <DraftForm
      command="joint.draft-rotation"
      fixed={{ compactId }}
      fields={[
        ...(only
          ? []
          : ([
              {
                kind: 'choice',
                few: true,
                name: 'step',
                label: w.rotationStep,
                options: steps.map((step) => [step.key, said(step)] as const),
                value: steps[0]!.key,
              },
            ] as const)),
        ...(handsOver
          ? ([
              {
                kind: 'several',
                name: 'step.openTasks',
                label: w.openTasks,
                options: open.map(({ taskId, title, unitName }) => [taskId, `${title}（${unitName}）`] as const),
                value: open.map(({ taskId }) => taskId),
                optional: true,
              },
              {
                kind: 'text',
                name: 'step.archive',
                label: w.archive,
                limit: 4000,
                optional: !only,
                hint: w.archiveHint,
              },
              { kind: 'text', name: 'step.budget', label: w.budget, limit: 4000, optional: !only },
            ] as const)
          : []),
      ]}
      body={(typed) => ({
        step: stepOf(only ?? steps.find(({ key }) => key === typed['step'])!, typed),
      })}
    >
      {only && <h2>{said(only)}</h2>}
      {handsOver && <p className="sub">{w.handOverHint(nameOf(hostOf(compact, year + 1)))}</p>}
    </DraftForm>
  )
}

/** 登记领导批示: of an instruction on an outcome the day alone crosses. */
export function Instruction({ compact: { compactId }, address: { about } }: FormProps) {
  const w = words.use()
  if (about === undefined) return <EmptyState mark="批示" title={w.nothingNamed} />
  return (
    <DraftForm
      command="joint.draft-instruction-note"
      fixed={{ compactId, outcomeId: about }}
      fields={[{ kind: 'day', name: 'date', label: w.instructedOn, max: dayOf(new Date()) }]}
    >
      <p className="sub">{w.instructionHint}</p>
    </DraftForm>
  )
}
