import type { Answer } from '../../data/contracts.ts'
import type { FormField } from '../../elements/form-field.ts'
import type { words } from './words/zh-cn.ts'

type Option = readonly [value: string, label: string]

/** 监督方案, as it is proposed and changed. */
export const projectFields = (
  w: typeof words,
  units: readonly Option[],
  project: Answer<'supervision.project'> | undefined,
  year: number,
): readonly FormField[] => [
  { kind: 'line', name: 'topic', label: w.topic, limit: 200, value: project?.topic ?? '' },
  { kind: 'choice', name: 'form', label: w.form, options: Object.entries(w.forms), value: project?.form ?? 'TOPICAL' },
  { kind: 'number', name: 'year', label: w.year, value: String(project?.year ?? year) },
  { kind: 'day', name: 'startsOn', label: w.startsOn, value: project?.startsOn ?? '' },
  { kind: 'day', name: 'endsOn', label: w.endsOn, value: project?.endsOn ?? '' },
  {
    kind: 'several',
    name: 'unitIds',
    label: w.unit,
    options: units,
    value: project?.units.map(({ unitId }) => unitId) ?? [],
  },
  { kind: 'text', name: 'plan', label: w.plan, limit: 10_000, optional: true, value: project?.plan ?? '' },
]
