import { consultations as c } from '@lianxie/contracts'
import { sumOf } from './state-counts.ts'

/** How many items are in each state, in the order of an item's life. */
export type StateCounts = { state: c.ItemState; count: number }[]

const ORDER = Object.keys(c.ITEM_STATES) as c.ItemState[]

export const inOrder = (rows: readonly { state: c.ItemState; count: string | number }[]): StateCounts =>
  rows
    .map(({ state, count }) => ({ state, count: Number(count) }))
    .toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state))

/** 共17项，其中未开始9项、已排期3项、已报送5项。 */
export function countSentence(counts: StateCounts, subject: { zh: string; en: string }): { zh: string; en: string } {
  const total = sumOf(counts)
  if (total === 0) return { zh: `${subject.zh}没有事项。`, en: `${subject.en}: no items.` }
  const zh = counts.map(({ state, count }) => `${c.ITEM_STATES[state].zh}${count}项`).join('、')
  const en = counts.map(({ state, count }) => `${count} ${c.ITEM_STATES[state].en}`).join(', ')
  return {
    zh: `${subject.zh}共${total}项，其中${zh}。`,
    en: `${subject.en}: ${total} ${total === 1 ? 'item' : 'items'}, ${en}.`,
  }
}

/** 符合条件的事项超过10000项。 */
export const moreThan = (most: number, subject: { zh: string; en: string }): { zh: string; en: string } => ({
  zh: `${subject.zh}超过${most}项，请缩小范围。`,
  en: `${subject.en}: more than ${most} items; narrow the search down.`,
})
