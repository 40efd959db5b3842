import { POLICY_RULES } from '@lianxie/policy'

export const rulesFile = new URL('../web/data/generated/rules.ts', import.meta.url)

/** 本地规则 by name and kind of value, for the pages that show and draft them; their schemas stay with the service. */
export function rulesText(): string {
  const lines = Object.entries(POLICY_RULES).map(([key, { name, default: initial, ...rule }]) => {
    const seen = 'seen' in rule ? (rule.seen as { oneOf?: readonly unknown[] }) : undefined
    const options = typeof initial === 'string' ? seen?.oneOf : undefined
    return `  '${key}': ${JSON.stringify({ zh: name.zh, en: name.en, kind: kindOf(initial), ...(options && { options }) })},`
  })
  return `// Written by scripts/write-paths.ts from packages/policy.
export type RuleKind = 'term' | 'number' | 'numbers' | 'days' | 'entries' | 'choice' | 'switch'
export interface Rule {
  readonly zh: string
  readonly en: string
  readonly kind: RuleKind
  readonly options?: readonly string[]
}
// oxfmt-ignore
export const RULES: Readonly<Record<string, Rule>> = {
${lines.join('\n')}
}
`
}

function kindOf(value: unknown): string {
  if (typeof value === 'number') return 'number'
  if (typeof value === 'boolean') return 'switch'
  if (typeof value === 'string') return 'choice'
  if (Array.isArray(value)) return typeof value[0] === 'number' ? 'days' : 'entries'
  return 'unit' in (value as object) ? 'term' : 'numbers'
}
