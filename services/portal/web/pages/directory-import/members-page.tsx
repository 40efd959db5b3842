import { dayOf } from '../../look/dates.ts'
import { ImportDesk } from './import-desk.tsx'
import { words } from './words/index.ts'

/** 导入委员名册 into a term. */
export function Page() {
  const w = words.use()
  return (
    <ImportDesk
      kind="members"
      command="directory.confirm-member-import"
      back="/directory"
      texts={w.members}
      fields={[
        { kind: 'number', name: 'termNumber', label: w.termNumber, min: 1, max: 99, outside: w.termOutside },
        { kind: 'day', name: 'beganOn', label: w.beganOn, value: dayOf(new Date()) },
      ]}
    />
  )
}
