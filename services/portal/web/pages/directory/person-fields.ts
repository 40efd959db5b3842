import type { FormField } from '../../elements/form-field.ts'
import { entries } from './options.ts'
import type { words } from './words/zh-cn.ts'

/** 个人信息: what the directory keeps of a person; all of it may stay empty. */
export const personFields = (w: typeof words): readonly FormField[] => [
  { kind: 'line', name: 'name', label: w.fields.name, limit: 50, optional: true },
  { kind: 'choice', name: 'sex', label: w.fields.sex, options: entries(w.sexes), optional: true },
  { kind: 'day', name: 'bornOn', label: w.fields.bornOn, optional: true },
  { kind: 'line', name: 'ethnicity', label: w.fields.ethnicity, limit: 20, optional: true },
  { kind: 'line', name: 'party', label: w.fields.party, limit: 40, optional: true },
  { kind: 'line', name: 'employer', label: w.fields.employer, limit: 100, optional: true },
  { kind: 'line', name: 'jobTitle', label: w.fields.jobTitle, limit: 100, optional: true },
  { kind: 'line', name: 'phone', label: w.fields.phone, limit: 30, optional: true },
  { kind: 'line', name: 'email', label: w.fields.email, limit: 200, optional: true },
  { kind: 'line', name: 'address', label: w.fields.address, limit: 200, optional: true },
  { kind: 'line', name: 'idNumber', label: w.fields.idNumber, limit: 18, optional: true },
]
