import { longDate } from '../../look/dates.ts'
import type { Compact } from '../joint/sides.ts'
import type { words } from '../joint-founding/words/zh-cn.ts'
import type { Version } from './versions.ts'

type Words = Pick<typeof words, 'term' | 'openEnded' | 'crossing' | 'crossings' | 'turnsFrom' | 'swapped'>

/** 期限、出境资料和轮值 of a text of the compact: what nobody signs or compares without having it before them. */
export function agreedOf({ kind, body }: Pick<Version, 'kind' | 'body'>, w: Words): readonly string[] {
  if (kind !== 'compact-text') return []
  const { start, end, crossing, rotation, members } = body['text'] as Compact['text']
  const nameOf = (id: string) => members.find(({ committee }) => committee === id)?.name ?? id
  const { firstYear, order, swaps } = rotation
  return [
    end === null ? w.openEnded(longDate(start)) : w.term(longDate(start), longDate(end)),
    `${w.crossing}：${crossing.map((one) => w.crossings[one]).join('、') || '—'}`,
    w.turnsFrom(firstYear, order.map(nameOf).join('、')),
    ...swaps.map(({ year, host }) => w.swapped(year, nameOf(host))),
  ]
}
