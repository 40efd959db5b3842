import type { consultations as c } from '@lianxie/contracts'
import type { Database } from '@lianxie/service-kit'
import { type RawBuilder, sql } from 'kysely'
import type { Tables } from '../store/tables.ts'

/** 到会计数 so far. Before the session was held, nobody is absent but those who were recorded so. */
export async function countSoFar(db: Database<Tables>, sessionId: string): Promise<c.AttendanceCounts> {
  const isDue = sql`kind = 'MEMBER' and capacity = 'ATTENDEE'`
  const came = sql`attendance in ('PRESENT', 'LATE', 'LEFT_EARLY')`
  const count = (which: RawBuilder<unknown>) => sql<number>`(count(*) filter (where ${which}))::int`
  return db
    .selectFrom('session_participant')
    .select([
      count(isDue).as('due'),
      count(sql`${isDue} and ${came}`).as('present'),
      count(sql`${isDue} and leave_state = 'GRANTED' and not coalesce(${came}, false)`).as('onLeave'),
      count(sql`${isDue} and attendance = 'ABSENT' and leave_state is distinct from 'GRANTED'`).as('absent'),
      count(sql`${isDue} and attendance = 'LATE'`).as('late'),
      count(sql`${isDue} and attendance = 'LEFT_EARLY'`).as('leftEarly'),
      count(sql`kind = 'MEMBER' and capacity = 'OBSERVER' and ${came}`).as('observers'),
      count(sql`kind = 'UNIT' and ${came}`).as('units'),
    ])
    .where('session_id', '=', sessionId)
    .executeTakeFirstOrThrow()
}
