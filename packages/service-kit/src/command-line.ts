import type { AskedCommand, Executed } from './command-group.ts'

/** Groups of one kind of command that are under way at once: while PostgreSQL works on one, the next is thought through. */
const UNDER_WAY = 2
/** Commands in a group at most. */
const TOGETHER = 64

interface Waiting {
  command: AskedCommand
  resolve(executed: Promise<Executed>): void
  reject(error: unknown): void
}

/**
 * 合批: commands of one kind that come at once, or while groups of their kind are under way, go together: each about other
 * things and under another key than its companions. One by itself is not waited for, as it may wait for a lock.
 */
export function createCommandLine(
  work: (group: readonly AskedCommand[]) => Promise<readonly Promise<Executed>[]>,
): (command: AskedCommand) => Promise<Executed> {
  const lines = new Map<string, (one: Waiting) => void>()
  const lineOf = (kind: string) => {
    const line = lines.get(kind) ?? createLine(work)
    lines.set(kind, line)
    return line
  }
  return (command) =>
    new Promise((resolve, reject) => lineOf(command.handler.command.type)({ command, resolve, reject }))
}

function createLine(
  work: (group: readonly AskedCommand[]) => Promise<readonly Promise<Executed>[]>,
): (one: Waiting) => void {
  let waiting: Waiting[] = []
  let underWay = 0
  let looks = false
  const look = () => {
    looks = false
    while (underWay < UNDER_WAY && waiting.length > 0) {
      const { group, rest } = apart(waiting)
      waiting = rest
      underWay += 1
      void go(group)
    }
  }
  const go = async (group: readonly Waiting[]) => {
    try {
      const all = await work(group.map(({ command }) => command))
      group.forEach(({ resolve }, i) => resolve(all[i]!))
    } catch (error) {
      for (const { reject } of group) reject(error)
    }
    underWay -= 1
    look()
  }
  return (one) => {
    waiting.push(one)
    // Requests that came with the same turn of the event loop go together.
    if (!looks) setImmediate(look)
    looks = true
  }
}

/** The first that wait, as far as they may go together; the others keep their order. */
function apart(waiting: readonly Waiting[]): { group: Waiting[]; rest: Waiting[] } {
  const [group, rest]: [Waiting[], Waiting[]] = [[], []]
  const taken = new Set<string>()
  for (const one of waiting) {
    const { targets, actor, key } = one.command
    const names = [...targets, `${actor.id} ${key}`]
    if (group.length < TOGETHER && !names.some((name) => taken.has(name))) group.push(one)
    else rest.push(one)
    // Who comes later about the same thing does not overtake.
    for (const name of names) taken.add(name)
  }
  return { group, rest }
}
