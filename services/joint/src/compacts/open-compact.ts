import type { FoundingBundle, Member } from '@lianxie/joint-protocol'
import type { Tx } from '@lianxie/service-kit'
import type { JointTables } from '../store/tables.ts'
import type { EntryLog } from './entry-log.ts'
import type { Hub } from './hub.ts'
import type { Told } from './tell.ts'

export type JointMember = Member<Tx<JointTables>>

/** One compact in force, with this side of it and its way to the hub. */
export interface OpenCompact {
  member: JointMember
  founding: FoundingBundle
  hub: Hub | undefined
  hubUrl: string | null
  log: EntryLog
  told: Told
}
