import '../look/lists.css'
import '../look/staff.css'
import { Outlet } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import type { Role } from '../data/contracts.ts'
import { useLive } from '../data/live.ts'
import type { Session } from '../data/session.ts'
import { Icon } from '../elements/icon.tsx'
import { LoadingBars, OfflineBand } from '../elements/states.tsx'
import { core } from '../words/index.ts'
import { NoticeBell } from './notice-bell.tsx'
import { LookSwitches } from './look-switches.tsx'
import { RoleMenu } from './role-menu.tsx'
import { SignedIn } from './signed-in.tsx'
import { StaffMenu } from './staff-menu.tsx'
import { PageTabs } from './page-tabs.tsx'
import { useCommittee } from './use-committee.ts'

/** 工作台: the desk of staff, chairs and units: menu, bar, tabs, page. */
export const Frame = () => <SignedIn>{(session, role) => <Desk session={session} role={role} />}</SignedIn>

function Desk({ session, role }: { session: Session; role: Role }) {
  const w = core.use()
  const committee = useCommittee()
  const [drawer, setDrawer] = useState(false)
  useLive()
  return (
    <div className="app">
      <a className="skip" href="#main">
        {w.skip}
      </a>
      <StaffMenu role={role} />
      {drawer && (
        // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- a press beside the drawer closes it, as its button does
        <div className="drawer" onClick={() => setDrawer(false)}>
          <StaffMenu role={role} />
          <button type="button" className="heard">
            {w.closeMenu}
          </button>
        </div>
      )}
      <div className="side">
        <header className="bar">
          <button
            type="button"
            className="foldbtn"
            aria-label={w.openMenu}
            aria-expanded={drawer}
            onClick={() => setDrawer(true)}
          >
            <Icon name="menu" />
          </button>
          <b className="song nw">
            <span className="longname">{committee?.fullName}</span>
            <span className="shortname">{committee?.name}</span>
          </b>
          <span className="push row">
            <NoticeBell />
            <LookSwitches />
          </span>
          <RoleMenu session={session} role={role} />
        </header>
        <OfflineBand />
        <PageTabs />
        <main className="page" id="main" tabIndex={-1}>
          <Suspense fallback={<LoadingBars />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
    </div>
  )
}
