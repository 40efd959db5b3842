import { Outlet, useMatches } from '@tanstack/react-router'
import { Suspense } from 'react'
import { LoadingBars, OfflineBand } from '../elements/states.tsx'
import { Go } from '../go.tsx'
import { usePreferences } from '../look/preferences.ts'
import { core } from '../words/index.ts'
import { LargeSwitch } from './look-switches.tsx'
import { useCommittee } from './use-committee.ts'

/** 公开页面: open to everybody, without an account. */
export function Frame() {
  const w = core.use()
  const committee = useCommittee()
  const { language } = usePreferences()
  const page = useMatches({ select: (all) => all.at(-1)?.staticData.page })
  return (
    <div className="phone">
      <a className="skip" href="#main">
        {w.skip}
      </a>
      <header className="phead pubh">
        <div>
          <Go to="/open" className="song">
            {committee?.fullName}
          </Go>
          <br />
          <span className="small">{page?.title[language]}</span>
        </div>
        <LargeSwitch />
      </header>
      <OfflineBand />
      <main className="pbody" id="main" tabIndex={-1}>
        <Suspense fallback={<LoadingBars />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  )
}
