import { createHash, randomBytes } from 'node:crypto'
import { type CommandDefinition, type CommandOf, joint, Refusal, type Role } from '@lianxie/contracts'
import type { Draft } from '@lianxie/joint-protocol'
import { type DecideContext, type Handler, handle, type Tx } from '@lianxie/service-kit'
import { asRefusal, type Compacts } from './compacts/compacts.ts'
import { fileRefOf } from './compacts/joint-files.ts'
import type { JointMember } from './compacts/open-compact.ts'
import { readableFiles } from './compacts/readable-files.ts'
import { audienceOf } from './domain/audience.ts'
import { compactText } from './domain/compact-text.ts'
import * as contents from './domain/contents.ts'
import { checkCrossing } from './domain/crossing-check.ts'
import type { DraftFacts } from './domain/draft-facts.ts'
import { supervisionLevel, supervisionTemplate } from './domain/supervision-contents.ts'
import { hashOf, signedText } from './ledger/signed-text.ts'
import { STAFF, STAFF_AND_CHAIR, UNITS } from './roles.ts'
import { loadDraftFacts } from './store/draft-facts.ts'
import type { JointTables } from './store/tables.ts'

/** 参会名单 has a purpose and an end: three years after it was made it is deleted. */
const KEEP_ATTENDANCE_DAYS = 3 * 365

/** What can be prepared to leave. Everything that leaves the committee is a draft first, shown exactly as it would leave. */
export function draftHandlers(compacts: () => Compacts): Handler<any, any, any>[] {
  async function load(tx: Tx<JointTables>, body: object, context: DecideContext) {
    const named = body as {
      compactId: string
      planItemId?: string | null
      unitId?: string
      jointKey?: string
      templateId?: string
      publicText?: string
      files?: { sha256: string; name: string; mediaType: string }[]
    }
    const member = await compacts().member(named.compactId, tx)
    const wanted = named.files ?? []
    const hashes = wanted.map(({ sha256 }) => sha256)
    const readable = await readableFiles(compacts(), tx, hashes, context.actor)
    const files = await Promise.all(wanted.map((file, i) => fileRefOf(compacts().files, file, readable, `files.${i}`)))
    return { tx, member, facts: await loadDraftFacts(tx, named, { ledger: member.view, files }, context) }
  }

  /** The draft's event: the content as it would be signed, judged by the protocol and by what may cross. */
  async function prepared(
    tx: Tx<JointTables>,
    member: JointMember,
    made: Draft,
    named: readonly string[] | null,
    context: DecideContext,
  ) {
    const { view } = member
    checkCrossing(made, view.compactView().text.crossing)
    const audience = made.audience ?? audienceOf(made.body, view, named)
    const draft = { ...made, ...(audience && { audience }) }
    await asRefusal(() => compacts().within(tx, () => member.check(draft)))
    return draftEvent(member, draft, context)
  }

  /** One command that prepares an entry: the content is made, judged as if it were signed, and kept as a draft. */
  function drafts<C extends CommandDefinition>(
    command: C,
    make: (body: CommandOf<C>, facts: DraftFacts) => Draft,
    allow: readonly Role[] = STAFF,
  ): Handler<C, JointTables> {
    return handle(command, {
      allow,
      load: (tx: Tx<JointTables>, body, context) => load(tx, body, context),
      decide: async ({ tx, member, facts }, body, context) => [
        await prepared(tx, member, await asRefusal(async () => make(body, facts)), audienceNamed(body), context),
      ],
    })
  }

  return [
    drafts(joint.DraftCompactText, compactText),
    drafts(joint.DraftTopic, contents.topic),
    drafts(joint.DraftCountersignature, contents.countersignature, STAFF_AND_CHAIR),
    drafts(joint.DraftRefusal, contents.refusal, STAFF_AND_CHAIR),
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
    drafts(joint.DraftOutcome, contents.outcome),
    drafts(joint.DraftInstructionNote, contents.instructionNote),
    drafts(joint.DraftProposalResult, contents.proposalResult),
    drafts(joint.DraftSupervisionTemplate, supervisionTemplate),
    drafts(joint.DraftSupervisionLevel, supervisionLevel),
    drafts(joint.DraftRotation, contents.rotation),
    drafts(joint.DraftFollowUp, contents.followUp),
    drafts(joint.DraftTemplate, contents.template),
    drafts(joint.DraftLeave, contents.leave),

    handle(joint.DraftProgress, {
      allow: [...STAFF, ...UNITS],
      load: (tx: Tx<JointTables>, body, context) => load(tx, body, context),
      decide: async ({ tx, member, facts }, body, context) => {
        requireOwnUnit(member, body.taskId, context)
        requireReport(body, context)
        return [await prepared(tx, member, contents.progress(body, facts), null, context)]
      },
    }),

    handle(joint.DraftAttendance, {
      allow: STAFF,
      load: async (tx: Tx<JointTables>, body, context) => ({
        ...(await load(tx, body, context)),
        salt: randomBytes(16).toString('hex'),
      }),
      decide: async ({ tx, member, salt, facts }, body, context) => [
        await prepared(tx, member, contents.attendance(body, commitmentOf(salt, body.people), facts), null, context),
      ],
      also: async (tx, { people }, [event], { now }, { salt }) => {
        const { draftId } = event!.data as { draftId: string }
        const kept_until = new Date(now.getTime() + KEEP_ATTENDANCE_DAYS * 86_400_000)
        await tx
          .insertInto('attendance_list')
          .values({ draft_id: draftId, salt, people: JSON.stringify(people), kept_until })
          .execute()
      },
    }),

    handle(joint.DraftKeyRotation, {
      allow: STAFF_AND_CHAIR,
      load: async (tx: Tx<JointTables>, { compactId }) => ({ tx, member: await compacts().member(compactId, tx) }),
      // The new key is kept in the folder of keys before anything speaks of it; one that is never used harms nobody.
      decide: async ({ tx, member }, { key }, context) => {
        const { keyring } = compacts()
        if (member.mode().mode !== 'ready') throw new Refusal('service.recovering')
        const draft: Draft =
          key === 'sealing'
            ? { kind: 'key', body: { act: 'seal', sealing: await keyring.newSealing() } }
            : { kind: 'key', body: { act: 'rotate', signing: (await keyring.newSigner()).key, proof: '' } }
        return [
          key === 'sealing' ? await prepared(tx, member, draft, null, context) : draftEvent(member, draft, context),
        ]
      },
    }),
  ]
}

