import './sign-in.css'
import type { ReactNode } from 'react'
import { Go } from '../../go.tsx'
import { prefer, preferLarge, usePreferences } from '../../look/preferences.ts'
import { useCommittee } from '../../shell/use-committee.ts'
import { words } from './words/index.ts'

const WAVES = Array.from({ length: 9 }, (_, at) => 672 + at * 15)

/** The two halves of the entrance: whose it is, and the form. */
export function Entrance({ children }: { children: ReactNode }) {
  const w = words.use()
  const committee = useCommittee()
  const { size, theme } = usePreferences()
  return (
    <div className="si">
      <section className="welcome">
        <svg
          className="waves"
          viewBox="0 0 600 800"
          preserveAspectRatio="none"
          fill="none"
          stroke="#fff"
          aria-hidden="true"
        >
          {WAVES.map((y, at) => (
            <path
              key={y}
              d={`M0 ${y} C 120 ${y - 22}, 220 ${y + 26 - at}, 340 ${y + 2} S 560 ${y - 18}, 640 ${y + 6 - at}`}
              strokeOpacity={0.14 + at * 0.035}
              strokeWidth={1.2}
            />
          ))}
        </svg>
        <div className="row mark">
          <span className="seal" aria-hidden="true">
            <b>联协</b>
          </span>
          <span className="song nm">联协</span>
        </div>
        <div className="greeting">
          <p className="song slogan">{w.slogan}</p>
          <p className="what">{w.about}</p>
        </div>
        <p className="ft">
          {committee && w.office(committee.fullName)}
          <br />
          {w.support}
        </p>
      </section>
      <main className="right">
        <div className="row top2 wrap">
          <button type="button" className="link" onClick={() => preferLarge(size !== 'large')}>
            {size === 'large' ? w.standard : w.large}
          </button>
          <button
            type="button"
            className="link"
            aria-pressed={theme === 'contrast'}
            onClick={() => prefer({ theme: theme === 'contrast' ? 'light' : 'contrast' })}
          >
            {w.contrast}
          </button>
          <Go to="/open">{w.published}</Go>
        </div>
        {children}
      </main>
    </div>
  )
}
