import { joint, Refusal } from '@lianxie/contracts'
import { type DecisionView, evidenceOf } from '@lianxie/joint-protocol'
import { type Actor, type Answer, answer, type Database, foldText } from '@lianxie/service-kit'
import { asRefusal, type Compacts } from '../compacts/compacts.ts'
import { ADOPTED_READERS, READERS } from '../roles.ts'
import { openedEntries } from '../store/opened-entries.ts'
import type { JointTables } from '../store/tables.ts'
import { adopted, currentOf, decisionView, titleOf, updatedAt } from './decision-view.ts'
import { pageOf } from './page-of.ts'

/** 议题、总报告、纪要、协议文本: what the sides decide together, and the evidence of it. */
export const decisionAnswers = (compacts: () => Compacts): Answer<any, any>[] => [
  answer(joint.Decisions, {
    allow: [...READERS, ...ADOPTED_READERS],
    read: async (_, { compactId, kind, state, text, ...paging }, { actor, now }) => {
      const member = await compacts().member(compactId)
      const filesMissing = new Set<string>()
      const needle = text === undefined ? undefined : foldText(text)
      const rows = member.view
        .decisions(kind)
        .flatMap((decision) => visible(decision, actor) ?? [])
        .filter((decision) => state === undefined || decision.state === state)
        .filter((decision) => needle === undefined || foldText(titleOf(decision)).includes(needle))
        .sort((a, b) => (updatedAt(a) < updatedAt(b) ? 1 : -1))
      return pageOf(
        rows,
        paging,
        ({ id }) => id,
        (decision) => {
          const { versions: _versions, ...row } = decisionView(decision, member, { now, filesMissing })
          return { ...row, missing: currentOf(decision)?.missing ?? [], updatedAt: updatedAt(decision) }
        },
      )
    },
  }),

  answer(joint.DecisionDetail, {
    allow: [...READERS, ...ADOPTED_READERS],
    read: async (_, { compactId, decisionId }, { actor, now }) => {
      const member = await compacts().member(compactId)
      const { view } = member
      const found = view.decision(decisionId) ?? view.decision(view.version(decisionId)?.decision ?? decisionId)
      const decision = found && visible(found, actor)
      if (!decision) throw new Refusal('version.not_found', { field: 'decisionId' })
      const filesMissing = new Set((await member.missingFiles()).map(({ entry }) => entry))
      return decisionView(decision, member, { now, filesMissing })
    },
  }),

  answer(joint.Evidence, {
    allow: READERS,
    read: async (db: Database<JointTables>, { compactId, decisionId }) => {
      const { member, founding } = await compacts().of(compactId)
      const decision = member.view.decision(decisionId)
      if (!decision) throw new Refusal('version.not_found', { field: 'decisionId' })
      const { effective } = decision
      if (effective === null) throw new Refusal('evidence.not_effective', { field: 'decisionId' })
      const opened = await openedEntries(db, compactId)
      const bytes = await asRefusal(async () => evidenceOf(member.view, founding, effective, opened))
      return {
        fileName: `${decision.kind}-${effective.slice(0, 12)}.lianxie.json`,
        file: Buffer.from(bytes).toString('utf8'),
      }
    },
  }),
]

const visible = (decision: DecisionView, actor: Actor): DecisionView | undefined =>
  ADOPTED_READERS.includes(actor.role) ? adopted(decision) : decision
