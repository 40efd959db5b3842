import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router'
import type { Page, Shell } from './area.ts'
import { areas } from './areas.ts'
import { queryClient } from './data/query-client.ts'
import { sessionQuery } from './data/session.ts'
import { Home } from './shell/home.tsx'
import { NotFound, PageFault } from './shell/not-found.tsx'
import { language } from './look/preferences.ts'
import { core } from './words/index.ts'

const SHELLS: Record<Shell, () => Promise<{ Frame: React.ComponentType }>> = {
  staff: () => import('./shell/staff-frame.tsx'),
  member: () => import('./shell/member-frame.tsx'),
  public: () => import('./shell/public-frame.tsx'),
  bare: () => import('./shell/bare-frame.tsx'),
}

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound })
const home = createRoute({ getParentRoute: () => root, path: '/', component: Home })

const frames = (Object.keys(SHELLS) as Shell[]).map((shell) => {
  const frame = createRoute({
    getParentRoute: () => root,
    id: shell,
    loader: () => {
      // Asked while the page's own parts are under way, and not after them.
      if (shell === 'staff' || shell === 'member') void queryClient.prefetchQuery(sessionQuery)
      return core.load()
    },
    component: lazyRouteComponent(SHELLS[shell], 'Frame'),
  })
  const pages = areas.flatMap(({ pages: own, words }) =>
    own.filter((page) => page.shell === shell).map((page) => routeOf(page, frame, words)),
  )
  return frame.addChildren(pages)
})

function routeOf(
  page: Page,
  frame: (typeof root)['types']['children'] | any,
  words: { load(): Promise<unknown> } | undefined,
) {
  return createRoute({
    getParentRoute: () => frame,
    path: page.path,
    component: lazyRouteComponent(page.load, 'Page'),
    staticData: { page },
    // Another thing is another page: what is typed about one never stands in the form of another.
    remountDeps: ({ params }) => params,
    loader: () => words?.load(),
    onEnter: () => {
      document.title = `${page.title[language()]} · 联协`
    },
  })
}

export const router = createRouter({
  routeTree: root.addChildren([home, ...frames]),
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: PageFault,
  defaultPendingMs: 400,
})

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    page?: Page
  }
}
