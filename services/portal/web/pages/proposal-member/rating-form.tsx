import { useRef, useState } from 'react'
import type { Answer, Body } from '../../data/contracts.ts'
import { refusalAt } from '../../data/problem.ts'
import { useCommand } from '../../data/use-command.ts'
import { PageRefusal, RefusalText } from '../../elements/field.tsx'
import { useProof } from '../../elements/proof.tsx'
import { clockTime } from '../../look/dates.ts'
import { Question } from './question.tsx'
import { keepRating, keptRating, type Kept } from './kept-rating.ts'
import { words } from './words/index.ts'

type Feedback = Answer<'proposals.case-feedback'>
const MOST = 500
const ASKED = ['soughtBy', 'visit', 'onPoint', 'attitude', 'result', 'leaderReplied'] as const
type Asked = (typeof ASKED)[number]

/** 反馈意见表: one question at a time, each with large answers; kept on this device until it is submitted. */
export function RatingForm({
  caseId,
  unitId,
  scheme,
  form,
  thing,
  isCollective,
  onRated,
}: {
  caseId: string
  unitId: string
  scheme: Feedback['scheme']
  form: Feedback['replies'][number]['formList'][number]
  thing: string
  isCollective: boolean
  name: string | undefined
  onRated: () => void
}) {
  const w = words.use()
  const place = useRef<HTMLDivElement>(null)
  const name = `${form.originalId} ${unitId}`
  const [values, setValues] = useState<Kept>(() => keptRating(name) ?? given(form))
  const [keptAt, setKeptAt] = useState<Date>()
  const [missing, setMissing] = useState<Asked>()
  const rate = useCommand('proposals.rate-reply', {
    onDone: () => {
      keepRating(name, undefined)
      onRated()
    },
  })
  const set = (change: Kept) => {
    const next = { ...values, ...change }
    setValues(next)
    keepRating(name, next)
    setKeptAt(new Date())
  }
  const visited = values.soughtBy === 'VISIT'
  const asked = ASKED.filter((one) => (one === 'visit' ? !visited : one !== 'leaderReplied' || isCollective))
  const send = () => {
    const { text, leaderReplied, visit, ...rest } = values
    rate.mutate({
      body: {
        proposalId: caseId,
        originalId: form.originalId,
        unitId,
        ...rest,
        visit: visited ? 'VISITED' : visit,
        ...(isCollective && { leaderReplied: leaderReplied === 'true' }),
        ...(text?.trim() && { text: text.trim() }),
      } as Body<'proposals.rate-reply'>,
    })
  }
  const proof = useProof(rate.error, send, { thing, consequence: w.rateConsequence })
  const submit = () => {
    const lacking = asked.find((one) => values[one] === undefined)
    setMissing(lacking)
    if (lacking) place.current?.querySelector<HTMLElement>(`[name="${lacking}"]`)?.focus()
    else proof.ask()
  }
  const options: Record<Asked, Readonly<Record<string, string>>> = {
    soughtBy: w.soughtBy,
    visit: w.visit,
    onPoint: w.onPoint,
    attitude: w.attitude,
    result: Object.fromEntries(scheme.map((one) => [one, w.results[one]])),
    leaderReplied: w.leaderReplied,
  }
  const text = values.text ?? ''
  return (
    <>
      <div className="questions" ref={place}>
        {asked.map((one, at) => (
          <Question
            key={one}
            name={one}
            number={at + 1}
            title={w.q[one]}
            strong={one === 'attitude' || one === 'result'}
            {...(one === 'result' && { hint: w.apart })}
            options={options[one]}
            value={values[one]}
            refusal={missing === one ? w.pick : refusalAt(rate.error, one)}
            onChange={(value) => set({ [one]: value })}
          />
        ))}
        <fieldset>
          <legend>
            <b>{asked.length + 1}</b>
            {w.q.text}
            <span className="mute">{w.may}</span>
          </legend>
          <textarea
            className="input"
            rows={4}
            maxLength={MOST}
            aria-label={w.q.text}
            value={text}
            onChange={({ target }) => set({ text: target.value })}
          />
          <p className="small mute row between">
            <span role="status">{keptAt && w.kept(clockTime(keptAt))}</span>
            <span>
              {Array.from(text).length} / {MOST}
            </span>
          </p>
          {refusalAt(rate.error, 'text') !== undefined && <RefusalText>{refusalAt(rate.error, 'text')}</RefusalText>}
        </fieldset>
      </div>
      <PageRefusal error={proof.error} fields={[...ASKED, 'text']} />
      <div>
        <button
          type="button"
          className="btn go big"
          disabled={rate.isPending}
          aria-busy={rate.isPending}
          onClick={submit}
        >
          {w.submitRating}
        </button>
        <p className="small mute foot">{w.rateFoot}</p>
      </div>
      {proof.dialog}
    </>
  )
}

/** What was rated before, to be changed. */
function given({
  soughtBy,
  visit,
  onPoint,
  attitude,
  result,
  leaderReplied,
  text,
}: Feedback['replies'][number]['formList'][number]): Kept {
  return {
    ...(soughtBy && { soughtBy }),
    ...(visit && visit !== 'VISITED' && { visit }),
    ...(onPoint && { onPoint }),
    ...(attitude && { attitude }),
    ...(result && { result }),
    ...(leaderReplied !== undefined && { leaderReplied: String(leaderReplied) }),
    ...(text && { text }),
  }
}
