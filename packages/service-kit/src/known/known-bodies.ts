import { directory } from '@lianxie/contracts'
import { react, type Reaction } from '../reaction.ts'
import { keepKnown, retireKnown } from './known-rows.ts'

/** 机构、界别, as far as the directory tells of both. */
export interface ToldBody {
  name: string
  shortName?: string | undefined
  bodyKind?: string | undefined
  isSector: boolean
}

/** 机构、界别: which there are, and whether they may still be given work. `columns` are those of the service's `known_body`. */
export const hearBodies = (columns: (body: ToldBody) => object): Reaction[] => {
  const body = (told: Omit<ToldBody, 'isSector'>) => columns({ ...told, isSector: false })
  const sector = ({ name }: { name: string }) => columns({ name, isSector: true })
  return [
    react(directory.BodyFormed, (tx, told) => keepKnown(tx, 'known_body', told.bodyId, body(told))),
    react(directory.BodyChanged, (tx, told) => keepKnown(tx, 'known_body', told.bodyId, body(told))),
    react(directory.BodyDissolved, (tx, { bodyId }) => retireKnown(tx, 'known_body', bodyId)),
    react(directory.SectorDefined, (tx, told) => keepKnown(tx, 'known_body', told.sectorId, sector(told))),
    react(directory.SectorRenamed, (tx, told) => keepKnown(tx, 'known_body', told.sectorId, sector(told))),
    react(directory.SectorRetired, (tx, { sectorId }) => retireKnown(tx, 'known_body', sectorId)),
  ]
}
