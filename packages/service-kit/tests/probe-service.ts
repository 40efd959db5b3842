import { joint, Refusal } from '@lianxie/contracts'
import { answer, handle, type RecordedEvent, type ServiceDefinition, type Tx } from '../src/index.ts'

export interface ProbeTables {
  alarm: { alarm_id: string; finding: string; closed_at: Date; note: string | null }
}

const decisions = { count: 0 }
/** How often the probe has decided; a remembered answer does not decide again. */
export const decided = () => decisions.count

/** The smallest service there can be, in the words of joint alarms: closing one creates its row. */
export const probe: ServiceDefinition<ProbeTables> = {
  name: 'joint',
  doc: { zh: '探针', en: 'Probe' },
  migrations: new URL('./probe-migrations/', import.meta.url),
  handlers: [
    handle(joint.CloseAlarm, {
      allow: ['OPS', 'STAFF_OFFICE'],
      target: ({ alarmId }) => `alarm/${alarmId}`,
      sideBySide: () => true,
      load: async (tx: Tx<ProbeTables>, { alarmId }) =>
        tx.selectFrom('alarm').selectAll().where('alarm_id', '=', alarmId).executeTakeFirst(),
      decide: (alarm, { alarmId, finding }, { actor }) => {
        decisions.count += 1
        if (finding === 'needs a chair' && actor.role === 'OPS') throw new Refusal('auth.step_up')
        if (finding === 'again and again') {
          return [1, 2, 3].map((n) => joint.AlarmClosed({ alarmId, finding: `${finding} ${n}` }))
        }
        if (alarm) throw new Refusal('alarm.closed', { field: 'alarmId' })
        return [joint.AlarmClosed({ alarmId, finding })]
      },
      also: async (tx, { alarmId }, _, { actor }) => {
        await tx.updateTable('alarm').set({ note: actor.id }).where('alarm_id', '=', alarmId).execute()
      },
    }),
  ],
  answers: [
    answer(joint.Alarms, {
      allow: ['OPS'],
      read: async () => ({ items: [], total: 0 }),
    }),
  ],
  reactions: [],
  apply: async (tx: Tx<ProbeTables>, event: RecordedEvent<ReturnType<typeof joint.AlarmClosed>>) => {
    await tx
      .insertInto('alarm')
      .values({ alarm_id: event.data.alarmId, finding: event.data.finding, closed_at: event.time, note: null })
      .onConflict((conflict) => conflict.column('alarm_id').doUpdateSet({ finding: event.data.finding }))
      .execute()
  },
  ownTables: ['alarm'],
  personalColumns: { alarm: ['note'] },
}
