import type { Role } from '../../data/contracts.ts'
import { type Decision, isOpen, type Version } from './versions.ts'

/** 办理: what the own side can prepare about a decision; each is a form of its own. */
export type Action =
  | 'countersignature'
  | 'refusal'
  | 'lapse'
  | 'amendment'
  | 'comment'
  | 'reservation'
  | 'research'
  | 'session'
  | 'record'
  | 'task'
  | 'outcome'
  | 'follow-up'

export const STAFF: readonly Role[] = ['STAFF_OFFICE', 'STAFF_CONSULTATION']
export const SIGNERS: readonly Role[] = [...STAFF, 'CHAIR']

/** What a role of this committee can prepare about a version of a decision, the next step first. */
export function actionsOf(
  { kind, effective, toDo }: Pick<Decision, 'kind' | 'effective' | 'toDo'>,
  version: Version,
  { own, hosts, role, now = new Date() }: { own: string; hosts: boolean; role: Role | undefined; now?: Date },
): readonly Action[] {
  if (role === undefined || !SIGNERS.includes(role)) return []
  const isStaff = STAFF.includes(role)
  const open = isOpen(version)
  const waitsForOwn = open && version.missing.includes(own)
  const isConvenor = version.convenor === own
  const isLast = version.missing.length === 1
  const late = version.deadline !== null && Date.parse(version.deadline) <= now.getTime()
  const isEffective = version.versionId === effective
  const can: Record<Action, boolean> = {
    countersignature: waitsForOwn && version.filesHere && (!isConvenor || isLast),
    refusal: waitsForOwn,
    lapse: waitsForOwn && isConvenor && late && toDo.includes('lapse'),
    amendment: isStaff && kind !== 'compact-text' && (open || version.state === 'OBJECTED' || isEffective),
    comment: isStaff,
    reservation: isStaff && kind === 'consolidated-report' && open,
    research: isStaff && kind === 'topic' && isEffective,
    // 联席会议 is called by the convenor of the year.
    session: isStaff && kind === 'topic' && isEffective && hosts,
    record: isStaff && kind === 'topic' && isEffective,
    task: isStaff && kind === 'record' && isEffective,
    outcome: isStaff && isEffective && (kind === 'record' || kind === 'consolidated-report'),
    'follow-up': isStaff && kind === 'record' && isEffective,
  }
  return (Object.keys(can) as Action[]).filter((action) => can[action])
}

/** 为何未生效: what a version still waits for, as the page says it. */
export type Waits = 'files' | 'own' | 'close' | 'others' | 'nothing'

export function waitsOf(version: Version, own: string): Waits {
  if (!isOpen(version)) return 'nothing'
  const others = version.missing.filter((side) => side !== own)
  if (!version.missing.includes(own)) return 'others'
  if (!version.filesHere) return 'files'
  if (version.convenor !== own) return 'own'
  return others.length === 0 ? 'close' : 'others'
}
