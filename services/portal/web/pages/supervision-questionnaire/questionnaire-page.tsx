import { useMutation } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import type { Answer } from '../../data/contracts.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { PageRefusal, RefusalText } from '../../elements/field.tsx'
import { LoadingBars, Note } from '../../elements/states.tsx'
import { Title } from '../../elements/title.tsx'
import { dateTime } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { keepSheet, sendSheet, sheetOf } from './sheet.ts'
import { words } from './words/index.ts'

type Asked = Answer<'supervision.open-questionnaire'>['questions'][number]

/** 公众问卷: answered once a device, by nobody in particular; what is chosen stays on the device until it is sent. */
export function Page() {
  const w = words.use()
  const { code }: { code?: string } = useParams({ strict: false })
  const { data, error, isPending } = useAnswer('supervision.open-questionnaire', { code: code! })
  const [sheet, setSheet] = useState(() => sheetOf(code!))
  const [missing, setMissing] = useState<readonly string[]>([])
  const form = useRef<HTMLFormElement>(null)
  const keep = (next: typeof sheet) => {
    keepSheet(code!, next)
    setSheet(next)
  }
  const sending = useMutation({
    mutationFn: async () => {
      const answers = (data?.questions ?? []).flatMap((question) => {
        const value = (sheet.answers[question.code] ?? '').trim()
        return value === '' ? [] : [answerOf(question, value)]
      })
      await sendSheet(code!, { token: sheet.token, answers })
      keep({ token: sheet.token, answers: {}, sentAt: new Date().toISOString() })
    },
  })
  if (error && !data) return <PageFault error={error} />
  if (isPending) return <LoadingBars />
  const set = (question: string, value: string) => {
    keep({ ...sheet, answers: { ...sheet.answers, [question]: value } })
    setMissing((all) => all.filter((one) => one !== question))
  }
  return (
    <>
      <div>
        <h1 className="song">
          <Title text={data.title} />
        </h1>
        {data.introduction !== undefined && <p className="clip">{data.introduction}</p>}
      </div>
      {sheet.sentAt !== undefined && <Note kind="ok">{w.thanks(dateTime(sheet.sentAt))}</Note>}
      {data.state === 'AWAITED' && <Note>{w.awaited(dateTime(data.opensAt))}</Note>}
      {data.state === 'ENDED' && <Note>{w.ended(dateTime(data.closesAt))}</Note>}
      {data.state === 'OPEN' && sheet.sentAt === undefined && (
        <form
          ref={form}
          className="stack"
          style={{ '--g': '12px' } as React.CSSProperties}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            const empty = data.questions
              .filter(({ code: key, isRequired }) => isRequired && (sheet.answers[key] ?? '').trim() === '')
              .map(({ code: key }) => key)
            setMissing(empty)
            if (empty.length === 0) sending.mutate()
            else
              requestAnimationFrame(() =>
                form.current?.querySelector<HTMLElement>('[data-missing] input, [data-missing] textarea')?.focus(),
              )
          }}
        >
          <p className="small mute">{w.anonymous(dateTime(data.closesAt))}</p>
          {data.questions.map((question, at) => (
            <Question
              key={question.code}
              number={at + 1}
              question={question}
              value={sheet.answers[question.code] ?? ''}
              isMissing={missing.includes(question.code)}
              onChange={(value) => set(question.code, value)}
            />
          ))}
          <PageRefusal error={sending.error} fields={[]} />
          <button type="submit" className="btn go big" disabled={sending.isPending} aria-busy={sending.isPending}>
            {w.submit}
          </button>
        </form>
      )}
    </>
  )
}

function answerOf({ code, kind }: Asked, value: string) {
  if (kind === 'SINGLE') return { code, option: value }
  return kind === 'SCALE' ? { code, step: Number(value) } : { code, text: value }
}

function Question({
  number,
  question,
  value,
  isMissing,
  onChange,
}: {
  number: number
  question: Asked
  value: string
  isMissing: boolean
  onChange: (value: string) => void
}) {
  const w = words.use()
  const options =
    question.kind === 'SINGLE'
      ? question.options.map(({ code, text }) => [code, text] as const)
      : question.kind === 'SCALE'
        ? Array.from({ length: question.steps }, (_, at) => [String(at + 1), stepOf(question, at + 1)] as const)
        : []
  return (
    <fieldset className="card" data-missing={isMissing || undefined}>
      <legend className="heard">{question.text}</legend>
      <h2>
        {number}. {question.text} {!question.isRequired && <span className="small mute">{w.optional}</span>}
      </h2>
      {question.kind === 'TEXT' ? (
        <>
          <textarea
            className="input"
            rows={3}
            aria-label={question.text}
            maxLength={question.maxLength}
            value={value}
            onChange={({ target }) => onChange(target.value)}
          />
          <div className="below">
            <span>{w.noNames}</span>
            <span>{`${value.length} / ${question.maxLength}`}</span>
          </div>
        </>
      ) : (
        <div className="stack options" style={{ '--g': '8px' } as React.CSSProperties}>
          {options.map(([key, label]) => (
            <label key={key} className={value === key ? 'choice on' : 'choice'}>
              <input type="radio" name={question.code} checked={value === key} onChange={() => onChange(key)} />
              {label}
            </label>
          ))}
        </div>
      )}
      {isMissing && <RefusalText>{w.missing}</RefusalText>}
    </fieldset>
  )
}

const stepOf = ({ steps, low, high }: Extract<Asked, { kind: 'SCALE' }>, step: number): string => {
  const end = step === 1 ? low : step === steps ? high : undefined
  return end === undefined ? String(step) : `${step}（${end}）`
}
