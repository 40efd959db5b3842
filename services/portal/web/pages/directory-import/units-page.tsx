import { dayOf } from '../../look/dates.ts'
import { ImportDesk } from './import-desk.tsx'
import { words } from './words/index.ts'

/** 导入承办单位 with their duties. */
export function Page() {
  const w = words.use()
  return (
    <ImportDesk
      kind="units"
      command="directory.confirm-unit-import"
      back="/directory/units"
      texts={w.units}
      fields={[{ kind: 'day', name: 'registeredOn', label: w.registeredOn, value: dayOf(new Date()) }]}
    />
  )
}
