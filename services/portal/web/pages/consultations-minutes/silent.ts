import type { Answer } from '../../data/contracts.ts'
import type { Participant } from '../consultations-sessions/use-participants.ts'

type Version = Answer<'consultations.session-minutes'>['versions'][number]
type Asked = Pick<Participant, 'participantId' | 'kind' | 'attendance'>

/** 到会者, whom the minutes ask for an answer. */
export const askedOf = <P extends Asked>(people: readonly P[]): readonly P[] =>
  people.filter(({ attendance }) => attendance !== undefined && attendance !== 'ABSENT')

/** 未回复: those who came and have not answered this version. */
export const silentOf = <P extends Asked>(people: readonly P[], { answers }: Pick<Version, 'answers'>): readonly P[] =>
  askedOf(people).filter((one) => !answers.some(({ participantId }) => participantId === one.participantId))

/** Members are counted as persons, units as units. */
export const headcount = (some: readonly Pick<Asked, 'kind'>[]): readonly [members: number, units: number] => {
  const members = some.filter(({ kind }) => kind === 'MEMBER').length
  return [members, some.length - members]
}

export const isObjected = ({ answers }: Pick<Version, 'answers'>): boolean =>
  answers.some(({ answer }) => answer === 'OBJECTED')

/** Whether a chair may approve: nobody objects, and all have answered or their day is over. */
export const isApprovable = (
  { answers, answerBy }: Pick<Version, 'answers' | 'answerBy'>,
  silent: number,
  today: string,
): boolean => !isObjected({ answers }) && (silent === 0 || (answerBy !== undefined && answerBy < today))
