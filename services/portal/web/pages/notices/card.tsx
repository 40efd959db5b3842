import type { ReactNode } from 'react'

/** One matter of a page of settings, under its title. */
export const Card = ({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) => (
  <section className="card" aria-label={title}>
    <div className="head">
      <h2>{title}</h2>
      {hint !== undefined && <span className="mute small push">{hint}</span>}
    </div>
    <div className="pad">{children}</div>
  </section>
)
