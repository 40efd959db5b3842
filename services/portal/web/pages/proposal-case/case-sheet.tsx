import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { useCommittee } from '../../shell/use-committee.ts'
import type { CaseFile } from './actions/facts.ts'
import { words } from './words/index.ts'

const NUMERALS = '一二三四五六七八九十'

/** 公文纸: the proposal as it is printed: head, title, what was merged, problem, analysis, suggestions. */
export function CaseSheet({
  file,
  nameOf,
  base,
}: {
  file: CaseFile
  nameOf: (id: string | undefined) => string | undefined
  /** Where other proposals are opened. */
  base: string
}) {
  const w = words.use()
  const committee = useCommittee()
  const { text, termNumber, sessionNumber } = file
  const parts = [
    [w.problem, paragraphs(text?.problem)],
    [w.analysis, paragraphs(text?.analysis)],
    [w.suggestion, numbered(text?.suggestions ?? [])],
  ] as const
  const shown = parts.filter(([, lines]) => lines.length > 0)
  return (
    <article className="sheet">
      {termNumber !== undefined && sessionNumber !== undefined && (
        <p className="noin sheethead">{w.sheetHead(committee?.fullName ?? '', termNumber, sessionNumber)}</p>
      )}
      <h2>
        <Title text={file.subject} />
      </h2>
      {(file.originalList.length > 0 || file.merger) && (
        <div className="titles">
          <span>{file.merger ? w.mergedInto : w.mergedFrom}</span>
          <ol>
            {file.originalList.length > 0 && (
              <li>
                {file.subject}
                <i>{file.leadName ?? nameOf(file.lead.id)}</i>
              </li>
            )}
            {file.originalList.map(({ proposalId, subject }) => (
              <li key={proposalId}>
                <Go to={`${base}/${proposalId}`}>{subject}</Go>
              </li>
            ))}
            {file.merger && (
              <li>
                <Go to={`${base}/${file.merger.intoId}`}>{file.merger.subject}</Go>
              </li>
            )}
          </ol>
        </div>
      )}
      {!text && <p className="noin mute">{w.noText}</p>}
      {shown.map(([title, lines], at) => (
        <section key={title}>
          <h3>
            {NUMERALS[at]}、{title}
          </h3>
          {lines.map((one, line) => (
            // oxlint-disable-next-line react/no-array-index-key -- paragraphs have no other name
            <p key={line}>{one}</p>
          ))}
        </section>
      ))}
    </article>
  )
}

const paragraphs = (text = '') => text.split(/\n+/).filter((line) => line.trim() !== '')

/** （一） before each, unless the proposer has numbered them. */
const numbered = (suggestions: readonly string[]) =>
  suggestions.length < 2
    ? suggestions.flatMap(paragraphs)
    : suggestions.flatMap((one, at) => {
        const [first = '', ...rest] = paragraphs(one)
        return [
          /^[（(]?[一二三四五六七八九十\d]+[）)、.．]/.test(first) ? first : `（${NUMERALS[at]}）${first}`,
          ...rest,
        ]
      })
