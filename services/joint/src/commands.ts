import { createHash, randomBytes } from 'node:crypto'
import { type CommandDefinition, type CommandOf, joint, Refusal, type Role } from '@lianxie/contracts'
import {
  type Content,
  createInvitation,
  FoundingBundle,
  foundingBytes,
  mergeInvitations,
  readFounding,
  signInvitation,
} from '@lianxie/joint-protocol'
import { defaultPack, dueBy } from '@lianxie/policy'
import { type DecideContext, type Handler, handle, requireStepUp, type Tx } from '@lianxie/service-kit'
import { asRefusal, type Compacts, type JointMember } from './compacts/compacts.ts'
import * as contents from './domain/contents.ts'
import { checkCrossing } from './domain/crossing-check.ts'
import type { DraftFacts } from './domain/draft-facts.ts'
import { fileRefOf } from './routes/files.ts'
import type { JointTables } from './store/tables.ts'

const STAFF: readonly Role[] = ['STAFF_OFFICE', 'STAFF_CONSULTATION']
const STAFF_AND_CHAIR: readonly Role[] = [...STAFF, 'CHAIR']
const UNITS: readonly Role[] = ['UNIT_HANDLER', 'UNIT_LEADER']

/** Kinds by which the committee binds itself: a chair signs them, with a fresh second factor. */
const BINDING = new Set<string>(['compact-text', 'answer', 'endorsement', 'leave', 'key'])
export const needsChair = (kind: string): boolean => BINDING.has(kind)

