import { language } from '../../look/preferences.ts'
import type { Said } from './draft.ts'

const text = ({ zh, en }: { zh: string; en: string }) => (language() === 'en' ? en : zh)

/** What was said of a field when it was sent. */
export function saidAt(said: Said | undefined, field: string): string | undefined {
  const own = said?.errors?.find((one) => one.field === field || one.field.startsWith(`${field}.`))
  if (own) return text(own)
  return said?.field === field || said?.field?.startsWith(`${field}.`) === true ? text(said) : undefined
}

/** What was said and belongs to none of these fields. */
export function saidElsewhere(said: Said | undefined, fields: readonly string[]): string | undefined {
  if (!said || fields.some((field) => saidAt(said, field) !== undefined)) return undefined
  return [text(said), ...(said.errors ?? []).map((one) => text(one))].join(' ')
}
