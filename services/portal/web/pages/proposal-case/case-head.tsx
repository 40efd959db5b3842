import { DueChip } from '../../elements/due-chip.tsx'
import { Title } from '../../elements/title.tsx'
import { longDate, shortDate, weekday } from '../../look/dates.ts'
import { language } from '../../look/preferences.ts'
import type { CaseFile, Facts } from './actions/facts.ts'
import { answers } from './actions/facts.ts'
import { CaseDocuments } from './case-documents.tsx'
import { lookOf } from './look-of.ts'
import { words } from './words/index.ts'

/** 案头: number, title, state, units, the last day, and why it is that day. */
export function CaseHead({ facts, names }: { facts: Facts; names: (id: string | undefined) => string | undefined }) {
  const w = words.use()
  const { file, handling } = facts
  const owing = handling?.units.find((unit) => answers(unit) && unit.reply?.light !== undefined)
  const deadline = owing?.reply?.deadline ?? handling?.units.find(answers)?.reply?.deadline
  const units = handling?.units.filter(({ state }) => state !== 'RELEASED') ?? []
  const late = file.light === 'red' && file.repliedAt === undefined
  return (
    <section className="card casehead">
      <div className="row top wrap">
        <div className="grow">
          <div className="row small wrap">
            <b className="song no">{numberOf(file, w)}</b>
            <span className="mute">{kindLine(file, w)}</span>
            {file.keySince && <span className="tag key">{w.key}</span>}
            {file.isImportant && !file.keySince && <span className="tag">{w.important}</span>}
            {file.originals > 0 && <span className="tag">{w.merged(file.originals + 1)}</span>}
            {file.jointKey && <span className="tag joint">{w.joint}</span>}
          </div>
          <h1>
            <Title text={file.subject} />
          </h1>
          <div className="row wrap casefacts">
            <span className={`state ${late ? 'bad' : lookOf(file.state)}`}>{w.states[file.state]}</span>
            {units.map(({ unitId, role, name }) => (
              <span key={unitId}>
                {w.roles[role]} <b>{name}</b>
              </span>
            ))}
            {file.replyDueAt && (
              <DueChip
                dueAt={file.replyDueAt}
                light={file.light}
                doneAt={file.light === undefined ? file.repliedAt : undefined}
                what={w.dueWhat}
                deadline={deadline}
              />
            )}
          </div>
        </div>
        <CaseDocuments file={file} nameOf={names} />
      </div>
      {deadline && (
        <div className="why2">
          <div className="eq">
            {deadline.steps.map((step, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- the steps of one deadline never change
              <span key={at} className="step">
                {step.date && <small>{shortDate(step.date)}</small>}
                <b>{language() === 'en' ? step.en : step.zh}</b>
              </span>
            ))}
            <i>=</i>
            <span className="sum">
              <small>{weekday(deadline.date)}</small>
              <b>{longDate(deadline.date)}</b>
            </span>
          </div>
          <p className="small sub">{w.rule}</p>
        </div>
      )}
    </section>
  )
}

type Words = ReturnType<typeof words.use>

/** 第 057 号, or the receipt number until it has one. */
export function numberOf(file: Pick<CaseFile, 'serial' | 'printedNumber' | 'receiptNumber'>, w: Words): string {
  const serial = file.serial ?? file.printedNumber
  if (serial !== undefined) return w.number(serial)
  return file.receiptNumber === undefined ? '' : w.receipt(file.receiptNumber)
}

export function kindLine(file: CaseFile, w: Words): string {
  const { termNumber, sessionNumber, period, kind } = file
  return [
    termNumber !== undefined && sessionNumber !== undefined ? w.session(termNumber, sessionNumber) : '',
    period ? w.periods[period] : '',
    w.kinds[kind],
  ]
    .filter(Boolean)
    .join(' · ')
}
