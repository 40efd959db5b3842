import { type CommandOf, notices as n, Refusal } from '@lianxie/contracts'
import { type Deciding, ownerOf } from './owner.ts'
import { requireRobotPlace, type RobotHosts } from './robot-place.ts'

/** 登记本人群机器人: one a person; a new one takes its place. */
export function setOwnRobot(
  { hosts, robotId }: { hosts: RobotHosts; robotId: string | undefined },
  place: CommandOf<typeof n.SetOwnRobot>,
  context: Deciding,
) {
  const accountId = ownerOf(context)
  requireRobotPlace(place, hosts)
  return [
    ...(robotId === undefined ? [] : [n.RobotRemoved({ robotId })]),
    n.RobotAdded({ robotId: context.newId(), accountId, vendor: place.vendor, kinds: [] }),
  ]
}

/** 删除本人群机器人. */
export const removeOwnRobot = ({ robotId }: { robotId: string | undefined }) =>
  robotId === undefined ? [] : [n.RobotRemoved({ robotId })]

/** 添加机关群机器人. */
export function addOfficeRobot(
  { hosts }: { hosts: RobotHosts },
  { label, kinds, ...place }: CommandOf<typeof n.AddOfficeRobot>,
  { newId }: Deciding,
) {
  requireRobotPlace(place, hosts)
  return [n.RobotAdded({ robotId: newId(), vendor: place.vendor, label, kinds })]
}

interface Known {
  isOfOffice: boolean
}

/** 调整机关群机器人. */
export function changeOfficeRobot({ isOfOffice }: Known, change: CommandOf<typeof n.ChangeOfficeRobot>) {
  if (!isOfOffice) throw new Refusal('common.not_found', { field: 'robotId' })
  return [n.RobotChanged(change)]
}

/** 删除机关群机器人. */
export function removeOfficeRobot({ isOfOffice }: Known, { robotId }: CommandOf<typeof n.RemoveOfficeRobot>) {
  if (!isOfOffice) throw new Refusal('common.not_found', { field: 'robotId' })
  return [n.RobotRemoved({ robotId })]
}
