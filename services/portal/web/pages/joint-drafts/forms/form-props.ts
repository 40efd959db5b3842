import type { Compact } from '../../joint/sides.ts'

/** What a form of a draft begins with: the compact, and what the address says it is about. */
export interface FormProps {
  compact: Compact
  address: Readonly<{
    decision?: string
    version?: string
    research?: string
    session?: string
    task?: string
    about?: string
    item?: string
    amends?: string
    from?: string
  }>
}
