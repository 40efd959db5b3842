import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Icon } from '../elements/icon.tsx'
import { Go } from '../go.tsx'
import { usePreferences } from '../look/preferences.ts'
import { core } from '../words/index.ts'
import type { Page } from '../area.ts'

interface Tab {
  pathname: string
  /** With filters and all, so that a tab comes back as it was left. */
  href: string
  page: Page
}

const MOST = 8

/** 页签: the pages that were opened, each as it was left. */
export function PageTabs() {
  const w = core.use()
  const { language } = usePreferences()
  const navigate = useNavigate()
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const href = useRouterState({ select: (state) => state.location.href })
  const page = useRouterState({ select: (state) => state.matches.at(-1)?.staticData.page })
  const [tabs, setTabs] = useState<readonly Tab[]>([])
  useEffect(() => {
    if (!page) return
    setTabs((before) => {
      const own = { pathname, href, page }
      const at = before.findIndex((tab) => tab.pathname === pathname)
      return at < 0 ? [...before, own].slice(-MOST) : before.with(at, own)
    })
  }, [pathname, href, page])
  const close = (tab: Tab) => {
    const rest = tabs.filter((one) => one !== tab)
    setTabs(rest)
    if (tab.pathname === pathname) void navigate({ to: (rest.at(-1)?.href ?? '/') as never })
  }
  return (
    <div className="tabs">
      {tabs.map((tab) => (
        <span key={tab.pathname} className={tab.pathname === pathname ? 'on' : undefined}>
          <a
            href={tab.href}
            aria-current={tab.pathname === pathname ? 'page' : undefined}
            onClick={(event) => {
              event.preventDefault()
              void navigate({ href: tab.href } as never)
            }}
          >
            {tab.page.title[language]}
          </a>
          {tabs.length > 1 && (
            <button type="button" aria-label={`${w.close} ${tab.page.title[language]}`} onClick={() => close(tab)}>
              <Icon name="close" />
            </button>
          )}
        </span>
      ))}
      {tabs.length === 0 && <Go to="/">{w.home}</Go>}
    </div>
  )
}
