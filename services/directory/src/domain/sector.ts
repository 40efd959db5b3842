import { type CommandOf, directory as d, Refusal } from '@lianxie/contracts'
import { type Deciding, notBefore } from './deciding.ts'

export interface Sector {
  id: string
  definedOn: string
  retiredOn: string | null
}

/** 设置界别 */
export function defineSector(
  { nameTaken }: { nameTaken: boolean },
  command: CommandOf<typeof d.DefineSector>,
  { newId }: Deciding,
) {
  if (nameTaken) throw new Refusal('sector.name_taken', { field: 'name' })
  return [d.SectorDefined({ sectorId: newId(), ...command })]
}

/** 界别更名 */
export function renameSector(
  { sector, nameTaken }: { sector: Sector; nameTaken: boolean },
  command: CommandOf<typeof d.RenameSector>,
) {
  refuseRetired(sector)
  notBefore(command.effectiveOn, sector.definedOn, 'effectiveOn')
  if (nameTaken) throw new Refusal('sector.name_taken', { field: 'name' })
  return [d.SectorRenamed(command)]
}

/** 停用界别: only when nobody sits for it. */
export function retireSector(
  { sector, members }: { sector: Sector; members: number },
  command: CommandOf<typeof d.RetireSector>,
) {
  refuseRetired(sector)
  notBefore(command.retiredOn, sector.definedOn, 'retiredOn')
  if (members > 0) throw new Refusal('sector.in_use', { field: 'sectorId', members })
  return [d.SectorRetired(command)]
}

export function refuseRetired(sector: Sector): void {
  if (sector.retiredOn !== null) throw new Refusal('sector.retired', { field: 'sectorId', retiredOn: sector.retiredOn })
}
