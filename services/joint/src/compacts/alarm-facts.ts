import { createHash } from 'node:crypto'
import { CommitteeId, type Fact, joint } from '@lianxie/contracts'
import type { Alarm } from '@lianxie/joint-protocol'

/** The event of an alarm; undefined for what the list of rejections tells with more detail. */
export function alarmFact(found: Alarm, compactId: string): Fact | undefined {
  const { code } = found
  switch (code) {
    case 'fork':
      return alarm(compactId, {
        what: 'fork',
        code,
        blamed: found.committee,
        as: 'author',
        entryId: found.entries[0]!,
      })
    case 'gap':
      return alarm(compactId, { what: 'gap', code, entryId: found.missing[0]! })
    case 'rejected':
      return undefined
    case 'own_entry_unknown':
      return alarm(compactId, { what: 'foreign', code, entryId: found.id })
    case 'divergence':
      return alarm(compactId, { what: 'divergence', code, blamed: found.committee, entryId: found.theirs })
    case 'answers_differ':
      return alarm(compactId, { what: 'divergence', code, blamed: found.committee })
    case 'recovery_mode':
      return alarm(compactId, { what: 'recovery', code })
  }
}

type AlarmData = Parameters<typeof joint.AlarmRaised>[0]

export function alarm(
  compactId: string,
  {
    what,
    code,
    blamed = null,
    as = null,
    entryId = null,
  }: Pick<AlarmData, 'what' | 'code'> & Partial<Pick<AlarmData, 'blamed' | 'as' | 'entryId'>>,
): Fact {
  const name = [compactId, what, code, blamed ?? '-', entryId ?? '-'].join(' ')
  // A carrier's name comes from a subject of the hub, and may be anything.
  const party = CommitteeId.safeParse(blamed).data ?? null
  return joint.AlarmRaised({ alarmId: idOf(name), compactId, what, code, blamed: party, as, entryId })
}

/** A UUID of version 8 from a name: the same alarm has the same id however often it is raised. */
function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
