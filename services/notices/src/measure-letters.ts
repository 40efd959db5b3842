import type { Database, Metrics } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from './store/tables.ts'

/** 待发信件: letters and messages whose time has come and that have not left, by their way, and since when the oldest waits. */
export function measureLetters(metrics: Metrics, db: Database<Tables>, now: () => Date): void {
  const due = async () => {
    const { rows } = await sql<{ way: string; count: number; since: Date }>`
      select way, count(*)::integer as count, min(first_due_at) as since from delivery
      where state = 'WAITING' and first_due_at <= ${now()} group by way`.execute(db)
    return rows
  }
  metrics.registerGauge(
    'letters_due',
    'Letters and messages whose time has come and that have not left.',
    async () => (await due()).map(({ way, count }) => ({ labels: { way }, value: count })),
    ['way'],
  )
  metrics.registerGauge(
    'letters_oldest_due_seconds',
    'For how long the oldest of them has waited.',
    async () =>
      (await due()).map(({ way, since }) => ({
        labels: { way },
        value: Math.max(0, (now().getTime() - since.getTime()) / 1000),
      })),
    ['way'],
  )
}
