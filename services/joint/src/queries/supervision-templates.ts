import { given, joint, Refusal, type ResultOf } from '@lianxie/contracts'
import { type Content, evidenceOf, type SupervisionLevelView } from '@lianxie/joint-protocol'
import { type Answer, answer, type Database } from '@lianxie/service-kit'
import { asRefusal, type Compacts } from '../compacts/compacts.ts'
import { READERS } from '../roles.ts'
import { openedEntries } from '../store/opened-entries.ts'
import type { JointTables } from '../store/tables.ts'
import { pageOf } from './page-of.ts'

type TemplateView = ResultOf<typeof joint.SupervisionTemplates>['items'][number]

/** 监督方案模板: with what each level reported, and the evidence of one of them. */
export const supervisionTemplateAnswers = (compacts: () => Compacts): Answer<any, any>[] => [
  answer(joint.SupervisionTemplates, {
    allow: READERS,
    read: async (_, { compactId, templateId, ...paging }) => {
      const { view } = await compacts().member(compactId)
      const levels = Map.groupBy(view.supervisionLevels(), ({ body }) => body.template)
      return pageOf(
        view.supervisionTemplates().filter(({ entry }) => templateId === undefined || entry === templateId),
        paging,
        ({ entry }) => entry,
        ({ entry, side, at, body: { act: _act, ...template } }) => ({
          entryId: entry,
          committee: side,
          at,
          ...template,
          form: template.form as TemplateView['form'],
          indicators: template.indicators.map(({ unit, ...indicator }) => ({ ...indicator, ...given('unit', unit) })),
          levels: (levels.get(entry) ?? []).map(levelView),
        }),
      )
    },
  }),

  answer(joint.SupervisionEvidence, {
    allow: READERS,
    read: async (db: Database<JointTables>, { compactId, entryId }) => {
      const { member, founding } = await compacts().of(compactId)
      const content = member.view.entry(entryId)?.content
      if (!content || !isSupervision(content)) throw new Refusal('entry.not_found', { field: 'entryId' })
      const opened = await openedEntries(db, compactId)
      const bytes = await asRefusal(async () => evidenceOf(member.view, founding, entryId, opened))
      return {
        fileName: `supervision-${entryId.slice(0, 12)}.lianxie.json`,
        file: Buffer.from(bytes).toString('utf8'),
      }
    },
  }),
]

const levelView = ({ entry, side, at, body }: SupervisionLevelView): TemplateView['levels'][number] => {
  const { act: _act, template: _template, text, ...report } = body
  return {
    entryId: entry,
    committee: side,
    at,
    ...report,
    state: report.state as TemplateView['levels'][number]['state'],
    ...given('text', text),
  }
}

const isSupervision = ({ kind, body }: Content): boolean =>
  kind === 'outcome' && (body.act === 'supervision-template' || body.act === 'supervision-level')
