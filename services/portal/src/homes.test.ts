import { Role, type Role as RoleType } from '@lianxie/contracts'
import { expect, test, vi } from 'vitest'

/** What is told of pages, which are of another build. */
interface Pages {
  areas: readonly {
    pages: readonly { path: string }[]
    menu?: readonly { path: string; roles?: readonly RoleType[] }[]
  }[]
  homeOf(role: RoleType): string
  leadsOn(path: string, role: RoleType): boolean
}

// What builders look at is left out, as in what is delivered.
vi.stubGlobal('__ELEMENTS__', false)
const { areas, homeOf, leadsOn } = (await import(new URL('../web/areas.ts', import.meta.url).href)) as Pages
const pages = areas.flatMap((area) => area.pages)

test('each role has a first page that is there and that it is shown', () => {
  const missing = Role.options.filter((role) => !leadsOn(homeOf(role), role))

  expect(missing).toEqual([])
})

test('members begin on the phone, whoever works at a desk with what waits, operators with what runs', () => {
  const homes = (
    ['MEMBER', 'STAFF_PROPOSAL', 'CHAIR', 'UNIT_HANDLER', 'SUPERVISION_OFFICE', 'OPS', 'VENUE_MANAGER'] as const
  ).map(homeOf)

  expect(homes).toEqual(['/m', '/home', '/home', '/home', '/home', '/operations', '/security'])
})

test('every entry of the menu leads to a page that whoever sees the entry is shown', () => {
  const astray = areas.flatMap(({ menu = [] }) =>
    menu.flatMap(({ path, roles }) => {
      const [place] = path.split('?')
      if (roles === undefined) return pages.some((page) => page.path === place) ? [] : [path]
      return roles.filter((role) => !leadsOn(place!, role)).map((role) => `${path} ${role}`)
    }),
  )

  expect(astray).toEqual([])
})
