import { z } from 'zod'
import { describeTerm, Term } from './term.ts'
import type { PolicyValues } from './policy-pack.ts'
import { POLICY_KEYS, POLICY_RULES, type PolicyKey, type PolicyRule } from './policy-rules.ts'
import type { Text } from './text.ts'

export interface PolicyChange extends Text {
  key: PolicyKey
  from: unknown
  to: unknown
}

/** What differs between two versions, key by key, with a sentence for the approver. */
export function diffPolicies(before: PolicyValues, after: PolicyValues): PolicyChange[] {
  return POLICY_KEYS.filter((key) => !isSame(before[key], after[key])).map((key) => {
    const { name } = POLICY_RULES[key]
    const { zh, en } = tell(before[key], after[key])
    return { key, from: before[key], to: after[key], zh: `${name.zh}：${zh}`, en: `${name.en}: ${en}` }
  })
}

function tell(before: unknown, after: unknown): Text {
  const [former, latter] = [Entries.safeParse(before), Entries.safeParse(after)]
  if (former.success && latter.success) return tellEntries(former.data, latter.data)
  const [from, to] = [show(before), show(after)]
  return { zh: `由${from.zh}改为${to.zh}`, en: `from ${from.en} to ${to.en}` }
}

/** What became of the entries of a list, each by its code. */
function tellEntries(before: Entries, after: Entries): Text {
  const [former, latter] = [before, after].map((entries) => new Map(entries.map((entry) => [entry.code, entry])))
  const parts = [
    { zh: '新增', en: 'adds', entries: after.filter(({ code }) => !former!.has(code)) },
    { zh: '取消', en: 'drops', entries: before.filter(({ code }) => !latter!.has(code)) },
    {
      zh: '修改',
      en: 'alters',
      entries: after.filter(({ code }) => former!.has(code) && !isSame(former!.get(code), latter!.get(code))),
    },
  ].filter(({ entries }) => entries.length > 0)
  if (parts.length === 0) return { zh: '调整顺序', en: 'another order' }
  return {
    zh: parts.map(({ zh, entries }) => `${zh}${entries.map((entry) => entry.zh).join('、')}`).join('；'),
    en: parts.map(({ en, entries }) => `${en} ${entries.map((entry) => entry.en).join(', ')}`).join('; '),
  }
}

const Entries = z.array(z.looseObject({ code: z.string(), zh: z.string(), en: z.string() })).min(1)
type Entries = z.infer<typeof Entries>

/** The keys whose value lies outside what real committees use. Allowed, but an approver should see it. */
export function unusualKeys(values: PolicyValues): PolicyKey[] {
  return POLICY_KEYS.filter((key) => {
    const { seen } = POLICY_RULES[key] as PolicyRule
    if (!seen) return false
    const value = values[key]
    if ('oneOf' in seen) return !seen.oneOf.some((option) => isSame(option, value))
    return size(value) < size(seen.least) || size(value) > size(seen.most)
  })
}

// Lengths of different units are compared by their usual length in calendar days.
const DAYS = { 'working-day': 7 / 5, day: 1, month: 365 / 12 }

function size(value: unknown): number {
  if (typeof value === 'number') return value
  const { amount, unit } = Term.parse(value)
  return amount * DAYS[unit]
}

function show(value: unknown): Text {
  if (typeof value === 'boolean') return value ? YES : NO
  const term = Term.safeParse(value)
  if (!term.success) return { zh: plain(value), en: plain(value) }
  const { zh, en } = describeTerm(term.data)
  const { dayOff } = term.data
  return dayOff ? { zh: `${zh}（${DAY_OFF[dayOff].zh}）`, en: `${en} (${DAY_OFF[dayOff].en})` } : { zh, en }
}

const DAY_OFF = {
  keep: { zh: '遇休息日不顺延', en: 'not moved off a day off' },
  'next-working-day': { zh: '遇休息日顺延', en: 'moved on from a day off' },
  'previous-working-day': { zh: '遇休息日提前', en: 'moved back from a day off' },
}

const plain = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

const YES = { zh: '是', en: 'yes' }
const NO = { zh: '否', en: 'no' }

function isSame(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b)
}

const canonical = (value: unknown) =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
