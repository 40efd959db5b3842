import { consultations as c } from '@lianxie/contracts'
import { handle, type Handler, type Tx } from '@lianxie/service-kit'
import { DRAFTERS } from './domain/plan.ts'
import { lineUpSpeaker, startSpeech, stopSpeech, takeOffSpeaker, takeUpAgendaItem } from './domain/session-floor.ts'
import { countAgenda, loadTurns } from './store/session-floor.ts'
import { loadParticipants, loadSession } from './store/session.ts'
import type { Tables } from './store/tables.ts'

const onSession = ({ sessionId }: { sessionId: string }) => `session/${sessionId}`

const floor = async (tx: Tx<Tables>, { sessionId }: { sessionId: string }) => ({
  session: await loadSession(tx, sessionId),
  turns: await loadTurns(tx, sessionId),
})

const withParticipants = async (tx: Tx<Tables>, body: { sessionId: string }) => ({
  ...(await floor(tx, body)),
  participants: await loadParticipants(tx, body.sessionId),
})

/** What can be asked while a session is under way (会场): the agenda, the list of speakers, the clock. */
export const floorHandlers: Handler<any, any, any>[] = [
  handle(c.TakeUpAgendaItem, {
    allow: DRAFTERS,
    target: onSession,
    load: async (tx: Tx<Tables>, { sessionId }) => ({
      session: await loadSession(tx, sessionId),
      agenda: await countAgenda(tx, sessionId),
    }),
    decide: takeUpAgendaItem,
  }),
  handle(c.LineUpSpeaker, { allow: DRAFTERS, target: onSession, load: withParticipants, decide: lineUpSpeaker }),
  handle(c.StartSpeech, { allow: DRAFTERS, target: onSession, load: withParticipants, decide: startSpeech }),
  handle(c.StopSpeech, { allow: DRAFTERS, target: onSession, load: floor, decide: stopSpeech }),
  handle(c.TakeOffSpeaker, { allow: DRAFTERS, target: onSession, load: floor, decide: takeOffSpeaker }),
]
