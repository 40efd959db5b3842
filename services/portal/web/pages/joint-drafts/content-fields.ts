import { dateTime, longDate } from '../../look/dates.ts'
import type { Compact } from '../joint/sides.ts'

export interface ContentField {
  key: string
  name: string
  /** Each line of the value; prose keeps its paragraphs. */
  lines: readonly string[]
  kind: 'short' | 'prose' | 'hash'
}

interface Names {
  /** Of a part of a body, by the name that the entry gives it. */
  fields: Readonly<Record<string, string>>
  /** Of a value that is one of a few. */
  values: Readonly<Record<string, string>>
  yes: string
  no: string
}

/**
 * 将发出的内容, part by part, of the very bytes that would be signed: nothing of the content is left out, also what has no name
 * here yet. What is empty is not listed; the exact text beside it has it all the same.
 */
export function contentFields(
  content: string,
  { sides }: Pick<Compact, 'sides'>,
  names: Names,
): readonly ContentField[] {
  const body = JSON.parse(content) as Record<string, unknown>
  const known = [...sides, ...membersOf(body)]
  const nameOf = (key: string) => names.fields[key] ?? key.split('.').at(-1)!
  const said = (value: unknown): string => {
    if (typeof value === 'boolean') return value ? names.yes : names.no
    if (typeof value !== 'string') return String(value)
    const side = known.find(({ committee }) => committee === value)
    if (side) return side.name
    if (/^\d{4}-\d\d-\d\d$/.test(value)) return longDate(value)
    if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return dateTime(value)
    if (isHash(value) || isKey(value)) return `${value.slice(0, 8)}…${value.slice(-8)}`
    return names.values[value] ?? value
  }
  const line = (value: unknown): string =>
    isMember(value)
      ? `${value.name}（${value.committee}）：${line(value.keys)}`
      : typeof value === 'object' && value !== null
        ? Object.entries(value)
            .filter(([, inner]) => !isEmpty(inner))
            .map(([key, inner]) => `${nameOf(key)} ${Array.isArray(inner) ? inner.map(line).join('、') : line(inner)}`)
            .join('；')
        : said(value)
  return Object.entries(body)
    .flatMap(partsOf)
    .filter(([, value]) => !isEmpty(value))
    .map(([key, value]) => {
      const lines = Array.isArray(value)
        ? value.map(line)
        : typeof value === 'string' && value.includes('\n')
          ? value.split('\n').filter((one) => one.trim() !== '')
          : [line(value)]
      const kind = typeof value === 'string' && isHash(value) ? 'hash' : lines.join('').length > 60 ? 'prose' : 'short'
      return { key, name: nameOf(key), lines, kind }
    })
}

/** 协议文本 is read part by part too. */
const partsOf = ([key, value]: [string, unknown]): readonly (readonly [string, unknown])[] =>
  key === 'text' && typeof value === 'object' && value !== null
    ? Object.entries(value).map(([part, inner]) => [`text.${part}`, inner] as const)
    : [[key, value]]

type Member = Compact['text']['members'][number]

const isMember = (value: unknown): value is Member =>
  typeof value === 'object' && value !== null && 'committee' in value && 'name' in value && 'keys' in value

/** Whom a text of the compact names, those who are to join by it among them. */
function membersOf({ text }: Record<string, unknown>): readonly Member[] {
  const { members } = (typeof text === 'object' && text !== null ? text : {}) as { members?: readonly unknown[] }
  return (members ?? []).filter(isMember)
}

/** A public key as it is written: too long to be read, and compared by its fingerprint. */
const isKey = (value: string) => /^(?:[\w+/]{40,}={0,2}|age1[0-9a-z]+)$/.test(value)
const isHash = (value: string) => /^[0-9a-f]{64}$/.test(value)
const isEmpty = (value: unknown) => value === null || value === '' || (Array.isArray(value) && value.length === 0)

/** The thing in the compact that a draft is about, when it names one: a version, a decision. */
export function subjectOf(content: string): string | undefined {
  const body = JSON.parse(content) as Record<string, unknown>
  const found = [body['to'], body['about'], body['decision'], body['record'], body['topic']].find(
    (value) => typeof value === 'string' && isHash(value),
  )
  return found as string | undefined
}

/** What a draft is called in a list: its title, or the beginning of its words. */
export function titleOf(content: string): string | undefined {
  const body = JSON.parse(content) as Record<string, unknown>
  const text = body['text']
  const name = typeof text === 'object' && text !== null ? (text as Record<string, unknown>)['name'] : text
  const found = [body['title'], name, body['reason'], body['summary'], body['angle']].find(
    (value) => typeof value === 'string' && value.trim() !== '',
  )
  return typeof found === 'string' ? found.split('\n')[0]!.slice(0, 60) : undefined
}

/** What a draft without words does: 会签, 本方参会. */
export function actOf(content: string, values: Readonly<Record<string, string>>): string | undefined {
  const body = JSON.parse(content) as Record<string, unknown>
  const act = [body['answer'], body['act']].find((value) => typeof value === 'string')
  return typeof act === 'string' ? values[act] : undefined
}
