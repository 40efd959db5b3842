import { Go } from '../../go.tsx'

/** A number that opens the proposals behind it, where there are some. */
export const toDocket = (n: number, docket: Readonly<Record<string, string>> | undefined): React.ReactNode =>
  docket === undefined || n === 0 ? (
    n
  ) : (
    <Go to="/proposals" search={docket}>
      {n}
    </Go>
  )

export const percentOf = (n: number, d: number): number => Math.round((1000 * n) / d) / 10

/** 占比: always with both of its numbers; of nothing there is no share. */
export const shareOf = (
  w: { shareOf: (n: number, d: number, percent: number) => string },
  n: number,
  d: number | undefined,
): string => (d === undefined || d === 0 ? '—' : w.shareOf(n, d, percentOf(n, d)))
