import type { Answer } from '../../data/contracts.ts'
import { DueChip } from '../../elements/due-chip.tsx'
import { FileList } from '../../elements/file-list.tsx'
import type { NextStep } from '../../elements/next-step.ts'
import { NextSteps } from '../../elements/next-steps.tsx'
import { dateTime, longDate } from '../../look/dates.ts'
import { ADOPTION_LOOKS } from './looks.ts'
import { words } from './words/index.ts'

type Suggestion = Answer<'consultations.outcome'>['suggestionList'][number]

/** 一条意见建议: with whom it is, what they answered, and how far they carried it out. */
export function SuggestionCard({
  suggestion,
  unit,
  steps,
}: {
  suggestion: Suggestion
  unit: string | undefined
  steps: readonly NextStep[]
}) {
  const w = words.use()
  const { adoption, deadline } = suggestion
  return (
    <li className="suggestion">
      <div className="row wrap">
        <b className="nw">{w.number(suggestion.number)}</b>
        <span className={unit === undefined ? 'mute' : 'sub'}>{unit ?? w.unassigned}</span>
        <span className="row wrap push">
          {adoption && <span className={`state ${ADOPTION_LOOKS[adoption]}`}>{w.adoptions[adoption]}</span>}
          {suggestion.late && <span className="tag key">{w.late}</span>}
          {deadline && (
            <DueChip
              what={w.answerDue}
              dueAt={deadline.due}
              light={suggestion.light}
              doneAt={suggestion.answeredAt}
              deadline={suggestion.answeredAt === undefined ? deadline : undefined}
            />
          )}
        </span>
      </div>
      <p className="song words">{suggestion.text}</p>
      {suggestion.answer !== undefined && (
        <div className="reply">
          <p>
            <b>{w.answer}</b>：{suggestion.answer}
          </p>
          {suggestion.reasons !== undefined && (
            <p>
              <b>{w.reasons}</b>：{suggestion.reasons}
            </p>
          )}
          {suggestion.files.length > 0 && <FileList service="consultations" files={suggestion.files} />}
        </div>
      )}
      {suggestion.reports.length > 0 && (
        <ul className="progressed">
          {suggestion.reports.map(({ at, progress, done, files }) => (
            <li key={at}>
              <span className="mute small">{dateTime(at)}</span> {progress}
              {done && <span className="state ok small"> {w.doneOn(longDate(at))}</span>}
              {files.length > 0 && <FileList service="consultations" files={files} />}
            </li>
          ))}
        </ul>
      )}
      <NextSteps plain title={w.stepsOf(suggestion.number)} steps={steps} done={w.done} confirm={w.confirm} />
    </li>
  )
}
