import { joint, Refusal, type ResultOf } from '@lianxie/contracts'
import { type Content, evidenceOf, type ProposalResultView } from '@lianxie/joint-protocol'
import { type Answer, answer, type Database } from '@lianxie/service-kit'
import { asRefusal, type Compacts } from '../compacts/compacts.ts'
import { unpublishedResults } from '../ledger/unpublished-results.ts'
import { READERS } from '../roles.ts'
import { openedEntries } from '../store/opened-entries.ts'
import { ownResults } from '../store/own-result.ts'
import type { JointTables } from '../store/tables.ts'
import { pageOf } from './page-of.ts'

type Unpublished = ResultOf<typeof joint.UnpublishedResults>['items'][number]

/** Who works with results, and the office that handles proposals. */
const RESULT_READERS = [...READERS, 'STAFF_PROPOSAL'] as const

/** 联合提案办理结果: those of all sides side by side, own ones that wait to be told, and the evidence of one. */
export const proposalResultAnswers = (compacts: () => Compacts): Answer<any, any>[] => [
  answer(joint.ProposalResults, {
    allow: RESULT_READERS,
    read: async (_, { compactId, jointKey, ...paging }) => {
      const { view } = await compacts().member(compactId)
      const results = view.proposalResults().filter(({ body }) => jointKey === undefined || body.jointKey === jointKey)
      return pageOf(
        [...Map.groupBy(results, ({ body }) => body.jointKey)],
        paging,
        ([key]) => key,
        ([key, ofKey]) => ({ jointKey: key, results: ofKey.map(resultView) }),
      )
    },
  }),

  answer(joint.UnpublishedResults, {
    allow: RESULT_READERS,
    read: async (db: Database<JointTables>, { compactId, ...paging }) => {
      const results = await ownResults(db)
      const drafts = await preparedDrafts(db)
      const items: Unpublished[] = []
      for (const id of compacts().open().keys()) {
        if (compactId !== undefined && id !== compactId) continue
        const { view, committee } = await compacts().member(id)
        const compactName = view.compactView().text.name
        for (const result of unpublishedResults(results, view, committee)) {
          const draftId = drafts.get(draftName(id, result.jointKey)) ?? null
          items.push({ compactId: id, compactName, ...result, draftId })
        }
      }
      return pageOf(
        items,
        paging,
        (item) => draftName(item.compactId, item.jointKey),
        (item) => item,
      )
    },
  }),

  answer(joint.ProposalResultEvidence, {
    allow: READERS,
    read: async (db: Database<JointTables>, { compactId, entryId }) => {
      const { member, founding } = await compacts().of(compactId)
      const content = member.view.entry(entryId)?.content
      if (!content || !isResult(content)) throw new Refusal('entry.not_found', { field: 'entryId' })
      const opened = await openedEntries(db, compactId)
      const bytes = await asRefusal(async () => evidenceOf(member.view, founding, entryId, opened))
      return {
        fileName: `proposal-result-${entryId.slice(0, 12)}.lianxie.json`,
        file: Buffer.from(bytes).toString('utf8'),
      }
    },
  }),
]

const resultView = ({ entry, side, at, body: { resultClass, repliedOn, round } }: ProposalResultView) => ({
  entryId: entry,
  committee: side,
  at,
  resultClass,
  repliedOn,
  round,
})

const isResult = ({ kind, body }: Content): boolean => kind === 'outcome' && body.act === 'proposal-result'

/** The newest draft that waits to be let go, for each compact and joint proposal. */
async function preparedDrafts(db: Database<JointTables>): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('draft')
    .select(['draft_id', 'compact_id', 'content'])
    .where('state', '=', 'PREPARED')
    .where('kind', '=', 'outcome')
    .orderBy('prepared_at')
    .execute()
  return new Map(
    rows.flatMap(({ draft_id, compact_id, content }) => {
      const { jointKey } = JSON.parse(content) as { jointKey?: string }
      return jointKey === undefined ? [] : [[draftName(compact_id, jointKey), draft_id] as const]
    }),
  )
}

const draftName = (compactId: string, jointKey: string): string => `${compactId} ${jointKey}`
