import { consultations as c } from '@lianxie/contracts'
import { claimImport, handle, type Handler, settleImport, type Tx } from '@lianxie/service-kit'
import { adoptPlan, deliberatePlan, returnPlan, submitPlan } from './domain/plan-adoption.ts'
import { amendPlan } from './domain/plan-amendment.ts'
import { confirmPlanRead, forwardPlan, publishPlan, remindPlanReaders } from './domain/plan-forwarding.ts'
import { addItem, confirmPlanImport, reviseItem, withdrawItem } from './domain/plan-item-draft.ts'
import { partiesOf } from './domain/plan-item.ts'
import { openPlan } from './domain/plan-open.ts'
import { givePlanOpinion, requestPlanOpinions } from './domain/plan-opinions.ts'
import {
  callTopics,
  closeTopicCall,
  declineTopic,
  mergeTopics,
  proposeTopic,
  shortlistTopic,
} from './domain/plan-topics.ts'
import { DRAFTERS, LEADING, TOPIC_SOURCES } from './domain/plan.ts'
import { planImport, readImportedRows } from './plan-import.ts'
import { planReaderReminders } from './plan-jobs.ts'
import * as store from './store/plan.ts'
import type { Tables } from './store/tables.ts'

const onPlan = ({ planId }: { planId: string }) => `plan/${planId}`
const onItem = ({ itemId }: { itemId: string }) => `item/${itemId}`

/** The parties of a list, each a body or a unit. */
const named = (parties: readonly { kind: string; id?: string }[]) => ({
  bodies: parties.flatMap(({ kind, id }) => (kind === 'BODY' && id !== undefined ? [id] : [])),
  units: parties.flatMap(({ kind, id }) => (kind === 'UNIT' && id !== undefined ? [id] : [])),
})

async function loadItemAndPlan(tx: Tx<Tables>, itemId: string, field = 'itemId') {
  const found = await store.loadItem(tx, itemId, field)
  const plan = await store.lockPlan(tx, found.planId, 'share')
  // Read again under the plan's lock: until then the plan may have been submitted.
  return { plan, item: await store.loadItem(tx, itemId, field) }
}

