import type { Answer } from '../../data/contracts.ts'
import { FileList } from '../../elements/file-list.tsx'
import { Title } from '../../elements/title.tsx'
import { dateTime, longDate } from '../../look/dates.ts'
import { words } from './words/index.ts'

export type Version = Answer<'consultations.session-minutes'>['versions'][number]

/** 纪要正文 on paper: one version, with what it corrects and the fingerprint that proves it. */
export function MinutesSheet({ title, version, paper }: { title: string; version: Version; paper: boolean }) {
  const w = words.use()
  const lines = version.text.split('\n').filter((line) => line.trim() !== '')
  return (
    <article className={paper ? 'sheet' : 'card lead minutes'}>
      <h2 className="song">
        <Title text={w.titleOf(title)} />
      </h2>
      {version.corrects !== undefined && (
        <p className="noin mute small">{w.corrects(version.corrects, version.reason ?? '')}</p>
      )}
      {lines.map((line, at) => {
        const heading = /^[一二三四五六七八九十]+、/.test(line)
        // oxlint-disable-next-line react/no-array-index-key -- paragraphs have no other name
        return heading ? <h3 key={at}>{line}</h3> : <p key={at}>{line}</p>
      })}
      {version.file && <FileList service="consultations" files={[version.file]} />}
      <p className="noin mute small proved">
        {w.versionOf(version.version)} ·{' '}
        {version.approvedAt === undefined
          ? w.draftedAt(dateTime(version.draftedAt))
          : w.approvedAt(longDate(version.approvedAt))}
        <br />
        {w.fingerprint}{' '}
        <span className="mono">
          {version.textSha256
            .match(/.{1,4}/g)
            ?.slice(0, 8)
            .join(' ')}
        </span>
      </p>
    </article>
  )
}
