import { type CommitteeId, joint, Refusal, type ResultOf } from '@lianxie/contracts'
import { type DecisionView, evidenceOf, type LedgerView, type VersionView } from '@lianxie/joint-protocol'
import { type Answer, answer, type Database } from '@lianxie/service-kit'
import { asRefusal, type Compacts, type JointMember } from '../compacts/compacts.ts'
import { planItemOf } from '../domain/facts-of-ledger.ts'
import type { JointTables } from '../store/tables.ts'
import { READERS } from './compacts.ts'
import { pageOf } from './page-of.ts'

/** What the chains of a compact say: decisions, research, sessions, tasks, entries, evidence. */
export function chainAnswers(compacts: () => Compacts): Answer<any, any>[] {
  const ledgerOf = async (compactId: string): Promise<LedgerView> => (await compacts().member(compactId)).view

  return [
    answer(joint.Decisions, {
      allow: READERS,
      read: async (_, { compactId, kind, state, search, ...paging }) => {
        const member = await compacts().member(compactId)
        const needle = search?.toLowerCase()
        const rows = member.view
          .decisions(kind)
          .filter((decision) => state === undefined || decision.state === state)
          .filter((decision) => needle === undefined || titleOf(decision).toLowerCase().includes(needle))
          .sort((a, b) => (updatedAt(a) < updatedAt(b) ? 1 : -1))
        return pageOf(
          rows,
          paging,
          ({ id }) => id,
          (decision) => {
            const { versions: _versions, ...row } = decisionView(decision, member)
            const current = currentOf(decision)
            return { ...row, missing: current?.missing ?? [], updatedAt: updatedAt(decision) }
          },
        )
      },
    }),

    answer(joint.DecisionDetail, {
      allow: READERS,
      read: async (_, { compactId, decisionId }) => {
        const member = await compacts().member(compactId)
        const decision = member.view.decision(decisionId)
        if (!decision) throw new Refusal('version.not_found', { field: 'decisionId' })
        const missing = new Set((await member.missingFiles()).map(({ entry }) => entry))
        const view = decisionView(decision, member)
        return { ...view, versions: view.versions.map((one) => ({ ...one, filesHere: !missing.has(one.versionId) })) }
      },
    }),

    answer(joint.Tasks, {
      allow: [...READERS, 'UNIT_HANDLER', 'UNIT_LEADER'],
      read: async (_, { compactId, side, state, unitId, ...paging }, { actor, now }) => {
        // A unit sees the work that was given to it, and no other.
        const units = actor.role === 'UNIT_HANDLER' || actor.role === 'UNIT_LEADER' ? actor.units : undefined
        const today = new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
        const rows = (await ledgerOf(compactId))
          .tasks()
          .filter((task) => side === undefined || task.side === side)
          .filter((task) => state === undefined || task.state === state)
          .filter((task) => unitId === undefined || task.body.unit.id === unitId)
          .filter((task) => units === undefined || units.includes(task.body.unit.id))
        return pageOf(
          rows,
          paging,
          ({ id }) => id,
          (task) => ({
            taskId: task.id,
            side: task.side,
            recordId: task.body.record,
            title: task.body.title,
            unitId: task.body.unit.id,
            unitName: task.body.unit.name,
            state: task.state,
            due: task.due,
            overdue: task.due !== null && task.due < today && !['DONE', 'VERIFIED', 'DECLINED'].includes(task.state),
            history: task.history.map(({ entry, at, body }) => ({
              entryId: entry,
              at,
              state: body.state,
              summary: body.summary,
            })),
          }),
        )
      },
    }),

    answer(joint.Researches, {
      allow: READERS,
      read: async (_, { compactId, ...paging }) =>
        pageOf(
          (await ledgerOf(compactId)).researches(),
          paging,
          ({ id }) => id,
          (research) => ({
            researchId: research.id,
            topicId: research.body.topic,
            title: research.body.title,
            lead: research.body.lead,
            state: research.state,
            sides: research.sides,
            consolidated: research.consolidated,
            reservations: research.reservations.map(({ entry, committee, body }) => ({
              entryId: entry,
              committee,
              at: atOf(compacts().open().get(compactId)!.member, entry),
              about: body.about,
              text: body.text,
            })),
            endorsements: research.endorsements.map(({ entry, committee, body }) => ({
              entryId: entry,
              committee,
              at: atOf(compacts().open().get(compactId)!.member, entry),
              about: body.about,
            })),
          }),
        ),
    }),

    answer(joint.Sessions, {
      allow: READERS,
      read: async (_, { compactId, ...paging }) =>
        pageOf(
          (await ledgerOf(compactId)).sessions(),
          paging,
          ({ id }) => id,
          (session) => ({
            sessionId: session.id,
            title: session.body.title,
            convener: session.convener,
            place: session.body.place,
            start: session.body.start,
            agenda: session.body.agenda,
            state: session.state,
            quorate: session.quorate,
            attendance: session.attendance.map(({ committee, body: { members, officials, others } }) => ({
              committee,
              members,
              officials,
              others,
            })),
            absent: session.absent,
          }),
        ),
    }),

    answer(joint.Entries, {
      allow: READERS,
      read: async (db: Database<JointTables>, { compactId, committee, kind, limit, cursor }) => {
        const { view } = await compacts().member(compactId)
        const rows = [...view.kept()]
          .filter(({ entry }) => committee === undefined || entry.committee === committee)
          .filter(({ entry }) => kind === undefined || entry.kind === kind)
          .reverse()
        const page = pageOf(
          rows,
          { limit, cursor },
          ({ id }) => id,
          (row) => row,
        )
        const ids = page.items.map(({ id }) => id)
        const stored =
          ids.length === 0
            ? []
            : await db
                .selectFrom('entry')
                .select(['entry_id', 'stored_at'])
                .where('compact_id', '=', compactId)
                .where('entry_id', 'in', ids)
                .execute()
        const keptAt = new Map(stored.map(({ entry_id, stored_at }) => [entry_id, stored_at.toISOString()]))
        return {
          ...page,
          items: page.items.map(({ id, entry, standing, content }) => ({
            entryId: id,
            committee: entry.committee,
            at: entry.at,
            kind: entry.kind,
            generation: entry.generation,
            seq: entry.seq,
            prev: entry.prev,
            heads: entry.heads,
            standing,
            body: (content?.body as Record<string, unknown> | undefined) ?? null,
            keptAt: keptAt.get(id) ?? entry.at,
          })),
        }
      },
    }),

    answer(joint.Evidence, {
      allow: READERS,
      read: async (_, { compactId, decisionId }) => {
        const member = await compacts().member(compactId)
        const decision = member.view.decision(decisionId)
        if (!decision) throw new Refusal('version.not_found', { field: 'decisionId' })
        if (!decision.effective) throw new Refusal('evidence.not_effective', { field: 'decisionId' })
        const bytes = await asRefusal(async () =>
          evidenceOf(member.view, compacts().open().get(compactId)!.founding, decision.effective!),
        )
        return {
          fileName: `${decision.kind}-${decision.effective.slice(0, 12)}.lianxie.json`,
          file: Buffer.from(bytes).toString('utf8'),
        }
      },
    }),

    answer(joint.PublicRecords, {
      allow: 'public',
      read: async (_, paging) => {
        const rows = [...compacts().open().values()].flatMap(({ member }) => {
          const { text } = member.view.compactView()
          // 公开 only where the compact lists it among what may cross to everybody.
          if (!text.crossing.includes('PUBLIC')) return []
          return member.view
            .decisions('record')
            .filter(({ effective, disputed }) => effective !== null && disputed.length === 0)
            .map((decision) => ({
              name: text.name,
              version: decision.versions.find(({ id }) => id === decision.effective)!,
              member,
            }))
        })
        return pageOf(
          rows,
          paging,
          ({ version }) => version.id,
          ({ name, version, member }) => ({
            compactName: name,
            decisionId: version.decision,
            versionId: version.id,
            title: version.body.title,
            text: version.body.text,
            signers: version.body.signers,
            effectiveAt: atOf(member, version.closing!),
          }),
        )
      },
    }),
  ]
}

