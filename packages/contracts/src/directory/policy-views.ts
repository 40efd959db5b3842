import { z } from 'zod'
import { query } from '../define.ts'
import { LocalDate, page, pageParams } from '../primitives.ts'
import { PolicyPackData } from './policy-events.ts'

const version = z.coerce.number().int().min(0).max(100_000)

const Standing = z.enum(['draft', 'rejected', 'approved', 'in-force', 'superseded'])

/** 规则差异 in words. */
export const PolicyChangeView = z
  .strictObject({ key: z.string(), from: z.json(), to: z.json(), zh: z.string(), en: z.string() })
  .meta({ id: 'PolicyChangeView' })

export const Policies = query(
  'directory.policies',
  '/policies',
  { zh: '本地规则各版本', en: 'All versions of the local rules, latest first' },
  { stage: z.enum(['draft', 'approved', 'rejected']).optional(), ...pageParams },
  page(PolicyPackData.omit({ values: true }).extend({ standing: Standing })),
)

export const Policy = query(
  'directory.policy',
  '/policies/:version',
  { zh: '本地规则的一个版本及其变动', en: 'One version, what it changes, and which values are unusual' },
  { version },
  z.strictObject({
    pack: PolicyPackData,
    standing: Standing,
    /** Against the version it was drafted on. */
    changes: z.array(PolicyChangeView),
    unusual: z.array(z.string()),
  }),
)

export const PolicyDiff = query(
  'directory.policy-diff',
  '/policy-diff',
  { zh: '两个版本的差异', en: 'What differs between two versions; 0 is the default of the product' },
  { from: version, to: version },
  z.strictObject({ from: z.int(), to: z.int(), changes: z.array(PolicyChangeView) }),
)

export const PolicyInForce = query(
  'directory.policy-in-force',
  '/policy-in-force',
  { zh: '某日施行的本地规则', en: 'The rules in force on a day; today without one' },
  { on: LocalDate.optional() },
  z.strictObject({ pack: PolicyPackData }),
)