/** The table of commands; `compacts` is there once the service has started. */
export function jointHandlers(compacts: () => Compacts): Handler<any, any, any>[] {
  const compactKey = ({ compactId }: { compactId: string }) => `compact/${compactId}`

  /** One command that prepares an entry: the content is made, judged as if it were signed, and kept as a draft. */
  function drafts<C extends CommandDefinition>(
    command: C,
    make: (body: CommandOf<C>, facts: DraftFacts) => Content,
    { allow = STAFF, units = false }: { allow?: readonly Role[]; units?: boolean } = {},
  ): Handler<C, JointTables> {
    return handle(command, {
      allow: units ? [...allow, ...UNITS] : allow,
      load: async (tx: Tx<JointTables>, body, context) => {
        const member = await compacts().member((body as { compactId: string }).compactId)
        return { member, facts: await draftFacts(tx, member, body, context, compacts().files) }
      },
      decide: async ({ member, facts }, body, context) => {
        const content = make(body, facts)
        if (units) requireOwnUnit(member, content, context)
        return [await prepared(member, content, context)]
      },
    })
  }

  return [
    handle(joint.DraftInvitation, {
      allow: STAFF,
      load: async () => undefined,
      decide: async (_, { text }, { committee }) => {
        const bundle = createInvitation(text as never)
        return [received(bundle, committee, compacts())]
      },
    }),

    handle(joint.ReceiveInvitation, {
      allow: STAFF,
      load: async (tx: Tx<JointTables>, { file }) => {
        const bundle = bundleOf(file)
        const { founding } = readOrRefuse(bundle)
        const known = await compactRow(tx, founding.compact, 'lock')
        return { bundle, known }
      },
      decide: async ({ bundle, known }, _, { committee }) => {
        const merged = known ? mergeInvitations(FoundingBundle.parse(JSON.parse(known.file)), bundle) : bundle
        const event = received(merged, committee, compacts())
        return known?.stage === 'IN_FORCE' ? [] : [event, ...inForce(merged)]
      },
      committed: () => compacts().reload(),
    }),

    handle(joint.SignInvitation, {
      allow: ['CHAIR'],
      stepUp: true,
      target: compactKey,
      load: async (tx: Tx<JointTables>, { compactId }) => compactRow(tx, compactId),
      decide: async (row, { approval, compactId }, { committee, now }) => {
        if (!row) throw new Refusal('compact.not_found', { field: 'compactId' })
        if (row.stage === 'IN_FORCE') throw new Refusal('compact.in_force', { field: 'compactId' })
        if (row.signed_by.includes(committee)) throw new Refusal('version.answered', { field: 'compactId' })
        const { keyring } = compacts()
        const [signing, recovery] = [keyring.signerOf(fingerprint(row.file, committee)), await keyring.recovery()]
        if (!signing) throw new Refusal('invitation.foreign_keys')
        if (!recovery) throw new Refusal('recovery.key')
        const bundle = await signInvitation(FoundingBundle.parse(JSON.parse(row.file)), {
          committee,
          approval,
          at: now,
          signing,
          recovery,
        })
        const { founding } = readOrRefuse(bundle)
        const signedBy = founding.signed.map((side) => side.committee)
        return [joint.InvitationSigned({ compactId, file: textOf(bundle), signedBy }), ...inForce(bundle)]
      },
      committed: () => compacts().reload(),
    }),

    handle(joint.ConnectHub, {
      allow: ['OPS'],
      target: compactKey,
      load: async (tx: Tx<JointTables>, { compactId }) => compactRow(tx, compactId),
      decide: (row, { compactId, url }) => {
        if (!row) throw new Refusal('compact.not_found', { field: 'compactId' })
        return [joint.HubConnected({ compactId, url })]
      },
      committed: () => compacts().reload(),
    }),

    drafts(joint.DraftCompactText, contents.compactText),
    drafts(joint.DraftTopic, contents.topic),
    drafts(joint.DraftCountersignature, contents.countersignature, { allow: STAFF_AND_CHAIR }),
    drafts(joint.DraftRefusal, contents.refusal, { allow: STAFF_AND_CHAIR }),
    drafts(joint.DraftComment, contents.comment),
    drafts(joint.DraftResearchPlan, contents.researchPlan),
    drafts(joint.DraftFieldWork, contents.fieldWork),
    drafts(joint.DraftRegionalReport, contents.regionalReport),
    drafts(joint.DraftReservation, contents.reservation),
    drafts(joint.DraftConsolidatedReport, contents.consolidatedReport),
    drafts(joint.DraftEndorsement, contents.endorsement),
    drafts(joint.DraftSessionCall, contents.sessionCall),
    drafts(joint.DraftSessionStep, contents.sessionStep),
    drafts(joint.DraftRecord, contents.record),
    drafts(joint.DraftTask, contents.task),
    drafts(joint.DraftProgress, contents.progress, { units: true }),
    drafts(joint.DraftOutcome, contents.outcome),
    drafts(joint.DraftInstructionNote, contents.instructionNote),
    drafts(joint.DraftRotation, contents.rotation),
    drafts(joint.DraftFollowUp, contents.followUp),
    drafts(joint.DraftTemplate, contents.template),
    drafts(joint.DraftLeave, contents.leave),

    handle(joint.DraftAttendance, {
      allow: STAFF,
      load: async (tx: Tx<JointTables>, body, context) => {
        const member = await compacts().member(body.compactId)
        const salt = randomBytes(16).toString('hex')
        return { member, salt, facts: await draftFacts(tx, member, body, context, compacts().files) }
      },
      decide: async ({ member, salt, facts }, body, context) => [
        await prepared(member, contents.attendance(body, commitmentOf(salt, body.people), facts), context),
      ],
      also: async (tx, { people }, [event], { now }, { salt }) => {
        const { draftId } = event!.data as { draftId: string }
        // 参会名单 has a purpose and an end: three years after the session it may be deleted.
        const kept_until = new Date(now.getTime() + 3 * 365 * 86_400_000)
        await tx
          .insertInto('attendance_list')
          .values({ draft_id: draftId, salt, people: JSON.stringify(people), kept_until })
          .execute()
      },
    }),

    handle(joint.ReleaseDraft, {
      allow: STAFF_AND_CHAIR,
      target: ({ draftId }) => `draft/${draftId}`,
      load: async (tx: Tx<JointTables>, { draftId }) => {
        const draft = await tx.selectFrom('draft').selectAll().where('draft_id', '=', draftId).executeTakeFirst()
        if (!draft) throw new Refusal('draft.not_found', { field: 'draftId' })
        return { draft, member: await compacts().member(draft.compact_id), tx }
      },
      decide: async ({ draft, member, tx }, { draftId, contentHash }, { actor }) => {
        if (draft.state !== 'PREPARED') throw new Refusal('draft.closed', { field: 'draftId', state: draft.state })
        if (draft.content_hash !== contentHash) throw new Refusal('draft.changed', { field: 'contentHash' })
        if (needsChair(draft.kind)) {
          if (actor.role !== 'CHAIR') throw new Refusal('draft.needs_chair', { kind: draft.kind })
          requireStepUp(actor, new Date())
        }
        const content = { kind: draft.kind, body: JSON.parse(draft.content) } as Content
        // Signed bytes are for good: the journal has them before this transaction ends. If it does not end,
        // the entry is put back by the next operation and the draft is found to be released (`tell.ts`).
        const { id } = await asRefusal(() => member.sign(tx, content))
        return [joint.DraftReleased({ draftId, compactId: draft.compact_id, entryId: id })]
      },
      committed: (_, answer) => {
        const { compactId } = answer.events[0]!.data as { compactId: string }
        compacts().nudge(compactId)
      },
    }),

    handle(joint.DiscardDraft, {
      allow: STAFF_AND_CHAIR,
      target: ({ draftId }) => `draft/${draftId}`,
      load: async (tx: Tx<JointTables>, { draftId }) =>
        tx.selectFrom('draft').select('state').where('draft_id', '=', draftId).executeTakeFirst(),
      decide: (draft, { draftId, reason }) => {
        if (!draft) throw new Refusal('draft.not_found', { field: 'draftId' })
        if (draft.state !== 'PREPARED') throw new Refusal('draft.closed', { field: 'draftId', state: draft.state })
        return [joint.DraftDiscarded({ draftId, reason })]
      },
    }),

    handle(joint.CloseAlarm, {
      allow: ['OPS', 'STAFF_OFFICE'],
      target: ({ alarmId }) => `alarm/${alarmId}`,
      load: async (tx: Tx<JointTables>, { alarmId }) =>
        tx.selectFrom('alarm').select('closed_at').where('alarm_id', '=', alarmId).executeTakeFirst(),
      decide: (alarm, { alarmId, finding }) => {
        if (!alarm) throw new Refusal('common.not_found', { field: 'alarmId' })
        if (alarm.closed_at) throw new Refusal('alarm.closed', { field: 'alarmId' })
        return [joint.AlarmClosed({ alarmId, finding })]
      },
    }),
  ]
}