function draftEvent(member: JointMember, { audience, ...content }: Draft, { newId }: DecideContext) {
  const text = signedText(content)
  return joint.DraftPrepared({
    draftId: newId(),
    compactId: member.compact,
    entryKind: content.kind,
    content: text,
    contentHash: hashOf(content.kind, text),
    audience: audience === undefined || audience === 'all' ? null : audience,
  })
}

const audienceNamed = (body: object): readonly string[] | null =>
  (body as { audience?: readonly string[] | null }).audience ?? null

/** A unit reports on tasks that were given to it, and sees no others. */
function requireOwnUnit({ view, committee }: JointMember, taskId: string, { actor }: DecideContext): void {
  if (!UNITS.includes(actor.role)) return
  const task = view.tasks().find(({ id }) => id === taskId)
  if (!task || task.side !== committee || !actor.units.includes(task.body.unit.id))
    throw new Refusal('task.not_own_unit', { field: 'taskId' })
}

/** A unit says how far it is; that the work is done as agreed is said by the office, and so is who does it. */
function requireReport({ state }: CommandOf<typeof joint.DraftProgress>, { actor }: DecideContext): void {
  if (UNITS.includes(actor.role) && (state === 'VERIFIED' || state === 'ALLOCATED'))
    throw new Refusal('task.unit_reports_only', { field: 'state' })
}

/** SHA-256 of the salt and the list as it is kept; shown with both, it proves who was there. */
const commitmentOf = (salt: string, people: unknown) =>
  createHash('sha256')
    .update(`${salt}\n${JSON.stringify(people)}`)
    .digest('hex')
