import type { Role } from '../../data/contracts.ts'
import { NextSteps } from '../../elements/next-steps.tsx'
import { Note } from '../../elements/states.tsx'
import { dayOf, longDate } from '../../look/dates.ts'
import type { Participant } from '../consultations-sessions/use-participants.ts'
import { type MinutesFacts, stepsOf } from './minutes-steps.ts'
import { headcount } from './silent.ts'
import { words } from './words/index.ts'

/** 纪要的下一步, and what an approval still waits for. */
export function MinutesNext({
  silent,
  role,
  ...facts
}: Omit<MinutesFacts, 'silent'> & { silent: readonly Participant[]; role: Role | undefined }) {
  const w = words.use()
  const { state, latest } = facts
  const today = dayOf(new Date())
  const objections = latest?.answers.filter(({ answer }) => answer === 'OBJECTED').length ?? 0
  const circulated = state === 'CIRCULATED' && latest?.answerBy !== undefined ? latest.answerBy : undefined
  const many = w.headcount(...headcount(silent))
  return (
    <div className="minuteswriting">
      <NextSteps
        title={w.next}
        steps={stepsOf({ ...facts, silent: silent.length }, role, today, w)}
        done={w.done}
        confirm={w.confirm}
      >
        {circulated !== undefined && objections + silent.length > 0 && (
          <>
            {objections > 0 && <Note kind="warn">{w.objected(objections)}</Note>}
            {silent.length > 0 && (
              <Note>{circulated < today ? w.silentOver(many) : w.silentYet(many, longDate(circulated))}</Note>
            )}
          </>
        )}
      </NextSteps>
    </div>
  )
}
