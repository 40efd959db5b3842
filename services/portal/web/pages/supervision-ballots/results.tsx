import type { Answer } from '../../data/contracts.ts'
import { Note } from '../../elements/states.tsx'
import { words } from './words/index.ts'

/** 计票结果: of each question how many chose what; below the minimum nothing is told. */
export function Results({ ballot }: { ballot: Answer<'supervision.ballot'> }) {
  const w = words.use()
  return (
    <section className="card pad fields" aria-label={w.result}>
      <h2>{w.result}</h2>
      <p>
        {w.turnout(ballot.entitled, ballot.issued, ballot.returned ?? 0, ballot.valid ?? 0)}
        {ballot.quorumMet !== undefined && (ballot.quorumMet ? w.quorumMet : w.quorumMissed)}
      </p>
      {ballot.withheld && <Note kind="warn">{w.withheld[ballot.withheld](ballot.minimum)}</Note>}
      {ballot.results?.map((result, at) => {
        const question = ballot.questions[at]!
        const most = Math.max(1, ...result.counts.map(({ count }) => count), result.blank)
        const rows = [
          ...question.options.map(({ code, label }) => ({
            label,
            count: result.counts.find((one) => one.code === code)?.count ?? 0,
          })),
          { label: w.blank, count: result.blank },
        ]
        return (
          <div key={question.text}>
            <h3>
              {at + 1}. {question.text}
            </h3>
            <table className="tally">
              <tbody>
                {rows.map(({ label, count }) => (
                  <tr key={label}>
                    <th scope="row">{label}</th>
                    <td aria-hidden="true">
                      <i style={{ width: `${(100 * count) / most}%` }} />
                    </td>
                    <td className="num">{w.votes(count)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )
      })}
    </section>
  )
}
