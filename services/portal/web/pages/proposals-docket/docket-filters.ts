import type { Params } from '../../data/contracts.ts'
import { type Address, one } from '../../data/address.ts'
import { addDays, dayOf } from '../../look/dates.ts'

/** What of the docket's filters the address of this page holds. */
export const FILTERS = [
  'text',
  'serial',
  'unitId',
  'kind',
  'period',
  'phase',
  'state',
  'overdue',
  'within',
  'key',
  'resultClass',
  'noFeedback',
  // What a number of the statistics counts.
  'figure',
  'breakdown',
  'value',
  'handledBy',
  'by',
  'from',
  'to',
  'year',
  'origin',
  'sort',
  'direction',
] as const

type Values = { [name in (typeof FILTERS)[number]]?: string | string[] }

/** `within=10` in the address is a day for the service: an address that is kept stays right tomorrow. */
export function docketParams(values: Values): Params<'proposals.docket'> {
  const { within, text, ...rest } = values as Address
  const days = Number(one(within))
  const words = one(text)
  // A bare number is one of the 提案号.
  const asNumber = words !== undefined && /^\d{1,5}$/.test(words)
  return {
    ...rest,
    ...(words !== undefined && (asNumber ? { serial: Number(words) } : { text: words })),
    ...(days > 0 && { dueBy: addDays(dayOf(new Date()), days), replied: 'false' }),
  } as Params<'proposals.docket'>
}
