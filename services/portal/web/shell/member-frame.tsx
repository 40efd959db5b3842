import { Outlet } from '@tanstack/react-router'
import { Suspense } from 'react'
import { leadsOn } from '../areas.ts'
import { useKept } from '../data/kept-count.ts'
import type { IconName } from '../elements/icon.tsx'
import { Icon } from '../elements/icon.tsx'
import { LoadingBars, OfflineBand } from '../elements/states.tsx'
import { Go } from '../go.tsx'
import { core } from '../words/index.ts'
import { UnreadCount } from './notice-bell.tsx'
import { LargeSwitch } from './look-switches.tsx'
import { SignedIn } from './signed-in.tsx'
import { useCommittee } from './use-committee.ts'

const MOST_TABS = 5

/** 委员端: one column, large, with the five tabs of a phone. */
export function Frame() {
  const w = core.use()
  const committee = useCommittee()
  const kept = useKept()
  // What is used most before the rest, as a thumb has room for five.
  const tabs: readonly [path: string, icon: IconName, label: string][] = [
    ['/m', 'home', w.home],
    ['/m/messages', 'mail', w.messages],
    ['/m/proposals', 'paper', w.proposals],
    ['/m/visits', 'eye', w.visits],
    ['/m/contacts', 'person', w.contacts],
    ['/m/news', 'news', w.news],
  ]
  const me: (typeof tabs)[number] = ['/m/me', 'person', w.me]
  const district = committee?.district.replace(/[区县市]$/, '') ?? ''
  return (
    <SignedIn>
      {(_session, role) => (
        <div className="phone">
          <a className="skip" href="#main">
            {w.skip}
          </a>
          <header className="phead">
            <span className="seal" aria-hidden="true">
              <b>{district}</b>
              <b>政协</b>
            </span>
            <div>
              <b className="song">{committee?.name}</b>
              <br />
              <span className="small mute">{w.memberSide}</span>
            </div>
            <LargeSwitch />
          </header>
          <OfflineBand stored={kept.count} {...(kept.since !== undefined && { since: kept.since })} />
          <main className="pbody" id="main" tabIndex={-1}>
            <Suspense fallback={<LoadingBars />}>
              <Outlet />
            </Suspense>
          </main>
          <nav className="tabbar" aria-label={w.bottomMenu}>
            {[...tabs.filter(([path]) => leadsOn(path, role)).slice(0, MOST_TABS - 1), me].map(
              ([path, icon, label]) => (
                <Go
                  key={path}
                  to={path}
                  {...({ activeProps: { className: 'on' }, activeOptions: { exact: path === '/m' } } as object)}
                >
                  <Icon name={icon} />
                  {label}
                  {path === '/m/messages' && <UnreadCount />}
                </Go>
              ),
            )}
          </nav>
        </div>
      )}
    </SignedIn>
  )
}