/** What can be asked about the annual plan, in the order in which a plan comes about. */
export const planHandlers: Handler<any, any, any>[] = [
  handle(c.OpenPlan, {
    allow: DRAFTERS,
    load: async (tx: Tx<Tables>, { year }) => ({ taken: await store.hasPlan(tx, year) }),
    decide: openPlan,
  }),
  handle(c.CallTopics, {
    allow: DRAFTERS,
    target: onPlan,
    load: async (tx: Tx<Tables>, { planId, asked }) => ({
      plan: await store.lockPlan(tx, planId, 'alone'),
      unknown: await store.findUnknown(tx, named(asked)),
    }),
    decide: callTopics,
  }),
  handle(c.CloseTopicCall, {
    allow: DRAFTERS,
    target: onPlan,
    load: async (tx: Tx<Tables>, { planId }) => ({ plan: await store.lockPlan(tx, planId, 'alone') }),
    decide: closeTopicCall,
  }),
  handle(c.ProposeTopic, {
    allow: TOPIC_SOURCES,
    load: async (tx: Tx<Tables>, { planId, leadBodyId, counterpartUnitIds, source }) => {
      const from = named(source ? [source] : [])
      return {
        plan: await store.lockPlan(tx, planId, 'share'),
        unknown: await store.findUnknown(tx, {
          bodies: [...from.bodies, ...(leadBodyId === undefined ? [] : [leadBodyId])],
          units: [...from.units, ...counterpartUnitIds],
        }),
        items: await store.countAllItems(tx, planId),
      }
    },
    decide: proposeTopic,
  }),
  handle(c.ShortlistTopic, {
    allow: DRAFTERS,
    target: onItem,
    load: async (tx: Tx<Tables>, body) => ({
      ...(await loadItemAndPlan(tx, body.itemId)),
      unknown: await store.findUnknown(tx, partiesOf(body)),
    }),
    decide: shortlistTopic,
  }),
  handle(c.DeclineTopic, {
    allow: DRAFTERS,
    target: onItem,
    load: async (tx: Tx<Tables>, { itemId }) => loadItemAndPlan(tx, itemId),
    decide: declineTopic,
  }),
  handle(c.MergeTopics, {
    allow: DRAFTERS,
    target: ({ intoId, fromIds }) => [intoId, ...fromIds].map((id) => `item/${id}`),
    load: async (tx: Tx<Tables>, { intoId, fromIds }) => {
      const { plan, item: into } = await loadItemAndPlan(tx, intoId, 'intoId')
      const from = []
      for (const id of fromIds) from.push(await store.loadItem(tx, id, 'fromIds'))
      return { plan, into, from }
    },
    decide: mergeTopics,
  }),
  handle(c.AddItem, {
    allow: DRAFTERS,
    load: async (tx: Tx<Tables>, body) => ({
      plan: await store.lockPlan(tx, body.planId, 'share'),
      unknown: await store.findUnknown(tx, partiesOf(body)),
      items: await store.countAllItems(tx, body.planId),
    }),
    decide: addItem,
  }),
  handle(c.ReviseItem, {
    allow: DRAFTERS,
    target: onItem,
    load: async (tx: Tx<Tables>, body) => ({
      ...(await loadItemAndPlan(tx, body.itemId)),
      unknown: await store.findUnknown(tx, partiesOf(body)),
    }),
    decide: reviseItem,
  }),
  handle(c.WithdrawItem, {
    allow: TOPIC_SOURCES,
    target: onItem,
    load: async (tx: Tx<Tables>, { itemId }) => loadItemAndPlan(tx, itemId),
    decide: withdrawItem,
  }),
  handle(c.ConfirmPlanImport, {
    allow: DRAFTERS,
    load: async (tx: Tx<Tables>, { planId, importId }, { actor, now }) => {
      const plan = await store.lockPlan(tx, planId, 'share')
      const rows = await claimImport(tx, planImport, { importId, skipFailed: false }, { actor, now })
      return { plan, rows: await readImportedRows(tx, rows), items: await store.countAllItems(tx, planId) }
    },
    decide: confirmPlanImport,
    also: async (tx, { importId }, _events, { actor, now }) => settleImport(tx, importId, { actor, now }),
  }),
  handle(c.RequestPlanOpinions, {
    allow: DRAFTERS,
    target: onPlan,
    load: async (tx: Tx<Tables>, { planId, unitIds }) => ({
      plan: await store.lockPlan(tx, planId, 'alone'),
      unknown: await store.findUnknown(tx, { bodies: [], units: unitIds }),
    }),
    decide: requestPlanOpinions,
  }),
  handle(c.GivePlanOpinion, {
    allow: ['UNIT_HANDLER', 'UNIT_LEADER', 'SUPERVISION_OFFICE', ...DRAFTERS],
    target: onPlan,
    load: async (tx: Tx<Tables>, { planId }) => ({
      plan: await store.lockPlan(tx, planId, 'alone'),
      asked: await store.loadAsked(tx, planId),
    }),
    decide: givePlanOpinion,
  }),
  handle(c.SubmitPlan, {
    allow: DRAFTERS,
    target: onPlan,
    load: async (tx: Tx<Tables>, { planId }) => {
      const plan = await store.lockPlan(tx, planId, 'alone')
      const counts = await store.countItems(tx, planId)
      const [proposed, shortlisted] = [counts.get('PROPOSED') ?? 0, counts.get('SHORTLISTED') ?? 0]
      return { plan, asked: await store.loadAsked(tx, planId), proposed, shortlisted }
    },
    decide: submitPlan,
  }),
  handle(c.DeliberatePlan, {
    allow: ['CHAIR'],
    target: onPlan,
    load: async (tx: Tx<Tables>, { planId }) => ({ plan: await store.lockPlan(tx, planId, 'alone') }),
    decide: deliberatePlan,
  }),
  handle(c.ReturnPlan, {
    allow: LEADING,
    target: onPlan,
    load: async (tx: Tx<Tables>, { planId }) => ({ plan: await store.lockPlan(tx, planId, 'alone') }),
    decide: returnPlan,
  }),
  handle(c.AdoptPlan, {
    allow: LEADING,
    target: onPlan,
    load: async (tx: Tx<Tables>, { planId }) => ({
      plan: await store.lockPlan(tx, planId, 'alone'),
      items: await store.loadItemsOf(tx, planId, ['SHORTLISTED']),
    }),
    decide: adoptPlan,
  }),
  handle(c.ForwardPlan, {
    allow: ['STAFF_OFFICE'],
    target: onPlan,
    load: async (tx: Tx<Tables>, { planId, recipients }) => ({
      plan: await store.lockPlan(tx, planId, 'alone'),
      recipients: await store.loadRecipients(tx, planId),
      unknown: await store.findUnknown(tx, named(recipients)),
    }),
    decide: forwardPlan,
    also: planReaderReminders,
  }),
  handle(c.ConfirmPlanRead, {
    allow: ['UNIT_HANDLER', 'UNIT_LEADER', 'GROUP_CLERK', ...DRAFTERS],
    target: onPlan,
    load: async (tx: Tx<Tables>, { planId }) => ({
      plan: await store.lockPlan(tx, planId, 'share'),
      recipients: await store.loadRecipients(tx, planId),
    }),
    decide: confirmPlanRead,
  }),
  handle(c.RemindPlanReaders, {
    allow: DRAFTERS,
    target: onPlan,
    load: async (tx: Tx<Tables>, { planId }) => ({
      plan: await store.lockPlan(tx, planId, 'share'),
      recipients: await store.loadRecipients(tx, planId),
    }),
    decide: remindPlanReaders,
  }),
  handle(c.AmendPlan, {
    allow: LEADING,
    target: ({ planId, changes }) => [
      `plan/${planId}`,
      ...changes.flatMap((change) => ('itemId' in change ? [`item/${change.itemId}`] : [])),
    ],
    load: async (tx: Tx<Tables>, { planId, changes }) => {
      const plan = await store.lockPlan(tx, planId, 'alone')
      const parties = changes.flatMap((change) => (change.change === 'CANCEL' ? [] : [partiesOf(change)]))
      return {
        plan,
        named: await store.loadItems(
          tx,
          changes.flatMap((change) => ('itemId' in change ? [change.itemId] : [])),
        ),
        unknown: await store.findUnknown(tx, {
          bodies: parties.flatMap(({ bodies }) => bodies),
          units: parties.flatMap(({ units }) => units),
          members: parties.flatMap(({ members }) => members),
        }),
        items: await store.countAllItems(tx, planId),
        ...(await store.loadAmendments(tx, planId)),
      }
    },
    decide: amendPlan,
  }),
  handle(c.PublishPlan, {
    allow: LEADING,
    target: onPlan,
    load: async (tx: Tx<Tables>, { planId, withheld }) => {
      const plan = await store.lockPlan(tx, planId, 'alone')
      const items = await store.loadItems(
        tx,
        withheld.map(({ itemId }) => itemId),
      )
      return { plan, items: new Set([...items.values()].filter((item) => item.planId === planId).map(({ id }) => id)) }
    },
    decide: publishPlan,
  }),
]
