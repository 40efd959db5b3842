import { randomBytes } from 'node:crypto'
import { supervision as c } from '@lianxie/contracts'
import { handle, type Handler, keepWords, type Tx } from '@lianxie/service-kit'
import { endQuestionnaire, publishQuestionnaire, withholdAnswerText } from './domain/questionnaire.ts'
import { loadAppraisal } from './store/appraisal.ts'
import { hashOf } from './store/field.ts'
import { findText, loadQuestionnaire } from './store/questionnaire.ts'
import type { Tables } from './store/tables.ts'

const OFFICE = ['STAFF_CONSULTATION', 'STAFF_OFFICE'] as const

const onQuestionnaire = ({ questionnaireId }: { questionnaireId: string }) => `questionnaire/${questionnaireId}`

/** 评议问卷. What citizens answer comes by a route that knows nobody: `routes/questionnaire.ts`. */
export const questionnaireHandlers: Handler<any, any, any>[] = [
  handle(c.PublishQuestionnaire, {
    allow: OFFICE,
    target: ({ appraisalId }) => `appraisal/${appraisalId}`,
    load: async (tx: Tx<Tables>, { appraisalId, introduction, questions }) => ({
      appraisal: await loadAppraisal(tx, appraisalId),
      // Nobody finds the address of a questionnaire by trying.
      code: randomBytes(12).toString('base64url'),
      sha256: hashOf({ introduction, questions }),
    }),
    decide: publishQuestionnaire,
    also: async (tx, { introduction, questions }, [event]) => {
      const texts = { ...(introduction !== undefined && { introduction }), questions }
      await tx
        .updateTable('questionnaire')
        .set({ texts: JSON.stringify(texts) })
        .where('id', '=', (event!.data as { questionnaireId: string }).questionnaireId)
        .execute()
    },
  }),
  handle(c.EndQuestionnaire, {
    allow: OFFICE,
    target: onQuestionnaire,
    load: async (tx: Tx<Tables>, { questionnaireId }) => ({
      questionnaire: await loadQuestionnaire(tx, questionnaireId),
    }),
    decide: endQuestionnaire,
    also: (tx, { reason }, [event]) => keepWords(tx, event!, { reason }),
  }),
  handle(c.WithholdAnswerText, {
    allow: OFFICE,
    target: onQuestionnaire,
    load: async (tx: Tx<Tables>, body) => ({
      questionnaire: await loadQuestionnaire(tx, body.questionnaireId),
      text: await findText(tx, body),
    }),
    decide: withholdAnswerText,
    also: (tx, { reason }, [event]) => keepWords(tx, event!, { reason }),
  }),
]
