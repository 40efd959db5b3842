import { useAnswer, useList } from '../../data/use-answer.ts'
import { useSession } from '../../data/session.ts'
import { LoadingBars, Note } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { longDate } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { RULES } from '../../data/generated/rules.ts'
import { LoadMore } from '../../elements/load-more.tsx'
import { DRAFTERS } from './area.ts'
import { areaOf, ruleName, said } from './said.ts'
import { words } from './words/index.ts'
import './rules.css'

const STANDINGS = { draft: 'do', rejected: '', approved: 'wait', 'in-force': 'ok', superseded: '' } as const

/** 本地规则: what holds now, and all versions with what became of them. */
export function Page() {
  const w = words.use()
  const { data: session } = useSession()
  const now = useAnswer('directory.policy-in-force')
  const versions = useList('directory.policies', {}, { size: 20 })
  const mayDraft = session?.active !== undefined && DRAFTERS.includes(session.active.role)
  if (now.isError) return <PageFault error={now.error} />
  if (now.isPending) return <LoadingBars rows={8} />
  const { pack } = now.data
  const draft = versions.rows.find(({ standing }) => standing === 'draft')
  const areas = [...new Set(Object.keys(RULES).map(areaOf))]
  return (
    <>
      <div className="row wrap">
        <h1>{w.title}</h1>
        {mayDraft && !draft && (
          <Go className="btn go push" to="/rules/new">
            {w.draft}
          </Go>
        )}
      </div>
      {draft && (
        <Note kind="warn">
          {w.draftWaits(draft.version, longDate(draft.effectiveFrom))} <Go to={`/rules/${draft.version}`}>{w.look}</Go>
        </Note>
      )}
      <section className="card pad" aria-label={w.versions}>
        <h2>{w.versions}</h2>
        {versions.isError && <PageFault error={versions.error} />}
        {versions.first && versions.total === 0 && <p className="mute">{w.onlyDefault}</p>}
        <ul className="files">
          {versions.rows.map(({ version, standing, effectiveFrom, until, reason }) => (
            <li key={version} className="wrap">
              <Go to={`/rules/${version}`}>{w.versionOf(version)}</Go>
              <span className={`state ${STANDINGS[standing]}`}>{w.standings[standing]}</span>
              <span className="small">{reason}</span>
              <span className="mute small push">
                {until === undefined
                  ? w.from(longDate(effectiveFrom))
                  : w.fromUntil(longDate(effectiveFrom), longDate(until))}
              </span>
            </li>
          ))}
        </ul>
        <LoadMore list={versions} />
      </section>
      <h2>{pack.version === 0 ? w.defaultsHold : w.holds(pack.version, longDate(pack.effectiveFrom))}</h2>
      {areas.map((area) => (
        <section key={area} className="card pad" aria-label={w.areas[area as keyof typeof w.areas] ?? area}>
          <h2>{w.areas[area as keyof typeof w.areas] ?? area}</h2>
          <dl className="rules">
            {Object.keys(RULES)
              .filter((key) => areaOf(key) === area)
              .map((key) => (
                <div key={key}>
                  <dt>{ruleName(key)}</dt>
                  <dd>{said(key, pack.values[key], w)}</dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </>
  )
}