/** The draft's event: the content as it would be signed, judged by the protocol and by what may cross. */
async function prepared(member: JointMember, content: Content, { newId }: DecideContext) {
  checkCrossing(content)
  await asRefusal(() => member.check(content))
  const text = JSON.stringify(content.body)
  return joint.DraftPrepared({
    draftId: newId(),
    compactId: member.compact,
    entryKind: content.kind,
    content: text,
    contentHash: createHash('sha256').update(`${content.kind}\n${text}`).digest('hex'),
  })
}

async function draftFacts(
  tx: Tx<JointTables>,
  member: JointMember,
  body: object,
  { committee, now }: DecideContext,
  store: Compacts['files'],
): Promise<DraftFacts> {
  const {
    planItemId,
    unitId,
    files = [],
  } = body as {
    planItemId?: string | null
    unitId?: string
    files?: { sha256: string; name: string; mediaType: string }[]
  }
  const pack = defaultPack(committee)
  const [planItem, unit] = await Promise.all([
    planItemId &&
      tx
        .selectFrom('plan_item')
        .select(['item_id as id', 'title'])
        .where('item_id', '=', planItemId)
        .where('adopted', '=', true)
        .executeTakeFirst(),
    unitId &&
      tx
        .selectFrom('unit')
        .select(['unit_id as id', 'name'])
        .where('unit_id', '=', unitId)
        .where('active', '=', true)
        .executeTakeFirst(),
  ])
  return {
    own: committee,
    now,
    ledger: member.view,
    files: await Promise.all(files.map((file, i) => fileRefOf(store, file, `files.${i}`))),
    deadlineOf: (kind) =>
      dueBy(pack, kind === 'topic' ? 'joint.confirmDue' : 'joint.countersignDue', { anchor: now.toISOString() }).due,
    ...(planItem && { planItem }),
    ...(unit && { unit }),
  }
}

