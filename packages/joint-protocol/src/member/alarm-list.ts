import type { Ledger } from '../ledger/ledger.ts'
import type { Verdict } from '../ledger/views.ts'
import type { CommitteeId, EntryId } from '../primitives.ts'
import { contradictions, tipsOf } from './carrying.ts'
import type { Alarm } from './member-api.ts'
import type { Notice } from './notice.ts'
import type { Rejection } from './store.ts'

const TEN_MINUTES = 600_000
const MAX_REJECTIONS = 200

/** What one member noticed since it was opened, beside what follows from the entries themselves. */
export class AlarmList {
  private readonly gapSince = new Map<EntryId, number>()
  private readonly rejections: Extract<Alarm, { code: 'rejected' }>[] = []
  private readonly differences = new Map<string, Alarm>()
  private readonly after: number

  /** `after`: milliseconds that a gap may stay before it is one. */
  constructor(after = TEN_MINUTES) {
    this.after = after
  }

  noteVerdicts(verdicts: Verdict[]): void {
    for (const verdict of verdicts) {
      if (verdict.status !== 'dropped') continue
      if (this.has(verdict)) continue
      const { id, reason, blame } = verdict
      this.rejections.push({ code: 'rejected', id, reason, party: blame.party })
      if (this.rejections.length > MAX_REJECTIONS) this.rejections.shift()
    }
  }

  /** Whether the same was turned down before. */
  has({ id, reason, blame }: Rejection): boolean {
    return this.rejections.some((r) => r.id === id && r.reason === reason && r.party === blame.party)
  }

  noteGaps(gaps: EntryId[], now: number): void {
    for (const id of this.gapSince.keys()) if (!gaps.includes(id)) this.gapSince.delete(id)
    for (const id of gaps) if (!this.gapSince.has(id)) this.gapSince.set(id, now)
  }

  /** What another member tells of its chains and answers, beside what is held here. */
  noteNotice(ledger: Ledger, carrier: CommitteeId, notice: Notice, digest: () => string): void {
    for (const { committee, mine, theirs } of contradictions(ledger, notice.tips))
      this.differences.set(`${committee} ${theirs}`, { code: 'divergence', committee, mine, theirs })
    if (JSON.stringify(notice.tips) !== JSON.stringify(tipsOf(ledger))) return
    if (notice.digest === digest()) this.differences.delete(`answers ${carrier}`)
    else this.differences.set(`answers ${carrier}`, { code: 'answers_differ', committee: carrier })
  }

  list(ledger: Ledger, now: number): Alarm[] {
    const old = [...this.gapSince].filter(([, since]) => now - since >= this.after)
    const gaps = old.map(([id, since]): Alarm => ({ code: 'gap', missing: [id], since: new Date(since).toISOString() }))
    const differences = [...this.differences.values()].filter(
      (a) => a.code !== 'divergence' || !ledger.chains.kept.has(a.theirs),
    )
    return [...gaps, ...differences, ...this.rejections]
  }
}
