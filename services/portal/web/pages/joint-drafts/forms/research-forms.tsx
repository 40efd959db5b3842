import { EmptyState } from '../../../elements/states.tsx'
import { committeeId } from '../../../shell/use-committee.ts'
import { words } from '../words/index.ts'
import { About } from './about.tsx'
import { DraftForm } from './draft-form.tsx'
import type { FormProps } from './form-props.ts'

/** 联合调研方案, on a topic that all sides confirmed. */
export function ResearchPlan({ compact, address: { decision } }: FormProps) {
  const w = words.use()
  const { compactId } = compact
  if (decision === undefined) return <EmptyState mark="调研" title={w.nothingNamed} />
  return (
    <DraftForm
      command="joint.draft-research-plan"
      fixed={{ compactId, topicId: decision }}
      fields={[
        { kind: 'line', name: 'title', label: w.title, limit: 200 },
        { kind: 'text', name: 'outline', label: w.outlineOf, limit: 4000, rows: 8, hint: w.outlineHint },
        {
          kind: 'choice',
          name: 'lead',
          label: w.lead,
          options: compact.sides.map(({ committee, name }) => [committee, name] as const),
          value: committeeId,
        },
        { kind: 'day', name: 'from', label: w.from },
        { kind: 'day', name: 'to', label: w.to },
      ]}
    >
      <About compactId={compactId} decision={decision} />
    </DraftForm>
  )
}

/** 本方实地调研 begins, from the own angle. */
export function FieldWork({ compact: { compactId }, address: { research } }: FormProps) {
  const w = words.use()
  if (research === undefined) return <EmptyState mark="调研" title={w.nothingNamed} />
  return (
    <DraftForm
      command="joint.draft-field-work"
      fixed={{ compactId, researchId: research }}
      fields={[
        { kind: 'line', name: 'angle', label: w.angle, limit: 200, hint: w.angleHint },
        { kind: 'day', name: 'from', label: w.from },
      ]}
    />
  )
}

/** 分报告: the own side's word, which nobody else signs. */
export function RegionalReport({ compact: { compactId }, address: { research } }: FormProps) {
  const w = words.use()
  if (research === undefined) return <EmptyState mark="调研" title={w.nothingNamed} />
  return (
    <DraftForm
      command="joint.draft-regional-report"
      fixed={{ compactId, researchId: research }}
      fields={[
        { kind: 'line', name: 'title', label: w.title, limit: 200 },
        { kind: 'text', name: 'text', label: w.reportText, limit: 60_000, rows: 16, hint: w.crossingHint },
        { kind: 'files', name: 'files', label: w.files, service: 'joint', optional: true },
      ]}
    />
  )
}
