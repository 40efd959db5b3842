import { Field, RefusalText } from '../../elements/field.tsx'
import { Note } from '../../elements/states.tsx'
import { Segments } from '../../elements/segments.tsx'
import { clockTime, longDate } from '../../look/dates.ts'
import type { Draft, Missing, VisitKind } from './draft.ts'
import { saidAt, saidElsewhere } from './said.ts'
import { words } from './words/index.ts'

const KINDS: readonly VisitKind[] = ['INSPECTION', 'OPEN_VISIT', 'UNANNOUNCED_VISIT', 'FORUM']

/** 走访: when, where, who and in which form. */
export function VisitCard({
  draft,
  members,
  missing,
  locked,
  onChange,
}: {
  draft: Draft
  members: readonly { id: string; name: string }[]
  missing: readonly Missing[]
  locked: boolean
  onChange: (make: (draft: Draft) => Draft) => void
}) {
  const w = words.use()
  const named = members.filter(({ id }) => draft.memberIds.includes(id)).map(({ name }) => name)
  const lacks = (field: Missing['field']) =>
    missing.some((one) => one.field === field && one.findingId === undefined) ? w.missing[field] : undefined
  const elsewhere = saidElsewhere(draft.refused, ['place', 'memberIds', 'notes'])
  const people = lacks('memberIds') ?? saidAt(draft.refused, 'memberIds')
  return (
    <section className="card fields">
      {elsewhere !== undefined && <Note kind="bad">{elsewhere}</Note>}
      <dl className="facts">
        <dt>{w.time}</dt>
        <dd>
          {longDate(draft.heldAt)} {clockTime(draft.heldAt)}
        </dd>
        {locked && (
          <>
            <dt>{w.place}</dt>
            <dd>{draft.place}</dd>
          </>
        )}
        <dt>{w.people}</dt>
        <dd>{w.peopleOf(named.slice(0, 2).join('、'), named.length)}</dd>
      </dl>
      {!locked && (
        <>
          <Field name="place" label={w.place} own={lacks('place') ?? saidAt(draft.refused, 'place')} hint={w.placeHint}>
            {(props) => (
              <input
                {...props}
                className="input"
                maxLength={200}
                value={draft.place}
                onChange={({ target }) => onChange((one) => ({ ...one, place: target.value }))}
              />
            )}
          </Field>
          <details open={people !== undefined || undefined}>
            <summary>{w.choosePeople}</summary>
            <div className="checks">
              {members.map(({ id, name }) => (
                <label key={id}>
                  <input
                    type="checkbox"
                    checked={draft.memberIds.includes(id)}
                    onChange={({ target }) =>
                      onChange((one) => ({
                        ...one,
                        memberIds: target.checked
                          ? [...one.memberIds, id]
                          : one.memberIds.filter((other) => other !== id),
                      }))
                    }
                  />
                  {name}
                </label>
              ))}
            </div>
          </details>
          {people !== undefined && <RefusalText>{people}</RefusalText>}
        </>
      )}
      <Segments
        label={w.kindLabel}
        hidden
        disabled={locked}
        value={draft.kind}
        options={KINDS.map((kind) => [kind, w.kinds[kind]] as const)}
        onChange={(kind) => onChange((one) => ({ ...one, kind }))}
      />
      {!locked && (
        <Field
          name="notes"
          label={w.notes}
          own={saidAt(draft.refused, 'notes')}
          hint={w.notesHint}
          used={draft.notes.length}
          limit={20_000}
        >
          {(props) => (
            <textarea
              {...props}
              className="input"
              rows={2}
              maxLength={20_000}
              value={draft.notes}
              onChange={({ target }) => onChange((one) => ({ ...one, notes: target.value }))}
            />
          )}
        </Field>
      )}
    </section>
  )
}
