import { Field } from '../../elements/field.tsx'
import { Segments } from '../../elements/segments.tsx'
import { Note } from '../../elements/states.tsx'
import type { Finding, Missing, Severity } from './draft.ts'
import { Photos } from './photos.tsx'
import { saidAt, saidElsewhere } from './said.ts'
import { words } from './words/index.ts'

const SEVERITIES: readonly Severity[] = ['MINOR', 'SERIOUS', 'GRAVE']
const FIELDS = ['subject', 'fact', 'unitId', 'severity', 'basis', 'suggestion', 'files']

/** 发现的问题: what was seen, whose it is, how grave, and photos. */
export function FindingCard({
  number,
  finding,
  units,
  missing,
  onChange,
  onPhotos,
  onDrop,
}: {
  number: number
  finding: Finding
  units: readonly { id: string; name: string }[]
  missing: readonly Missing[]
  onChange: (make: (finding: Finding) => Finding) => void
  onPhotos: () => void
  onDrop: () => void
}) {
  const w = words.use()
  const own = (field: Missing['field']) =>
    missing.some((one) => one.field === field) ? w.missing[field] : saidAt(finding.refused, field)
  const elsewhere = saidElsewhere(finding.refused, FIELDS)
  const set = (change: Partial<Finding>) => onChange((one) => ({ ...one, ...change }))
  const text = (name: 'fact' | 'basis' | 'suggestion', limit: number, rows: number) => (
    <Field
      name={name}
      label={w[name]}
      own={name === 'fact' ? own('fact') : saidAt(finding.refused, name)}
      used={finding[name].length}
      limit={limit}
    >
      {(props) => (
        <textarea
          {...props}
          className="input"
          rows={rows}
          maxLength={limit}
          value={finding[name]}
          onChange={({ target }) => set({ [name]: target.value })}
        />
      )}
    </Field>
  )
  return (
    <section className="card fields" aria-label={w.finding(number)}>
      <div className="row between">
        <h2>{w.finding(number)}</h2>
        <span className={`state small ${finding.refused ? 'bad' : 'do'}`}>
          {finding.refused ? w.sending.REFUSED : w.sending.WRITING}
        </span>
      </div>
      {elsewhere !== undefined && <Note kind="bad">{elsewhere}</Note>}
      <Field name="subject" label={w.subject} own={own('subject')} hint={w.subjectHint}>
        {(props) => (
          <input
            {...props}
            className="input"
            maxLength={60}
            value={finding.subject}
            onChange={({ target }) => set({ subject: target.value })}
          />
        )}
      </Field>
      {text('fact', 4000, 3)}
      <Field name="unitId" label={w.unit} own={own('unitId')}>
        {(props) => (
          <select
            {...props}
            className="input"
            value={finding.unitId}
            onChange={({ target }) => set({ unitId: target.value })}
          >
            <option value="">{w.chooseUnit}</option>
            {units.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Segments
        label={w.severity}
        value={finding.severity}
        options={SEVERITIES.map((severity) => [severity, w.severities[severity]] as const)}
        onChange={(severity) => set({ severity })}
      />
      <Photos
        photos={finding.photos}
        refusal={saidAt(finding.refused, 'files')}
        onAdd={(photos) => {
          onChange(({ refused: _, ...one }) => ({ ...one, photos: [...one.photos, ...photos] }))
          onPhotos()
        }}
        onDrop={(photoId) =>
          onChange(({ refused: _, ...one }) => ({
            ...one,
            photos: one.photos.filter((photo) => photo.photoId !== photoId),
          }))
        }
      />
      <details open={finding.basis !== '' || finding.suggestion !== '' || undefined}>
        <summary>{w.moreFields}</summary>
        <div className="fields">
          {text('basis', 2000, 2)}
          {text('suggestion', 2000, 2)}
        </div>
      </details>
      <button type="button" className="link small" onClick={onDrop}>
        {w.dropFinding}
      </button>
    </section>
  )
}
