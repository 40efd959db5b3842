import { EmptyState } from '../../../elements/states.tsx'
import { dayOf } from '../../../look/dates.ts'
import { words } from '../words/index.ts'
import { DraftForm } from './draft-form.tsx'
import type { FormProps } from './form-props.ts'
import { type Indicator, Indicators } from './indicators.tsx'

/** 监督方案模板, by the upper side: every level carries out a project of its own by it. */
export function Template({ compact: { compactId } }: FormProps) {
  const w = words.use()
  return (
    <DraftForm
      command="joint.draft-supervision-template"
      fixed={{ compactId }}
      fields={[
        { kind: 'line', name: 'topic', label: w.supervisionTopic, limit: 200 },
        { kind: 'choice', name: 'form', label: w.supervisionForm, options: Object.entries(w.supervisionForms) },
        { kind: 'number', name: 'year', label: w.year, value: dayOf(new Date()).slice(0, 4) },
        { kind: 'day', name: 'startsOn', label: w.from },
        { kind: 'day', name: 'endsOn', label: w.to },
        {
          kind: 'own',
          name: 'indicators',
          label: w.indicators,
          optional: true,
          value: [],
          draw: (props) => <Indicators {...props} value={props.value as readonly Indicator[]} />,
        },
      ]}
      body={({ indicators, ...typed }) => ({
        ...typed,
        indicators: (indicators as readonly Indicator[]).map(({ unit, ...one }) => ({
          ...one,
          ...(unit.trim() !== '' && { unit }),
        })),
      })}
    />
  )
}

/** 层级监督报告: the counts that the own level approved; a public text only where it was approved too. */
export function Level({ compact: { compactId }, address: { about } }: FormProps) {
  const w = words.use()
  if (about === undefined) return <EmptyState mark="监督" title={w.nothingNamed} />
  return (
    <DraftForm
      command="joint.draft-supervision-level"
      fixed={{ compactId, templateId: about }}
      fields={[
        {
          kind: 'text',
          name: 'publicText',
          label: w.publicText,
          limit: 60_000,
          rows: 10,
          optional: true,
          hint: w.publicTextHint,
        },
      ]}
    >
      <p className="sub">{w.levelHint}</p>
    </DraftForm>
  )
}
