import type { words } from '../words/zh-cn.ts'
import type { FieldSpec, Values } from './spec.ts'

/** What stands in a form before anything is filled in. */
export function initialValues(fields: readonly FieldSpec[], given: Values, day: string): Values {
  const own = fields.map(({ name, kind, initial }) => [name, initial === 'today' ? day : (initial ?? emptyOf(kind))])
  return { ...Object.fromEntries(own), ...given }
}

function emptyOf(kind: FieldSpec['kind']): unknown {
  if (kind === 'check') return false
  return ['units', 'files', 'promises', 'similar', 'members', 'proposers'].includes(kind) ? [] : ''
}

/** Whether a field is asked for, by what the others say. */
export const isShown = ({ when }: FieldSpec, values: Values): boolean =>
  when === undefined || when.slice(1).some((value) => value === values[when[0]])

/** The first thing that is missing, before the service is asked. */
export function missingIn(fields: readonly FieldSpec[], values: Values): FieldSpec | undefined {
  return fields.find((field) => {
    if (field.optional || field.kind === 'check' || !isShown(field, values)) return false
    const value = values[field.name]
    return Array.isArray(value) ? value.length === 0 : typeof value === 'string' && value.trim() === ''
  })
}

const ONE = new Set<FieldSpec['kind']>(['members', 'proposers', 'files'])

/** The body of the command: what is shown and filled in; `a.b` becomes a part of `a`, `a.0` a place in a list. */
export function bodyOf(fields: readonly FieldSpec[], values: Values): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  for (const field of fields) {
    if (!isShown(field, values)) continue
    const value = plain(field, values[field.name])
    if (value === undefined) continue
    const [head, rest] = field.name.split('.') as [string, string?]
    if (rest === undefined) body[head] = value
    else if (/^\d+$/.test(rest)) body[head] = [...((body[head] as unknown[]) ?? []), value]
    else body[head] = { ...(body[head] as object), [rest]: value }
  }
  return body
}

const linesOf = (text: string): string[] => text.split('\n').flatMap((line) => line.trim() || [])

/** 经办人: who was named, and oneself: naming again takes nobody's place. */
export const namedWith = (named: unknown, own: string | undefined): string =>
  [...new Set([...linesOf(typeof named === 'string' ? named : ''), ...linesOf(own ?? '')])].join('\n')

function plain({ kind, most, options, lines }: FieldSpec, value: unknown): unknown {
  if (typeof value === 'string') {
    const trimmed = value.trim()
    if (trimmed === '') return undefined
    if (lines) return linesOf(value)
    // What is chosen by yes and no is a flag of the command.
    if (options === 'yesNo' || options === 'agreements') return trimmed === 'true'
    return kind === 'number' ? Number(trimmed) : trimmed
  }
  if (ONE.has(kind) && most === 1) return (value as readonly string[])[0]
  return value
}

/** What a field holds, as people read it. */
export function readable(w: typeof words, { kind, options }: FieldSpec, value: unknown): string {
  const list = value as readonly { name?: string; text?: string; dueOn?: string }[]
  if (kind === 'files') return list.map(({ name }) => name).join('、')
  if (kind === 'promises') return list.map(({ text, dueOn }) => `${text} ${dueOn}`).join('\n')
  const choices: Readonly<Record<string, unknown>> = options ? w.options[options] : {}
  return String(choices[String(value)] ?? value)
}
