import { createHash, randomBytes } from 'node:crypto'
import { supervision as c } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { handle, type Handler, keepWords, type RecordedEvent, type Tx } from '@lianxie/service-kit'
import { issueCertificate, type Issuing, revokeCertificate } from './domain/certificate.ts'
import * as decide from './domain/group.ts'
import { planTermEnd } from './group-jobs.ts'
import * as store from './store/group.ts'
import { findUnknown } from './store/known.ts'
import type { Tables } from './store/tables.ts'

const OFFICE = ['STAFF_CONSULTATION', 'STAFF_OFFICE'] as const

const onGroup = ({ groupId }: { groupId: string }) => `group/${groupId}`

const unknownIn = async (
  tx: Tx<Tables>,
  { unitIds, bodyId, memberIds }: { unitIds: (string | undefined)[]; bodyId: string | undefined; memberIds: string[] },
) => ({
  units: await findUnknown(tx, 'known_unit', unitIds),
  bodies: await findUnknown(tx, 'known_body', [bodyId]),
  members: await findUnknown(tx, 'known_member', memberIds),
})

const keepReason = (tx: Tx<Tables>, { reason }: { reason: string }, [event]: readonly RecordedEvent[]) =>
  keepWords(tx, event!, { reason })

/** 监督小组、监督员证. */
export const groupHandlers: Handler<any, any, any>[] = [
  handle(c.FormGroup, {
    allow: OFFICE,
    load: async (tx: Tx<Tables>, { unitId, alsoUnitIds, bodyId, leaderId, memberIds }) => ({
      unknown: await unknownIn(tx, {
        unitIds: [unitId, ...alsoUnitIds],
        bodyId,
        memberIds: [leaderId, ...memberIds],
      }),
    }),
    decide: decide.formGroup,
    also: (tx, { untilOn }, [event], context) =>
      planTermEnd(tx, { groupId: (event!.data as { groupId: string }).groupId, until: untilOn }, context),
  }),
  handle(c.ChangeGroup, {
    allow: OFFICE,
    target: onGroup,
    load: async (tx: Tx<Tables>, { groupId, bodyId, leaderId, memberIds }) => ({
      group: await store.holdGroup(tx, groupId),
      unknown: await unknownIn(tx, { unitIds: [], bodyId, memberIds: [leaderId, ...memberIds] }),
    }),
    decide: decide.changeGroup,
    also: keepReason,
  }),
  handle(c.PostGroup, {
    allow: OFFICE,
    target: onGroup,
    load: async (tx: Tx<Tables>, { groupId, unitIds }) => ({
      group: await store.holdGroup(tx, groupId),
      unknownUnits: await findUnknown(tx, 'known_unit', unitIds),
    }),
    decide: decide.postGroup,
    also: keepReason,
  }),
  handle(c.ExtendGroup, {
    allow: OFFICE,
    target: onGroup,
    load: async (tx: Tx<Tables>, { groupId }) => ({ group: await store.holdGroup(tx, groupId) }),
    decide: decide.extendGroup,
    also: async (tx, body, events, context) => {
      await keepReason(tx, body, events)
      await planTermEnd(tx, { groupId: body.groupId, until: body.untilOn }, context)
    },
  }),
  handle(c.EndGroup, {
    allow: OFFICE,
    target: onGroup,
    load: async (tx: Tx<Tables>, { groupId }) => ({
      group: await store.holdGroup(tx, groupId),
      dependent: await store.countDependent(tx, groupId),
    }),
    decide: decide.endGroup,
    also: keepReason,
  }),
  handle(c.LapseGroup, {
    allow: ['SYSTEM'],
    target: onGroup,
    load: async (tx: Tx<Tables>, { groupId }) => ({ group: await store.holdGroup(tx, groupId) }),
    decide: decide.lapseGroup,
  }),
  handle(c.RemindOfGroupTerm, {
    allow: ['SYSTEM'],
    target: onGroup,
    load: async (tx: Tx<Tables>, { groupId }) => ({ group: await store.holdGroup(tx, groupId) }),
    decide: decide.remindOfGroupTerm,
  }),
  handle(c.IssueCertificate, {
    allow: OFFICE,
    target: onGroup,
    load: async (tx: Tx<Tables>, { groupId, memberId }, { now }) => {
      const group = await store.holdGroup(tx, groupId)
      const code = randomBytes(16).toString('base64url')
      return {
        group,
        certificates: await store.loadCertificates(tx, groupId, memberId),
        number: await store.nextCertificateNumber(tx, Number(shanghaiDate(now).slice(0, 4))),
        code,
        codeSha256: createHash('sha256').update(code).digest('hex'),
      }
    },
    decide: (facts: Issuing & { code: string }, body, context) => issueCertificate(facts, body, context),
    also: async (tx, _, [event], __, { code }) => {
      const { certificateId } = event!.data as { certificateId: string }
      await tx.updateTable('certificate').set({ code }).where('id', '=', certificateId).execute()
    },
  }),
  handle(c.RevokeCertificate, {
    allow: OFFICE,
    target: onGroup,
    load: async (tx: Tx<Tables>, { groupId, certificateId }) => {
      await store.holdGroup(tx, groupId)
      return { certificate: await store.loadCertificate(tx, groupId, certificateId) }
    },
    decide: revokeCertificate,
    also: keepReason,
  }),
]
