import type { Placed } from './chains.ts'
import type { Ledger } from './ledger.ts'

/** The last entry of a chain, from here backwards, that no recovery has taken out of effect. */
export function lastStanding(ledger: Ledger, tip: Placed): Placed | undefined {
  for (let placed: Placed | null = tip; placed; placed = placed.prev)
    if (ledger.recoveries.standing(placed) === 'live') return placed
  return undefined
}
