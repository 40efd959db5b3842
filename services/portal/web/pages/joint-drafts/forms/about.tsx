import { useAnswer } from '../../../data/use-answer.ts'
import { Go } from '../../../go.tsx'
import { useVersionName } from '../../joint-decisions/use-version-name.ts'
import { numbered } from '../../joint-decisions/versions.ts'
import { words } from '../words/index.ts'

/** 所涉事项: what a form is about, so that nobody answers something out of sight. */
export function About({ compactId, decision, version }: { compactId: string; decision: string; version?: string }) {
  const w = words.use()
  const nameOfVersion = useVersionName()
  const { data } = useAnswer('joint.decision-detail', { compactId, decisionId: decision })
  if (!data) return null
  const found = data.versions.find(({ versionId }) => versionId === version)
  return (
    <div className="note">
      <div>
        <span className="small mute">{w.about}　</span>
        <Go to={`/joint/${compactId}/decisions/${data.decisionId}`} {...(version && { search: { version } })}>
          <b className="song">{found?.title ?? data.title}</b>
        </Go>{' '}
        {found && <span className="tag">{nameOfVersion(numbered(data.versions), found.versionId)}</span>}
      </div>
    </div>
  )
}
