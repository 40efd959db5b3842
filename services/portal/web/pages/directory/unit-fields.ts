import type { Row } from '../../data/contracts.ts'
import type { FormField } from '../../elements/form-field.ts'
import { entries, type Option } from './options.ts'
import type { words } from './words/zh-cn.ts'

/** 单位 as it is registered and changed; its duties stand one a line. */
export const unitFields = (
  w: typeof words,
  units: readonly Option[],
  now: Partial<Row<'directory.units'>> = {},
): readonly FormField[] => [
  { kind: 'line', name: 'name', label: w.name, limit: 100, value: now.name ?? '' },
  { kind: 'line', name: 'shortName', label: w.shortName, limit: 40, optional: true, value: now.shortName ?? '' },
  {
    kind: 'choice',
    name: 'unitKind',
    label: w.kind,
    options: entries(w.unitKinds),
    value: now.unitKind ?? 'HANDLING_UNIT',
  },
  { kind: 'choice', name: 'side', label: w.side, options: entries(w.unitSides), value: now.side ?? 'GOVERNMENT' },
  {
    kind: 'choice',
    name: 'superiorId',
    label: w.superior,
    options: units,
    optional: true,
    value: now.superiorId ?? '',
  },
  {
    kind: 'text',
    name: 'duties',
    label: w.duties,
    limit: 20_000,
    optional: true,
    hint: w.dutiesHint,
    value: (now.duties ?? []).join('\n'),
  },
]

export const dutiesInLines = ({ duties, ...rest }: Readonly<Record<string, unknown>>) => ({
  ...rest,
  duties: typeof duties === 'string' ? duties.split('\n').flatMap((line) => line.trim() || []) : [],
})
