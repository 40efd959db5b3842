import type { Answer, Row } from '../../data/contracts.ts'
import { clockTime, longDate } from '../../look/dates.ts'
import type { words } from './words/zh-cn.ts'

type Session = Pick<
  Answer<'consultations.session'>,
  | 'title'
  | 'startsAt'
  | 'endsAt'
  | 'startedAt'
  | 'endedAt'
  | 'place'
  | 'chairMemberId'
  | 'counts'
  | 'agenda'
  | 'speeches'
  | 'questions'
>
type Promised = Pick<Row<'consultations.commitments'>, 'unitId' | 'promise' | 'dueOn' | 'state'>

const NUMERALS = '一二三四五六七八九十'

/** 纪要初稿: what was recorded in the session, put in order, for the clerk to write from. */
export function minutesDraft(
  session: Session,
  promised: readonly Promised[],
  nameOf: (id: string | undefined) => string | undefined,
  w: typeof words,
): string {
  const { counts, agenda, speeches, questions } = session
  const from = session.startedAt ?? session.startsAt
  const until = session.endedAt ?? session.endsAt
  const name = (id: string) => nameOf(id) ?? w.unnamed
  const parts: readonly (readonly [title: string, lines: readonly string[]])[] = [
    [w.draft.agenda, agenda.map((line, at) => `${at + 1}. ${line}`)],
    [w.draft.speeches, speeches.map(({ speakerId, title }) => w.draft.speech(name(speakerId), title))],
    [
      w.draft.questions,
      questions.map(({ unitId, question, answer }) => w.draft.question(name(unitId), question, answer)),
    ],
    [
      w.draft.promises,
      // What was recorded by mistake and taken back was not promised.
      promised
        .filter(({ state }) => state !== 'WITHDRAWN')
        .map(({ unitId, promise, dueOn }) => w.draft.promise(name(unitId), promise, longDate(dueOn))),
    ],
  ]
  const written = parts.filter(([, lines]) => lines.length > 0)
  return [
    w.draft.when(longDate(from), clockTime(from), clockTime(until)),
    w.draft.where(session.place),
    w.draft.chair(name(session.chairMemberId)),
    w.draft.came(counts.due, counts.present, counts.onLeave, counts.absent),
    ...written.flatMap(([title, lines], at) => ['', `${NUMERALS[at]}、${title}`, ...lines]),
  ].join('\n')
}
