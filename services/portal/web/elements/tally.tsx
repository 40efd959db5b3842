/** 统计表: one row a name, the numbers beside it. */
export function Tally({
  title,
  heads,
  rows,
  note,
}: {
  title: string
  heads: readonly string[]
  rows: readonly { key: string; name: string; cells: readonly React.ReactNode[] }[]
  note?: string | undefined
}) {
  if (rows.length === 0) return null
  return (
    <section className="card talliedcard" aria-label={title}>
      <div className="head">
        <h2>{title}</h2>
        {note !== undefined && <span className="push mute small">{note}</span>}
      </div>
      <div className="tallied">
        <table className="grid" aria-label={title}>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, name, cells }) => (
              <tr key={key}>
                <th scope="row">{name}</th>
                {cells.map((cell, at) => (
                  <td key={heads[at + 1]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** In percent, to one decimal. */
export const percentOf = (n: number, d: number): number => Math.round((1000 * n) / d) / 10

/** 占比: always with both of its numbers; of nothing there is no share. */
export const shareOf = (
  w: { shareOf: (n: number, d: number, percent: number) => string },
  n: number,
  d: number | undefined,
): string => (d === undefined || d === 0 ? '—' : w.shareOf(n, d, percentOf(n, d)))
