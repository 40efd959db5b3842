import { z } from 'zod'
import { query } from '../define.ts'
import { Instant, page, pageParams } from '../primitives.ts'
import { CompactId, DecisionKind, Hash } from './primitives.ts'
import { DecisionView } from './views.ts'

export const ToSign = query(
  'joint.to-sign',
  '/to-sign',
  {
    zh: '待本方会签的联动事项，先到期的在前',
    en: 'What the own side has to sign, close or settle under all compacts, the first due first',
  },
  pageParams,
  page(
    z
      .strictObject({
        compactId: CompactId,
        compactName: z.string(),
        decisionId: Hash,
        kind: DecisionKind,
        title: z.string(),
        toDo: DecisionView.shape.toDo,
        /** The nearest of its open versions. */
        deadline: Instant.nullable(),
      })
      .meta({ id: 'JointToSignRow' }),
  ),
)
