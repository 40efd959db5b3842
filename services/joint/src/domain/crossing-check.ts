import { Refusal } from '@lianxie/contracts'
import type { Content, DataClass } from '@lianxie/joint-protocol'

// 密级标志 as GB/T 9704 writes it: 绝密、机密、秘密, often with ★ and a term.
const SECRET = /(绝密|机密|秘密)(★|☆|\*|[:：]?\d+年)|密级[:：](绝密|机密|秘密)/u
// An 18-digit identity number with a plausible birth date; mobile numbers of mainland China, with or without +86; e-mail.
const IDENTITY = /(?<!\d)\d{6}(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)/u
const MOBILE = /(?<!\d)(\+?0{0,2}86)?1[3-9]\d{9}(?!\d)/u
const EMAIL = /[\w.+-]+@[\w-]+(\.[\w-]+)+/u

// A hash or an id: its digits are nobody's number.
const NAME_OF_THING = /^([0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** The text as somebody reads it: full-width digits as digits, and nothing between them that can be left out. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/(?<=\d)[\s().\-–—·]+(?=[\dXx])/gu, '')
    .replace(/(?<=[\u4e00-\u9fff★☆:：*])\s+(?=[\u4e00-\u9fff★☆:：*\d])/gu, '')
    .replace(/(?<=\+86|\+)\s+(?=\d)/gu, '')

/**
 * What may cross (`domain.md` §3.2): a class that the compact lists, no text marked 密级 and no personal number, wherever
 * in the content it stands. Hashes, ids and keys are no text of people. Refuses `class.not_listed`, `text.secret`,
 * `text.personal`.
 */
export function checkCrossing(content: Content, listed: readonly DataClass[]): void {
  const needed = classOf(content)
  if (needed && !listed.includes(needed)) throw new Refusal('class.not_listed', { class: needed, kind: content.kind })
  checkTexts(content.body)
}

/** The part of the check that every text which leaves must pass, an invitation among them. */
export function checkTexts(value: unknown): void {
  for (const [path, text] of textsOf(value)) {
    const read = plain(text)
    if (SECRET.test(read)) throw new Refusal('text.secret', { field: path })
    if (IDENTITY.test(read) || MOBILE.test(read) || EMAIL.test(read))
      throw new Refusal('text.personal', { field: path })
  }
}

/** The class of what an entry carries; none for what holds the compact itself together. */
function classOf({ kind, body }: Content): DataClass | undefined {
  switch (kind) {
    case 'compact-text':
    case 'answer':
    case 'rotation':
    case 'key':
    case 'leave':
      return undefined
    case 'outcome':
      // Of an instruction the day, of a reply to a joint proposal the class and the day, of a level's supervision the counts.
      return body.act === 'submit' || body.act === 'supervision-template' ? 'JOINT' : 'PARTNER_SUMMARY'
    default:
      return 'JOINT'
  }
}

function* textsOf(value: unknown, path = ''): Generator<[path: string, text: string]> {
  if (typeof value === 'string') {
    if (!NAME_OF_THING.test(value)) yield [path, value]
    return
  }
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) yield* textsOf(inner, path === '' ? name : `${path}.${name}`)
}