const atOf = ({ view }: JointMember, id: string): string => view.entry(id)?.entry.at ?? new Date(0).toISOString()

const currentOf = (decision: DecisionView): VersionView | undefined =>
  decision.versions.find(({ id }) => id === (decision.effective ?? decision.open.at(-1))) ?? decision.versions.at(-1)

function titleOf(decision: DecisionView): string {
  const body = currentOf(decision)?.body
  if (!body) return ''
  return 'title' in body ? body.title : body.text.name
}

const updatedAt = (decision: DecisionView): string =>
  decision.versions
    .flatMap(({ issuedAt, answers }) => [issuedAt, ...answers.map(({ at }) => at)])
    .reduce((a, b) => (a > b ? a : b))

function decisionView(decision: DecisionView, { view, committee }: JointMember): ResultOf<typeof joint.DecisionDetail> {
  const effective = decision.versions.find(({ id }) => id === decision.effective)
  return {
    compactId: view.compact,
    decisionId: decision.id,
    kind: decision.kind,
    title: titleOf(decision),
    state: decision.state,
    effective: decision.effective,
    diverging: decision.diverging,
    disputed: decision.disputed.length > 0,
    toDo: toDo(decision, committee),
    planItemId: effective ? planItemOf(effective, committee) : null,
    versions: decision.versions.map((version) => ({
      versionId: version.id,
      decisionId: version.decision,
      kind: version.kind,
      state: version.state,
      issuedBy: version.author,
      issuedAt: version.issuedAt,
      title: 'title' in version.body ? version.body.title : version.body.text.name,
      body: version.body as unknown as Record<string, unknown>,
      signers: version.body.signers,
      convenor: version.body.convenor,
      deadline: version.body.deadline,
      parents: version.body.parents,
      answers: version.answers.map((one) => ({
        entryId: one.entry,
        committee: one.committee,
        at: one.at,
        answer: one.answer,
        by: one.by,
        counts: one.counts,
        reason: one.body?.answer === 'refuse' ? one.body.reason : null,
      })),
      missing: version.missing,
      closing: version.closing,
      filesHere: true,
    })),
  }
}

/** 本方待办: sign, close as the convenor once all others have, or take up a divergence. */
function toDo(decision: DecisionView, own: CommitteeId): ('countersign' | 'close' | 'amend')[] {
  const open = decision.versions.filter(({ id, missing }) => decision.open.includes(id) && missing.includes(own))
  const steps = open.map(({ body, missing }) =>
    body.convenor !== own ? ('countersign' as const) : missing.length === 1 ? ('close' as const) : undefined,
  )
  return [
    ...new Set([...steps.filter((step) => step !== undefined), ...(decision.diverging ? (['amend'] as const) : [])]),
  ]
}
