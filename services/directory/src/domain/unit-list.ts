import { type CommandOf, directory as d, type ImportRowError, Refusal } from '@lianxie/contracts'
import type { Deciding } from './deciding.ts'
import type { Numbered } from './roster.ts'

/** 承办单位 row, with the superior unit by name. */
export type UnitRow = Omit<CommandOf<typeof d.RegisterUnit>, 'superiorId' | 'registeredOn'> & {
  superior?: string | undefined
}

/** Active units by name. */
export type UnitNames = ReadonlyMap<string, string>

/** Finds names that are taken, doubles in the file, and superiors that are neither known nor in an earlier row. */
export function judgeUnits(rows: readonly Numbered<UnitRow>[], known: UnitNames): (ImportRowError & { row: number })[] {
  const seen = new Map<string, number>()
  return rows.flatMap(({ row, value: { name, superior } }) => {
    const errors: (ImportRowError & { row: number })[] = []
    const before = seen.get(name)
    if (known.has(name)) errors.push({ row, column: 'name', zh: '已有同名的单位', en: 'a unit has this name' })
    else if (before !== undefined)
      errors.push({ row, column: 'name', zh: `与第${before}行重名`, en: `the same name as in row ${before}` })
    if (superior !== undefined && !known.has(superior) && !seen.has(superior)) {
      errors.push({
        row,
        column: 'superior',
        zh: '没有这个上级单位（须在此行之前）',
        en: 'no such unit, or only in a later row',
      })
    }
    // Nothing can stand under a row that is not imported.
    if (errors.length === 0) seen.set(name, row)
    return errors
  })
}

/** 导入承办单位. Refuses `import.outdated` when a row no longer fits. */
export function importUnits(
  { rows, known }: { rows: readonly Numbered<UnitRow>[]; known: UnitNames },
  { registeredOn }: { registeredOn: string },
  { newId }: Deciding,
) {
  const wrong = judgeUnits(rows, known)
  if (wrong.length > 0)
    throw new Refusal('import.outdated', {
      field: 'importId',
      rows: [...new Set(wrong.map(({ row }) => row))].slice(0, 20),
    })
  const ids = new Map(known)
  return rows.map(({ value: { superior, duties, ...unit } }) => {
    const unitId = newId()
    ids.set(unit.name, unitId)
    return d.UnitRegistered({
      unitId,
      ...unit,
      duties: [...new Set(duties)],
      ...(superior !== undefined && { superiorId: ids.get(superior)! }),
      registeredOn,
    })
  })
}
