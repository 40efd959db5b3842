import { consultations as c, type AnyEventDefinition, type Fact, type FactOf } from '@lianxie/contracts'
import type { RecordedEvent } from '@lianxie/service-kit'

/** The events that `plan-apply.ts` knows. */
export const planEvents = [
  c.PlanOpened,
  c.TopicsCalled,
  c.TopicCallClosed,
  c.PlanOpinionsRequested,
  c.PlanOpinionGiven,
  c.PlanSubmitted,
  c.PlanDeliberated,
  c.PlanSentBack,
  c.PlanAdopted,
  c.PlanForwarded,
  c.PlanRead,
  c.PlanReadersReminded,
  c.PlanAmended,
  c.PlanPublished,
  c.ItemProposed,
  c.ItemDeclined,
  c.ItemMerged,
  c.ItemPlanned,
  c.ItemAdopted,
  c.ItemChanged,
  c.ItemWithdrawn,
  c.ItemWithheld,
] as const satisfies readonly AnyEventDefinition[]

type Recorded<F> = F extends Fact ? RecordedEvent<F> : never

/** What can happen to a plan and its items before their sessions. */
export type PlanEvent = Recorded<FactOf<(typeof planEvents)[number]>>

const types = new Set<string>(planEvents.map(({ type }) => type))

export const isPlanEvent = (event: RecordedEvent<any>): event is PlanEvent => types.has(event.type)
