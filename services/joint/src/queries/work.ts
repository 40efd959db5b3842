import { joint } from '@lianxie/contracts'
import { type Answer, answer } from '@lianxie/service-kit'
import type { Compacts } from '../compacts/compacts.ts'
import { shanghaiDay } from '../ledger/shanghai-day.ts'
import { ADOPTED_READERS, READERS, UNITS } from '../roles.ts'
import { isOverdue, taskView } from './task-view.ts'
import { pageOf } from './page-of.ts'

/** 联动任务、联合调研、联席会议: what the sides do together. */
export const workAnswers = (compacts: () => Compacts): Answer<any, any>[] => [
  answer(joint.Tasks, {
    allow: [...READERS, ...ADOPTED_READERS, ...UNITS],
    read: async (_, { compactId, side, state, unitId, overdue, ...paging }, { actor, now }) => {
      const { view, committee } = await compacts().member(compactId)
      const today = shanghaiDay(now)
      const rows = view
        .tasks()
        .filter((task) => side === undefined || task.side === side)
        .filter((task) => state === undefined || task.state === state)
        .filter((task) => unitId === undefined || task.body.unit.id === unitId)
        .filter((task) => overdue === undefined || isOverdue(task, today) === (overdue === 'true'))
        // A unit sees the work that was given to it, and no other.
        .filter(
          (task) => !UNITS.includes(actor.role) || (task.side === committee && actor.units.includes(task.body.unit.id)),
        )
      return pageOf(
        rows,
        paging,
        ({ id }) => id,
        (task) => taskView(task, today),
      )
    },
  }),

  answer(joint.Researches, {
    allow: READERS,
    read: async (_, { compactId, ...paging }) => {
      const { view } = await compacts().member(compactId)
      const atOf = (id: string) => view.entry(id)!.entry.at
      return pageOf(
        view.researches(),
        paging,
        ({ id }) => id,
        (research) => ({
          researchId: research.id,
          topicId: research.body.topic,
          title: research.body.title,
          lead: research.body.lead,
          state: research.state,
          sides: research.sides,
          consolidated: research.consolidated,
          reservations: research.reservations.map(({ entry, committee, body }) => ({
            entryId: entry,
            committee,
            at: atOf(entry),
            about: body.about,
            text: body.text,
          })),
          endorsements: research.endorsements.map(({ entry, committee, body }) => ({
            entryId: entry,
            committee,
            at: atOf(entry),
            about: body.about,
          })),
        }),
      )
    },
  }),

  answer(joint.Sessions, {
    allow: READERS,
    read: async (_, { compactId, ...paging }) => {
      const { view } = await compacts().member(compactId)
      return pageOf(
        view.sessions(),
        paging,
        ({ id }) => id,
        (session) => ({
          sessionId: session.id,
          title: session.body.title,
          convener: session.convener,
          place: session.body.place,
          start: session.body.start,
          agenda: session.body.agenda,
          state: session.state,
          quorate: session.quorate,
          attendance: session.attendance.map(({ committee, body: { members, officials, others } }) => ({
            committee,
            members,
            officials,
            others,
          })),
          absent: session.absent,
        }),
      )
    },
  }),
]
