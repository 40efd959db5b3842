import { useState } from 'react'
import { useAnswer } from '../../data/use-answer.ts'
import { LoadingBars, Note } from '../../elements/states.tsx'
import { longDate } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { Acts } from './acts.tsx'
import { personFields } from './person-fields.ts'
import { words } from './words/index.ts'

const FIELDS = [
  'sex',
  'bornOn',
  'ethnicity',
  'party',
  'employer',
  'jobTitle',
  'phone',
  'email',
  'address',
  'idNumber',
] as const

/** 联系方式: read only when it is asked for, because each full reading is recorded; masked for other offices. */
export function ContactCard({ personId, mayCorrect }: { personId: string; mayCorrect: boolean }) {
  const w = words.use()
  const [asked, setAsked] = useState(false)
  return (
    <section className="card pad stack" aria-label={w.contact}>
      <div className="row wrap">
        <h2>{w.contact}</h2>
        <span className="push row wrap">
          {mayCorrect && (
            <Acts
              acts={[
                {
                  key: 'correct',
                  command: 'directory.correct-person',
                  label: w.acts.correct,
                  lead: w.correctLead,
                  fixed: { personId },
                  fields: [
                    ...personFields(w).map((field) => ({ ...field, name: `${CHANGES}${field.name}` })),
                    { kind: 'text', name: 'reason', label: w.reason, limit: 500 },
                  ],
                  body: ({ reason, ...typed }) => ({ changes: changesOf(typed), reason }),
                },
              ]}
              // What stands here is no longer so, and reading it anew is for who asks for it.
              onDone={() => setAsked(false)}
            />
          )}
          {!asked && (
            <button type="button" className="btn" onClick={() => setAsked(true)}>
              {w.showContact}
            </button>
          )}
        </span>
      </div>
      {asked ? (
        <Contact personId={personId} />
      ) : (
        <p className="small mute">{mayCorrect ? w.contactRecorded : w.contactMasked}</p>
      )}
    </section>
  )
}

/** Mounted by who asks to read; what it read goes with it. */
function Contact({ personId }: { personId: string }) {
  const w = words.use()
  const { data, error } = useAnswer('directory.contact', { personId }, { recorded: true })
  if (error) return <PageFault error={error} />
  if (!data) return <LoadingBars rows={4} />
  return (
    <>
      <Note kind={data.masked ? '' : 'warn'}>{data.masked ? w.isMasked : w.isRecorded}</Note>
      <dl className="facts">
        {FIELDS.flatMap((field) => {
          const value = data[field]
          if (value === undefined) return []
          return [
            <dt key={`${field} of`}>{w.fields[field]}</dt>,
            <dd key={field}>{field === 'sex' ? w.sexes[value as keyof typeof w.sexes] : shown(field, value)}</dd>,
          ]
        })}
      </dl>
      {FIELDS.every((field) => data[field] === undefined) && <p className="mute">{w.noContact}</p>}
    </>
  )
}

/** Named as the command names them, so that what is refused stands under its field. */
const CHANGES = 'changes.'
const changesOf = (typed: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(typed).map(([name, value]) => [name.slice(CHANGES.length), value]))

/** A day as an office writes it; masked ones stay as they come. */
const shown = (field: string, value: string): string =>
  field === 'bornOn' && /^\d{4}-\d\d-\d\d$/.test(value) ? longDate(value) : value