/** A unit reports on tasks that were given to it, and sees no others. */
function requireOwnUnit(member: JointMember, content: Content, { actor }: DecideContext): void {
  if (!UNITS.includes(actor.role) || content.kind !== 'progress') return
  const task = member.view.tasks().find(({ id }) => id === content.body.task)
  if (!task || !actor.units.includes(task.body.unit.id)) throw new Refusal('task.not_own_unit', { field: 'taskId' })
}

function bundleOf(file: string): FoundingBundle {
  try {
    return FoundingBundle.parse(JSON.parse(file))
  } catch (cause) {
    throw new Refusal('invitation.unreadable', {
      field: 'file',
      cause: cause instanceof SyntaxError ? 'json' : 'shape',
    })
  }
}

function readOrRefuse(bundle: FoundingBundle) {
  const read = readFounding(bundle)
  if ('faults' in read) throw new Refusal('invitation.unreadable', { field: 'file' })
  const fault = read.founding.faults[0]
  if (fault)
    throw new Refusal(fault.code === 'founding.too_few_members' ? 'invitation.text' : 'invitation.signature', {
      ...fault,
    })
  return read
}

function received(bundle: FoundingBundle, own: string, { keyring }: Compacts) {
  const { founding } = readOrRefuse(bundle)
  const me = founding.text.members.find(({ committee }) => committee === own)
  if (!me) throw new Refusal('invitation.not_member', { field: 'text' })
  if (
    JSON.stringify(me.keys.signing) !== JSON.stringify(keyring.keys.signing) ||
    me.keys.recovery.spki !== keyring.keys.recovery.spki
  ) {
    throw new Refusal('invitation.foreign_keys', { field: 'text' })
  }
  return joint.InvitationReceived({
    compactId: founding.compact,
    name: founding.text.name,
    members: founding.text.members.map(({ committee }) => committee),
    file: textOf(bundle),
    signedBy: founding.signed.map(({ committee }) => committee),
  })
}

function inForce(bundle: FoundingBundle) {
  const { founding } = readOrRefuse(bundle)
  if (founding.missing.length > 0) return []
  const members = founding.text.members.map(({ committee }) => committee)
  return [joint.CompactInForce({ compactId: founding.compact, name: founding.text.name, members })]
}

const textOf = (bundle: FoundingBundle) => Buffer.from(foundingBytes(bundle)).toString('utf8')

function fingerprint(file: string, own: string): string {
  const { founding } = readOrRefuse(FoundingBundle.parse(JSON.parse(file)))
  return founding.fingerprints.find(({ committee }) => committee === own)?.signing ?? ''
}

async function compactRow(tx: Tx<JointTables>, compactId: string, lock?: 'lock') {
  const row = tx.selectFrom('compact').selectAll().where('compact_id', '=', compactId)
  return (lock ? row.forUpdate() : row).executeTakeFirst()
}

/** SHA-256 of the salt and the list as it is kept; shown with both, it proves who was there. */
const commitmentOf = (salt: string, people: unknown) =>
  createHash('sha256')
    .update(`${salt}\n${JSON.stringify(people)}`)
    .digest('hex')
