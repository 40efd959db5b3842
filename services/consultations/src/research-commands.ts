import { consultations as c } from '@lianxie/contracts'
import { handle, type Handler, type Tx } from '@lianxie/service-kit'
import { DRAFTERS } from './domain/plan.ts'
import {
  cancelVisit,
  changeResearchGroup,
  completeResearch,
  declareConflict,
  dissolveResearchGroup,
  formResearchGroup,
  planVisit,
  reportVisit,
  submitResearchReport,
} from './domain/research.ts'
import { loadResearch, loadVisit } from './store/research.ts'
import * as store from './store/session.ts'
import { keepWords } from './store/session-words.ts'
import type { Tables } from './store/tables.ts'

const onResearch = ({ researchId }: { researchId: string }) => `research/${researchId}`

const research = async (tx: Tx<Tables>, { researchId }: { researchId: string }) => ({
  research: await loadResearch(tx, researchId),
})

const withVisit = async (tx: Tx<Tables>, { researchId, visitId }: { researchId: string; visitId: string }) => ({
  ...(await research(tx, { researchId })),
  visit: await loadVisit(tx, researchId, visitId),
})

const unknownIn = async (
  tx: Tx<Tables>,
  { leaderId, secretaryId, memberIds }: { leaderId: string; secretaryId: string; memberIds: string[] },
) => ({ unknownMembers: await store.findUnknownMembers(tx, [leaderId, secretaryId, ...memberIds]) })

/** What can be asked about research (调研). */
export const researchHandlers: Handler<any, any, any>[] = [
  handle(c.FormResearchGroup, {
    allow: DRAFTERS,
    target: ({ itemId }) => `item/${itemId}`,
    load: async (tx: Tx<Tables>, body) => ({
      item: await store.lockItem(tx, body.itemId),
      ...(await unknownIn(tx, body)),
    }),
    decide: formResearchGroup,
  }),
  handle(c.ChangeResearchGroup, {
    allow: DRAFTERS,
    target: onResearch,
    load: async (tx: Tx<Tables>, body) => ({ ...(await research(tx, body)), ...(await unknownIn(tx, body)) }),
    decide: changeResearchGroup,
  }),
  handle(c.DeclareConflict, {
    allow: [...DRAFTERS, 'MEMBER'],
    target: onResearch,
    load: research,
    decide: declareConflict,
    also: async (tx, { researchId, memberId, note }, [event], context) => {
      const key = { research_id: researchId, member_id: memberId }
      await keepWords(tx, 'research_member', key, { conflict_note: note }, event!, context)
    },
  }),
  handle(c.PlanVisit, {
    allow: [...DRAFTERS, 'MEMBER'],
    target: onResearch,
    load: async (tx: Tx<Tables>, body) => ({
      ...(await research(tx, body)),
      unknownUnits: await store.findUnknownUnits(tx, body.unitIds),
    }),
    decide: planVisit,
  }),
  handle(c.ReportVisit, {
    allow: [...DRAFTERS, 'MEMBER'],
    target: onResearch,
    load: withVisit,
    decide: reportVisit,
    also: (tx, { visitId, notes }, [event], context) =>
      keepWords(tx, 'research_visit', { id: visitId }, { notes }, event!, context),
  }),
  handle(c.CancelVisit, {
    allow: [...DRAFTERS, 'MEMBER'],
    target: onResearch,
    load: withVisit,
    decide: cancelVisit,
  }),
  handle(c.SubmitResearchReport, {
    allow: [...DRAFTERS, 'MEMBER'],
    target: onResearch,
    load: research,
    decide: submitResearchReport,
  }),
  handle(c.CompleteResearch, {
    allow: [...DRAFTERS, 'MEMBER'],
    target: onResearch,
    load: research,
    decide: completeResearch,
  }),
  handle(c.DissolveResearchGroup, {
    allow: DRAFTERS,
    target: onResearch,
    load: research,
    decide: dissolveResearchGroup,
  }),
]
