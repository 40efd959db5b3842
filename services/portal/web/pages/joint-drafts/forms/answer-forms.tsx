import type { Answer } from '../../../data/contracts.ts'
import { useAnswer } from '../../../data/use-answer.ts'
import { EmptyState, LoadingBars, Note } from '../../../elements/states.tsx'
import type { FormField } from '../../../elements/form-field.ts'
import { PageFault } from '../../../shell/not-found.tsx'
import { words } from '../words/index.ts'
import { About } from './about.tsx'
import { DraftForm, nested, useApprovalFields } from './draft-form.tsx'
import type { FormProps } from './form-props.ts'

/** What stands in an adopted plan and is not over. */
const IN_THE_PLAN = [
  'PLAN_ADOPTED',
  'SCHEDULED',
  'RESEARCHING',
  'SESSION_HELD',
  'OUTCOME_DRAFTED',
  'OUTCOME_APPROVED',
  'SUBMITTED',
  'INSTRUCTED',
] as const

/** The year of the topic, as its version says it. */
const yearOf = ({ versions }: Answer<'joint.decision-detail'>, version: string | undefined) =>
  Number(versions.find(({ versionId }) => versionId === version)?.body['year'])

/** 会签: the decision of the own body; for a topic also the item of the own adopted plan. */
export function Countersignature({ compact, address }: FormProps) {
  const w = words.use()
  const approval = useApprovalFields()
  const { compactId } = compact
  const { decision, version } = address
  const detail = useAnswer(
    'joint.decision-detail',
    { compactId, decisionId: decision! },
    { enabled: decision !== undefined },
  )
  const isTopic = detail.data?.kind === 'topic'
  const items = useAnswer(
    'consultations.plan-items',
    { limit: 200, state: [...IN_THE_PLAN], ...(isTopic && { year: yearOf(detail.data!, version) }) },
    { enabled: isTopic, staleTime: 60_000 },
  )
  if (decision === undefined || version === undefined) return <EmptyState mark="会签" title={w.nothingNamed} />
  if (detail.error && !detail.data) return <PageFault error={detail.error} />
  if (items.error && !items.data) return <PageFault error={items.error} />
  if (!detail.data || (isTopic && !items.data)) return <LoadingBars />
  const topicFields: readonly FormField[] = isTopic
    ? [
        {
          kind: 'choice',
          name: 'planItemId',
          label: w.planItem,
          hint: w.planItemHint,
          options: (items.data?.items ?? []).map(({ itemId, topic, year }) => [itemId, `${year} · ${topic}`] as const),
        },
      ]
    : []
  return (
    <DraftForm
      command="joint.draft-countersignature"
      fixed={{ compactId, versionId: version }}
      fields={[...approval, ...topicFields]}
      body={nested}
    >
      <About compactId={compactId} decision={decision} version={version} />
      {isTopic && items.data?.items.length === 0 && <Note kind="warn">{w.noPlanItems}</Note>}
    </DraftForm>
  )
}

/** 不同意, with the reason that all sides read. */
export const Refusal = (props: FormProps) => <Refuses {...props} lapse={false} />

/** 宣布逾期失效, by the convenor after the deadline. */
export const Lapse = (props: FormProps) => <Refuses {...props} lapse />

function Refuses({ compact: { compactId }, address: { decision, version }, lapse }: FormProps & { lapse: boolean }) {
  const w = words.use()
  if (decision === undefined || version === undefined) return <EmptyState mark="答复" title={w.nothingNamed} />
  return (
    <DraftForm
      command="joint.draft-refusal"
      fixed={{ compactId, versionId: version, lapse }}
      fields={[
        {
          kind: 'text',
          name: 'reason',
          label: w.reason,
          limit: 4000,
          rows: 6,
          hint: lapse ? w.lapseHint : w.refusalHint,
        },
      ]}
    >
      <About compactId={compactId} decision={decision} version={version} />
    </DraftForm>
  )
}
