import { useId } from 'react'
import { Icon } from '../../elements/icon.tsx'
import { Seal } from '../../elements/seal.tsx'
import { Note } from '../../elements/states.tsx'
import { dateTime, longDate } from '../../look/dates.ts'
import { type Language, usePreferences } from '../../look/preferences.ts'
import { sealNameOf } from '../joint/sides.ts'
import { sizeOf } from './size.ts'
import type { Told } from './verifier.ts'
import { words } from './words/index.ts'

export interface Verified extends Told {
  id: number
  name: string
  size: number
  /** Files that lay beside it. */
  beside: number
  /** When it was verified, by the clock of this device. */
  at: string
}

type Report = Told['report']

/** 核验结果: the verdict in words first, then each step; prints as 核验单. */
export function ReportCard({ verified }: { verified: Verified }) {
  const w = words.use()
  const { report, name, size, at, beside } = verified
  const broken = report.steps.find(({ ok }) => !ok)
  const ownWord = report.steps.some((step) => step.name === 'result')
  const verdict = broken ? w.broken[broken.name] : ownWord ? w.soundResult : w.sound
  // Of a file that is not sound it is not shown what its keys signed.
  const isSigned = report.ok || broken?.name === 'files'
  const titleId = `verdict-${verified.id}`
  return (
    <article className={report.ok ? 'card proof good' : 'card proof bad'} aria-labelledby={titleId}>
      <p className="small mute">{w.file(name, sizeOf(size), beside)}</p>
      <div className="proofhead">
        {report.ok && !ownWord ? (
          <Seal committee="" state="effective" size={64} silent />
        ) : (
          <Icon name={report.ok ? 'check' : 'warning'} />
        )}
        <div>
          <h2 className="song" id={titleId}>
            {verdict}
          </h2>
          {report.title !== null && (
            <p className="sub">
              {report.title}
              {report.compactName !== null && ` · ${report.compactName}`}
            </p>
          )}
          {report.ok && report.effectiveAt !== null && (
            <p className="sub">{w.effective(longDate(report.effectiveAt))}</p>
          )}
          {broken && (
            <p className="sub">
              {w.advice[broken.name === 'files' ? 'files' : broken.name === 'format' ? 'format' : 'any']}
            </p>
          )}
        </div>
      </div>
      {isSigned && <Fingerprints report={report} />}
      {report.ok && <Signers report={report} />}
      <Steps report={report} />
      <p className="small mute">{w.verifiedAt(dateTime(at))}</p>
      <button type="button" className="btn" onClick={() => printOnly(titleId)}>
        {w.print}
      </button>
    </article>
  )
}

/** Prints this account alone. */
function printOnly(titleId: string): void {
  const card = document.getElementById(titleId)?.closest('article')
  card?.classList.add('printed')
  addEventListener('afterprint', () => card?.classList.remove('printed'), { once: true })
  print()
}

function Signers({ report }: { report: Report }) {
  const w = words.use()
  return (
    <ul className="proofsigners" aria-label={w.signedBy}>
      {report.signedBy.map(({ committee, at, entry }) => (
        <li key={entry}>
          <Seal committee={sealNameOf(nameOf(report, committee))} state="signed" size={44} silent />
          <span>
            <b>{nameOf(report, committee)}</b>
            <br />
            <span className="small mute">{w.signedAt(dateTime(at))}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Where whoever passed the file on may have changed it, and nothing is proven against who is named. */
const UNPROVEN: readonly string[] = ['founding', 'signatures', 'complete']

function Steps({ report }: { report: Report }) {
  const w = words.use()
  const { language } = usePreferences()
  return (
    <ol className="proofsteps" aria-label={w.steps}>
      {report.steps.map((step) => (
        <li key={step.name} className={step.ok ? 'ok' : 'bad'}>
          <Icon name={step.ok ? 'check' : 'close'} />
          <div>
            <b>
              {w.stepNames[step.name]} <span className="heard">{step.ok ? w.passed : w.failed}</span>
            </b>
            <p>{named(report, step, language)}</p>
            {step.party !== null && (
              <p>{(UNPROVEN.includes(step.name) ? w.concerns : w.blamed)(nameOf(report, step.party))}</p>
            )}
          </div>
        </li>
      ))}
      {!report.ok && report.steps.at(-1)?.name !== 'files' && (
        <li className="skipped">
          <Icon name="clock" />
          <div>
            <b>{w.rest}</b>
            <p>{w.skipped}</p>
          </div>
        </li>
      )}
    </ol>
  )
}

/**
 * Beside the verdict and never folded away: the verdict is about keys, and whose they are is for whoever reads to compare with paper
 * and with what the committees have published.
 */
function Fingerprints({ report }: { report: Report }) {
  const w = words.use()
  const founded = report.sides.flatMap(({ committee, name, founded: key }) =>
    key === null ? [] : [{ committee, name, key }],
  )
  const id = useId()
  if (report.version === null && founded.length === 0) return null
  return (
    <section className="proofprints" aria-labelledby={id}>
      <h3 id={id}>{w.fingerprints}</h3>
      <Note kind="warn">{w.fingerprintsHint}</Note>
      <dl>
        {founded.map(({ committee, name, key }) => (
          <Fingerprint key={committee} label={w.keyOf(name)} value={key} />
        ))}
        {report.version !== null && <Fingerprint label={w.version} value={report.version} />}
      </dl>
    </section>
  )
}

const Fingerprint = ({ label, value }: { label: string; value: string }) => (
  <>
    <dt className="small">{label}</dt>
    <dd className="mono">{inFours(value)}</dd>
  </>
)

export const inFours = (hash: string): string => hash.match(/.{4}/g)?.join(' ') ?? hash

const nameOf = (report: Report, committee: string): string =>
  report.sides.find((side) => side.committee === committee)?.name ?? committee

/** The sentence of a step, with committees by their names. */
function named(report: Report, step: Report['steps'][number], language: Language): string {
  const sentence = language === 'en' ? step.en : step.zh
  const longestFirst = report.sides.toSorted((a, b) => b.committee.length - a.committee.length)
  return longestFirst.reduce((text, { committee, name }) => text.replaceAll(committee, name), sentence)
}
