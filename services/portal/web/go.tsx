import { Link } from '@tanstack/react-router'
import type { AnchorHTMLAttributes } from 'react'

/** A link within the portal. Areas do not know each other's routes, so that addresses are plain text here. */
export const Go = ({
  to,
  search,
  ...rest
}: { to: string; search?: Readonly<Record<string, unknown>> } & AnchorHTMLAttributes<HTMLAnchorElement>) => (
  <Link to={to as never} {...(search && { search: search as never })} {...(rest as object)} />
)
