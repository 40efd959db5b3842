import type { Area, Page } from './area.ts'
import type { Role } from './data/contracts.ts'

const found = import.meta.glob<{ area: Area }>('./pages/*/area.ts', { eager: true })

/** Every part of the portal; a new one is found by its file. */
export const areas: readonly Area[] = Object.values(found).map(({ area }) => area)

const pages = areas.flatMap((area) => area.pages)

/** Whether a role is shown a page: what leads to none is left out. */
export const leadsOn = (path: string, role: Role): boolean =>
  pages.some((page) => page.path === path && maySee(page, role))

/** 首页 of a role. Whoever has none of their own meets their own account, which is everybody's. */
export const homeOf = (role: Role): string =>
  pages.find((page) => page.homeOf?.includes(role) && maySee(page, role))?.path ?? '/security'

const maySee = ({ roles }: Page, role: Role) => roles === undefined || roles.includes(role)
