import { ask } from '../../data/use-answer.ts'

/** One project that a group may visit, with everything that is chosen from while it is recorded. */
export interface FieldProject {
  projectId: string
  topic: string
  form: string
  groupId: string
  groupName: string
  units: { id: string; name: string }[]
  members: { id: string; name: string }[]
  visits: number
}

/** 外出资料: what a member takes along, read while there is a line and kept on the device. */
export interface FieldKit {
  owner: string
  readAt: string
  projects: FieldProject[]
}

const OPEN = ['GROUP_FORMED', 'VISITING']

/** Reads the projects of the member's groups that are being visited. */
export async function readKit(owner: string, today: string): Promise<FieldKit> {
  const { items: groups } = await ask('supervision.my-groups', { limit: 50, activeOn: today })
  const read = await Promise.all(groups.map(({ groupId }) => ask('supervision.group', { groupId })))
  const pairs = read.flatMap((group) =>
    group.projectList.filter(({ state }) => OPEN.includes(state)).map(({ projectId }) => ({ group, projectId })),
  )
  const projects = await Promise.all(pairs.map(({ projectId }) => ask('supervision.project', { projectId })))
  const inTerm = (group: (typeof read)[number]) =>
    group.memberList.filter(({ fromOn, untilOn }) => fromOn <= today && (untilOn ?? today) >= today)
  const memberIds = [...new Set(pairs.flatMap(({ group }) => inTerm(group).map(({ memberId }) => memberId)))]
  const named = memberIds.length === 0 ? [] : (await ask('directory.resolve', { ids: memberIds.slice(0, 200) })).names
  const nameOf = new Map(named.map(({ id, name }) => [id, name]))
  return {
    owner,
    readAt: new Date().toISOString(),
    projects: pairs.map(({ group }, at) => {
      const { projectId, topic, form, units, visits } = projects[at]!
      return {
        projectId,
        topic,
        form,
        groupId: group.groupId,
        groupName: group.name,
        units: units.map(({ unitId, name }) => ({ id: unitId, name: name ?? unitId })),
        members: inTerm(group).map(({ memberId }) => ({ id: memberId, name: nameOf.get(memberId) ?? '—' })),
        visits,
      }
    }),
  }
}
