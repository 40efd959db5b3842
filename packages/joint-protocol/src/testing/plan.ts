import { sha256 } from '../encoding.ts'
import { fastSuite } from './fast-suite.ts'

/** What a history is like; drawn from its seed. */
export interface Plan {
  members: number
  drop: number
  repeat: number
  reorder: boolean
  partitions: boolean
  crashes: boolean
  skew: boolean
  restoreWithJournal: boolean
  restoreWithoutJournal: boolean
  gone: boolean
  join: boolean
  removal: boolean
  leave: boolean
  rotation: boolean
  recovery: boolean
  thief: boolean
  equivocation: boolean
  /** Everybody tries to go back on what it signed, and to sign every rival. */
  turncoats: boolean
  hubLost: boolean
  sealed: boolean
  /** Ed25519 in one history of ten. */
  suite: string
}

export function drawPlan(seed: number, members: number): Plan {
  const dice = seededDice(seed)
  const sealed = seed % 500 === 9 && members < 4
  return {
    members,
    drop: dice(0.5) ? 0.08 : 0,
    repeat: dice(0.5) ? 0.15 : 0,
    reorder: dice(0.7),
    partitions: dice(0.4),
    crashes: dice(0.5),
    skew: dice(0.5),
    restoreWithJournal: dice(0.3),
    restoreWithoutJournal: dice(0.2),
    gone: dice(0.15),
    // Who joins has a sealing key by name alone, to which age seals nothing.
    join: dice(0.2) && !sealed,
    removal: dice(0.15),
    leave: dice(0.06),
    rotation: dice(0.3),
    recovery: dice(0.2),
    thief: dice(0.4),
    equivocation: dice(0.15),
    hubLost: dice(0.1),
    turncoats: dice(0.2),
    sealed,
    suite: seed % 10 === 9 ? 'ed25519' : fastSuite.name,
  }
}

function seededDice(seed: number): (probability: number) => boolean {
  let i = 0
  return (probability) => parseInt(sha256(`plan ${seed} ${i++}`).slice(0, 8), 16) / 2 ** 32 < probability
}
