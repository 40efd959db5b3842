import { given, proposals as c } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { answer, type Database } from '@lianxie/service-kit'
import { currentIntake, loadIntakes } from '../store/intake.ts'
import type { Tables } from '../store/tables.ts'
import { READERS } from './visibility.ts'

/** 提案征集届次, and which of them is the one of today. */
export const intakes = answer(c.Intakes, {
  allow: READERS,
  read: async (db: Database<Tables>, _params, { now }) => {
    const items = await loadIntakes(db)
    return {
      items: items.map(({ id, ...intake }) => ({ intakeId: id, ...intake })),
      ...given('current', currentIntake(items, shanghaiDate(now))?.id),
    }
  },
})
