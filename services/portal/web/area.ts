import type { ComponentType } from 'react'
import type { Answer, Params, QueryType, Role } from './data/contracts.ts'
import type { IconName } from './elements/icon.tsx'
import type { Language } from './look/preferences.ts'
import type { Dictionary } from './words/dictionary.ts'

/** The frame around a page: staff's desk, the phone of members, what is open to everybody, or nothing. */
export type Shell = 'staff' | 'member' | 'public' | 'bare'

export interface Page {
  /** `/proposals/$proposalId`, as TanStack Router writes it. */
  path: string
  shell: Shell
  title: Readonly<Record<Language, string>>
  /** The module whose `Page` it is: loaded when somebody goes there. */
  load: () => Promise<{ Page: ComponentType }>
  /** Who is shown it; the services decide who may read and do. Everybody who is signed in unless given. */
  roles?: readonly Role[]
  /** Whose first page it is; one page for each role. */
  homeOf?: readonly Role[]
}

export interface MenuEntry {
  /** Entries stand in the order of these numbers: 5 首页, 20 协商, 30 提案, 40 监督, 50 联动, 60 社情民意, 70 履职, 90 运行. */
  order: number
  path: string
  icon?: IconName
  label: Readonly<Record<Language, string>>
  roles?: readonly Role[]
  /** Stands under the entry before it. */
  under?: true
  count?: Count<QueryType>
}

/** The number on a menu entry: what is the viewer's to do; red where nobody else can. */
interface Count<T extends QueryType> {
  query: T
  params: Params<T>
  of: (answer: Answer<T>) => number
  hot?: true
}

/** Types the answer of a count by its query. */
export const count = <T extends QueryType>(given: Count<T>): Count<QueryType> => given as unknown as Count<QueryType>

/** 板块: one part of the portal: its pages, its places in the menu, its words. Found by its file `pages/<name>/area.ts`. */
export interface Area {
  pages: readonly Page[]
  menu?: readonly MenuEntry[]
  words?: Dictionary<any>
}
