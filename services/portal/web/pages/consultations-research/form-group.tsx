import type { Answer, Role } from '../../data/contracts.ts'
import type { NextStep } from '../../elements/next-step.ts'
import { NextSteps } from '../../elements/next-steps.tsx'
import { useMembers } from '../supervision-groups/use-members.ts'
import { groupFields } from './research-steps.ts'
import { words } from './words/index.ts'

/** 组建调研组 at a plan item, where the service says that it may be done now. */
export function FormGroup({ item, role }: { item: Answer<'consultations.plan-item'>; role: Role | undefined }) {
  const w = words.use()
  const may = item.next.some(({ command }) => command === 'consultations.form-research-group')
  const members = useMembers(may && role !== undefined)
  const forming: NextStep = {
    command: 'consultations.form-research-group',
    label: w.acts.form,
    fixed: { itemId: item.itemId },
    fields: [{ kind: 'line', name: 'title', label: w.groupTitle, limit: 200 }, ...groupFields(members.data ?? [], w)],
  }
  return <NextSteps title={w.title} done={w.done} confirm={w.confirm} steps={may ? [forming] : []} />
}
