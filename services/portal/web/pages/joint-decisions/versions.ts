import type { Answer } from '../../data/contracts.ts'
import { type Compact, offlineSince, type Side } from '../joint/sides.ts'

export type Decision = Answer<'joint.decision-detail'>
export type Version = Decision['versions'][number]
type Given = Version['answers'][number]

export const isOpen = ({ state }: Pick<Version, 'state'>): boolean =>
  state === 'CIRCULATED' || state === 'COUNTERSIGNING'

/** The version that people mean when they speak of a decision: the newest open one, else the effective one, else the last. */
export const currentOf = ({ versions, effective }: Pick<Decision, 'versions' | 'effective'>): Version | undefined =>
  versions.findLast(isOpen) ?? versions.find(({ versionId }) => versionId === effective) ?? versions.at(-1)

/** 版次: what a version is called, and which it builds on. */
export interface Numbered {
  version: Version
  number: number
  /** 甲、乙、丙 among rivals of one number; undefined for one that stands alone. */
  rival: number | undefined
  before: readonly string[]
}

/** Numbers versions by the longest way from the first: rivals share a number. */
export function numbered(versions: readonly Version[]): Numbered[] {
  const known = new Map(versions.map((version) => [version.versionId, version]))
  const numbers = new Map<string, number>()
  const beforeOf = ({ parents, body }: Version) =>
    [...new Set([...parents, body['base']])].filter((id): id is string => typeof id === 'string' && known.has(id))
  const numberOf = (version: Version): number => {
    const kept = numbers.get(version.versionId)
    if (kept !== undefined) return kept
    const number = 1 + Math.max(0, ...beforeOf(version).map((id) => numberOf(known.get(id)!)))
    numbers.set(version.versionId, number)
    return number
  }
  const sorted = versions
    .map((version) => ({ version, number: numberOf(version), before: beforeOf(version) }))
    .toSorted((a, b) => a.number - b.number || (a.version.issuedAt < b.version.issuedAt ? -1 : 1))
  return sorted.map((one) => {
    const same = sorted.filter(({ number }) => number === one.number)
    return { ...one, rival: same.length > 1 ? same.indexOf(one) : undefined }
  })
}

/** 对这一版: where one side stands with a version. */
export interface Standing {
  state: 'signed' | 'refused' | 'waiting' | 'offline' | 'none'
  answer: Given | undefined
  /** Of one that is offline. */
  since?: string
}

export function standingOf(
  version: Version,
  side: Pick<Signer, 'committee' | 'left' | 'lastHeard'>,
  own: string,
  now?: Date,
): Standing {
  const answers = version.answers.filter(({ committee, counts }) => committee === side.committee && counts)
  const answer = answers.at(-1)
  if (answer) return { state: answer.answer === 'countersign' ? 'signed' : 'refused', answer }
  if (!version.signers.includes(side.committee)) return { state: 'none', answer }
  const since = offlineSince(side, own, now)
  return since !== undefined && isOpen(version) ? { state: 'offline', answer, since } : { state: 'waiting', answer }
}

export interface Undertaking {
  side: string
  title: string
  due: string | null
}

export const undertakingsOf = ({ body }: Pick<Version, 'body'>): readonly Undertaking[] =>
  (body['undertakings'] as readonly Undertaking[] | undefined) ?? []

export const sessionOf = ({ body }: Pick<Version, 'body'>): string | undefined =>
  typeof body['session'] === 'string' ? body['session'] : undefined

interface CompactText {
  articles: string
  linkages: readonly string[]
  members: readonly { name: string }[]
  archiveRule: string
  exitRule: string
}

/** 一方, as far as it stands beside a version. */
export type Signer = Pick<Side, 'committee' | 'name' | 'left' | 'lastHeard'>

/** What is read of a version, and compared. */
export type Readable = Pick<Version, 'versionId' | 'kind' | 'title' | 'body'>

/** 成立时的文本, as a first version that amends it is compared with it: while it is in force it is the compact's own. */
export function foundingOf(
  { compactId, textVersion, name, text }: Pick<Compact, 'compactId' | 'textVersion' | 'name' | 'text'>,
  { kind, body }: Pick<Version, 'kind' | 'body'>,
): Readable | undefined {
  const isAmended = kind === 'compact-text' && textVersion === compactId && body['base'] === compactId
  return isAmended ? { versionId: compactId, kind, title: name, body: { text } } : undefined
}

/** 拟加入: whom a version of the text would make members, with the keys that they enter with. */
export function joiningOf(
  { sides }: { sides: readonly Pick<Side, 'committee'>[] },
  { kind, body }: Pick<Version, 'kind' | 'body'>,
): Compact['text']['members'] {
  if (kind !== 'compact-text') return []
  const { members } = body['text'] as Compact['text']
  return members.filter(({ committee }) => sides.every((side) => side.committee !== committee))
}

/** 各方, and those whom a version of the text would make members. */
export function signersOf(
  { sides }: { sides: readonly Signer[] },
  version: Pick<Version, 'kind' | 'body'>,
): readonly Signer[] {
  const joining = joiningOf({ sides }, version)
  return joining.length === 0
    ? sides
    : [...sides, ...joining.map(({ committee, name }) => ({ committee, name, left: false, lastHeard: null }))]
}

/** 正文 without its title, paragraph by paragraph. */
export function paragraphsOf({ kind, body }: Pick<Version, 'kind' | 'body'>): readonly string[] {
  const text = (() => {
    switch (kind) {
      case 'topic':
        return String(body['summary'])
      case 'compact-text': {
        const { articles, members, linkages, archiveRule, exitRule } = body['text'] as CompactText
        return [articles, members.map(({ name }) => name).join('、'), linkages.join('、'), archiveRule, exitRule].join(
          '\n',
        )
      }
      case 'record':
      case 'consolidated-report':
        return String(body['text'])
    }
  })()
  return text.split('\n').filter((line) => line.trim() !== '')
}
