import { RefusalText } from '../../elements/field.tsx'
import { inFours } from '../../elements/step-up-dialog.tsx'
import { words } from './words/index.ts'

/** A side with the fingerprints of its keys. */
export interface Printed {
  committee: string
  name: string
  fingerprints: { signing: string; recovery: string }
}

/** 核对各方指纹: by telephone, group by group, one side after the other. */
export function Compared({
  sides,
  compared,
  lacking,
  onChange,
}: {
  sides: readonly Printed[]
  compared: ReadonlySet<string>
  /** Names of those that were to be compared before; none until somebody tried. */
  lacking: readonly string[]
  onChange: (compared: ReadonlySet<string>) => void
}) {
  const w = words.use()
  return (
    <fieldset aria-invalid={lacking.length > 0 ? true : undefined} tabIndex={-1}>
      <legend className="label">{w.compare}</legend>
      <p className="small mute">{w.compareHint}</p>
      {sides.map(({ committee, name, fingerprints }) => (
        <div key={committee} className="compared">
          <input
            id={`compared-${committee}`}
            type="checkbox"
            checked={compared.has(committee)}
            onChange={({ target }) => {
              const next = new Set(compared)
              if (target.checked) next.add(committee)
              else next.delete(committee)
              onChange(next)
            }}
          />
          <span>
            <label htmlFor={`compared-${committee}`}>
              <b>{w.comparedWith(name)}</b>
            </label>
            <span className="small mute">{w.signingKey}</span>
            <span className="fingerprint">{inFours(fingerprints.signing)}</span>
            <span className="small mute">{w.recoveryKey}</span>
            <span className="fingerprint">{inFours(fingerprints.recovery)}</span>
          </span>
        </div>
      ))}
      {lacking.length > 0 && <RefusalText>{w.compareMissing(lacking.join('、'))}</RefusalText>}
    </fieldset>
  )
}
