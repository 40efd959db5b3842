import { useState } from 'react'
import type { Answer, CommandType, Role } from '../../data/contracts.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { CommandForm } from '../../elements/command-form.tsx'
import type { FormField } from '../../elements/form-field.ts'
import { Note } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { dayOf } from '../../look/dates.ts'
import { projectFields } from './project-fields.ts'
import { words } from './words/index.ts'

type Project = Answer<'supervision.project'>
interface Action {
  key: string
  command: CommandType
  label: string
  fields: readonly FormField[]
  fixed?: Readonly<Record<string, unknown>>
  main?: boolean
  danger?: boolean
  hint?: string
  version?: number
  /** The fields are what is stored. */
  edits?: boolean
}

/** 下一步 of a project, as far as whoever looks may take it. */
export function ProjectActions({
  project,
  role,
  marked,
  onDone,
}: {
  project: Project
  role: Role | undefined
  /** Findings that were chosen for the list. */
  marked: ReadonlySet<string>
  onDone: () => void
}) {
  const w = words.use()
  const isOffice = role === 'STAFF_CONSULTATION' || role === 'STAFF_OFFICE'
  const decides = role === 'STAFF_OFFICE' || role === 'CHAIR'
  const groups = useAnswer('supervision.groups', { limit: 200, state: 'ACTIVE' }, { enabled: isOffice })
  const units = useAnswer('directory.units', { limit: 200, sort: 'name' }, { enabled: isOffice, staleTime: 600_000 })
  const [chosen, setChosen] = useState<string>()
  const today = dayOf(new Date())
  const reason = (optional = false): FormField => ({
    kind: 'text',
    name: 'reason',
    label: w.reason,
    limit: 500,
    optional,
  })
  const actions: Action[] = []
  const { state } = project
  if (project.origin === 'IMPORTED') return null
  if (decides && state === 'PROPOSED') {
    actions.push({
      key: 'approve',
      command: 'supervision.approve-project',
      label: w.acts.approve,
      main: true,
      fields: [
        { kind: 'line', name: 'meeting', label: w.meeting, limit: 100 },
        { kind: 'day', name: 'decidedOn', label: w.decidedOn, value: today, max: today },
        { kind: 'day', name: 'consentedOn', label: w.consentedOn, value: today, max: today },
        { kind: 'line', name: 'consentDocument', label: w.consentDocument, limit: 100 },
      ],
    })
  }
  if (isOffice && (state === 'PLANNED' || state === 'GROUP_FORMED' || state === 'VISITING')) {
    actions.push({
      key: 'groups',
      command: 'supervision.assign-groups',
      label: w.acts.groups,
      main: state === 'PLANNED',
      hint: w.groupsHint,
      version: project.version,
      edits: true,
      fields: [
        {
          kind: 'several',
          name: 'groupIds',
          label: w.groups,
          options: (groups.data?.items ?? []).map(({ groupId, name }) => [groupId, name]),
          value: project.groupIds,
        },
      ],
    })
  }
  if (isOffice && state === 'VISITING') {
    actions.push({
      key: 'gather',
      command: 'supervision.gather-findings',
      label: w.acts.gather,
      fields: [],
      main: true,
      hint: w.gatherHint,
    })
  }
  if (isOffice && state === 'FINDINGS') {
    actions.push({ key: 'resume', command: 'supervision.resume-visits', label: w.acts.resume, fields: [reason()] })
  }
  if (decides && (state === 'FINDINGS' || state === 'ISSUE_LIST_SENT')) {
    actions.push({
      key: 'list',
      command: 'supervision.approve-issue-list',
      label: w.acts.list(marked.size),
      main: true,
      hint: marked.size === 0 ? w.markFirst : w.listHint(marked.size),
      fixed: { issues: [...marked].map((findingId) => ({ findingId })) },
      fields:
        marked.size === 0
          ? []
          : [
              { kind: 'line', name: 'meeting', label: w.meeting, limit: 100 },
              { kind: 'day', name: 'approvedOn', label: w.approvedOn, value: today, max: today },
            ],
    })
  }
  if (isOffice && state === 'REPORTED') {
    actions.push({
      key: 'close',
      command: 'supervision.close-project',
      label: w.acts.close,
      main: true,
      fields: [reason(project.open === 0)],
      ...(project.open > 0 && { hint: w.closeOpen(project.open) }),
    })
  }
  if (isOffice && (state === 'PROPOSED' || state === 'PLANNED' || state === 'GROUP_FORMED') && !project.templateId) {
    const options = (units.data?.items ?? []).map(({ unitId, name }) => [unitId, name] as const)
    actions.push({
      key: 'change',
      command: 'supervision.change-project',
      label: w.acts.change,
      version: project.version,
      edits: true,
      fields: [...projectFields(w, options, project, project.year), reason()],
      fixed: {
        level: project.level,
        indicators: project.indicators,
        ...(project.leadBodyId !== undefined && { leadBodyId: project.leadBodyId }),
        ...(project.planItemId !== undefined && { planItemId: project.planItemId }),
      },
    })
  }
  if (isOffice && ['PROPOSED', 'PLANNED', 'GROUP_FORMED', 'VISITING', 'FINDINGS'].includes(state)) {
    actions.push({
      key: 'cancel',
      command: 'supervision.cancel-project',
      label: w.acts.cancel,
      fields: [reason()],
      danger: true,
    })
  }
  const open = actions.find(({ key }) => key === chosen)
  return (
    <section className="card pad next stack" aria-label={w.next} style={{ '--g': '10px' } as React.CSSProperties}>
      <h2>{w.next}</h2>
      <p>
        <b>{w.waits[state]}</b>
      </p>
      {project.open > 0 && (
        <p className="small">
          <Go to="/supervision/issues" search={{ projectId: project.projectId }}>
            {w.openOf(project.open, project.overdue)}
          </Go>
        </p>
      )}
      <div className="row wrap">
        {actions.map(({ key, label, main }) => (
          <button
            type="button"
            key={key}
            className={main && chosen === undefined ? 'btn go' : 'btn'}
            aria-expanded={chosen === key}
            onClick={() => setChosen(chosen === key ? undefined : key)}
          >
            {label}
          </button>
        ))}
      </div>
      {open && open.key === 'list' && marked.size === 0 && <Note>{w.markFirst}</Note>}
      {open && !(open.key === 'list' && marked.size === 0) && (
        <div className="formbox">
          <CommandForm
            key={`${open.key} ${marked.size}`}
            command={open.command}
            fixed={{ projectId: project.projectId, ...open.fixed }}
            fields={open.fields}
            submit={w.confirm(open.label)}
            {...(open.version !== undefined && { version: open.version })}
            {...(open.edits && { edits: true })}
            {...(open.danger && { danger: true })}
            onClose={() => setChosen(undefined)}
            onDone={() => {
              setChosen(undefined)
              onDone()
            }}
          >
            {open.hint !== undefined && <p className="sub">{open.hint}</p>}
          </CommandForm>
        </div>
      )}
    </section>
  )
}
