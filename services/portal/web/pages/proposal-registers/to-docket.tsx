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
