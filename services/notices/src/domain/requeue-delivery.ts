import { type CommandOf, notices as n, Refusal } from '@lianxie/contracts'
import type { Deciding } from './owner.ts'

/** Who may send again what reached nobody: whoever it was for, and who keeps the platform. */
export const SENDERS_AGAIN: readonly string[] = ['OPS', 'STAFF_OFFICE']

/** What was to be sent, and 免打扰 of whom it was for. */
export interface Delivery {
  state: n.DeliveryState
  way: n.NoticeWay
  purpose: 'NOTICE' | 'CODE' | 'HELLO'
  accountId: string | null
  quietFrom: number | null
  quietUntil: number | null
}

/** 重新发送. */
export function requeueDelivery(
  { delivery }: { delivery: Delivery | undefined },
  { deliveryId }: CommandOf<typeof n.RequeueDelivery>,
  { actor }: Deciding,
) {
  const isTheirs = delivery && (delivery.accountId === actor.id || SENDERS_AGAIN.includes(actor.role))
  if (!isTheirs) throw new Refusal('common.not_found', { field: 'deliveryId' })
  if (delivery.state !== 'REFUSED' && delivery.state !== 'GIVEN_UP')
    throw new Refusal('notices.not_failed', { state: delivery.state })
  return [n.DeliveryRequeued({ deliveryId })]
}
