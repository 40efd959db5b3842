import type { notices as n } from '@lianxie/contracts'
import type { Outcome } from './outcome.ts'
import { nextTry } from './next-try.ts'
import { sendAt } from './send-at.ts'

export interface Tried {
  madeAt: Date
  tries: number
  unsure: number
  /** 免打扰 of whom it is for; null where it is for nobody or is waited for, as a code is. */
  quietFrom: number | null
  quietUntil: number | null
}

export interface AfterSending {
  state: n.DeliveryState
  nextAt: Date | null
  endedAt: Date | null
  error: string | null
}

/** What may have arrived goes twice more: a reader rather has a letter twice than not at all, but not for three days. */
const MOST_UNSURE = 3

/** 发送结果: what becomes of a letter; another try keeps to the quiet hours too. */
export function afterSending(letter: Tried, outcome: Outcome, now: Date): AfterSending {
  const error = 'error' in outcome ? outcome.error : null
  if (outcome.kind === 'SENT' || outcome.kind === 'REFUSED')
    return { state: outcome.kind, nextAt: null, endedAt: now, error }
  // A server that is away was not asked in vain: it is looked for each minute.
  const tries = outcome.kind === 'AWAY' ? 0 : letter.tries + 1
  const isDoubted = outcome.kind === 'UNSURE' && letter.unsure + 1 >= MOST_UNSURE
  const next = isDoubted ? undefined : nextTry({ madeAt: letter.madeAt, tries }, now)
  if (next === undefined) return { state: 'GIVEN_UP', nextAt: null, endedAt: now, error }
  const { at } = sendAt(next, { ...letter, digestAt: null })
  return { state: 'WAITING', nextAt: at, endedAt: null, error }
}
