import { type CommandOf, directory as d } from '@lianxie/contracts'

/** 委员会信息: the public facts of the own or a partner committee, as they are now. */
export const recordCommittee = (_: unknown, command: CommandOf<typeof d.RecordCommittee>) => [
  d.CommitteeRecorded(command),
]
