import { FileList } from '../../elements/file-list.tsx'
import { Segments } from '../../elements/segments.tsx'
import { Difference, VersionGraph } from '../../elements/versions.tsx'
import { dateTime, longDate } from '../../look/dates.ts'
import { type Compact, sealNameOf } from '../joint/sides.ts'
import { committeeId } from '../../shell/use-committee.ts'
import { Fingerprints } from '../joint-founding/fingerprints.tsx'
import { words as founding } from '../joint-founding/words/index.ts'
import { agreedOf } from './agreed.ts'
import { clausesOf } from './difference.ts'
import { useVersionName } from './use-version-name.ts'
import {
  foundingOf,
  isOpen,
  joiningOf,
  type Numbered,
  paragraphsOf,
  type Readable,
  undertakingsOf,
  type Version,
} from './versions.ts'
import { words } from './words/index.ts'

type Set = (changes: { version?: string | undefined; view?: string | undefined; to?: string | undefined }) => void

/** 正文: the text as a paper sheet, or what one version changed of another; which is in the address. */
export function TextCard({
  compact,
  versions,
  version,
  effective,
  address,
  set,
}: {
  compact: Compact
  versions: readonly Numbered[]
  version: Version
  effective: string | null
  address: { view: string | undefined; to: string | undefined }
  set: Set
}) {
  const w = words.use()
  const f = founding.use()
  const nameOfVersion = useVersionName()
  const sideOf = (id: string) => sealNameOf(compact.sides.find(({ committee }) => committee === id)?.name ?? id)
  const own = versions.find((one) => one.version.versionId === version.versionId)
  const others = versions.filter((one) => one.version.versionId !== version.versionId)
  const agreed = foundingOf(compact, version)
  const beforeId = address.to ?? own?.before.at(-1) ?? agreed?.versionId ?? others.at(-1)?.version.versionId
  const before: Readable | undefined =
    beforeId === agreed?.versionId ? agreed : others.find((one) => one.version.versionId === beforeId)?.version
  const compares = address.view === 'compare' && before !== undefined
  const named = (id: string) => nameOfVersion(versions, id)
  return (
    <section className="card" aria-label={w.text}>
      <div className="head row wrap">
        <h2>{named(version.versionId)}</h2>
        <span className="small mute">{w.issued(sideOf(version.issuedBy), dateTime(version.issuedAt))}</span>
        {(others.length > 0 || agreed) && (
          <span className="push">
            <Segments
              label={w.versions}
              hidden
              value={compares ? 'compare' : 'text'}
              options={[
                ['text', w.text],
                ['compare', w.compare],
              ]}
              onChange={(view) => set({ view: view === 'text' ? undefined : view })}
            />
          </span>
        )}
      </div>
      {others.length > 0 && (
        <div className="pad versionrow stack" style={{ '--g': '8px' } as React.CSSProperties}>
          <VersionGraph
            label={w.graph}
            versions={versions.map(({ version: one, before: parents }) => ({
              id: one.versionId,
              label: `${named(one.versionId)} ${sideOf(one.issuedBy)}`,
              parents,
              state: one.versionId === effective ? 'live' : isOpen(one) ? 'now' : 'done',
            }))}
          />
          <div className="filters bare">
            <label className="field">
              {w.versions}
              <select
                value={version.versionId}
                onChange={({ target }) => set({ version: target.value, to: undefined })}
              >
                {versions.map(({ version: one }) => (
                  <option key={one.versionId} value={one.versionId}>
                    {named(one.versionId)} · {sideOf(one.issuedBy)} · {w.states[one.state]}
                  </option>
                ))}
              </select>
            </label>
            {compares && (
              <label className="field">
                {w.compareTo}
                <select value={beforeId} onChange={({ target }) => set({ to: target.value })}>
                  {agreed && <option value={agreed.versionId}>{f.foundingText}</option>}
                  {others.map(({ version: one }) => (
                    <option key={one.versionId} value={one.versionId}>
                      {named(one.versionId)} · {sideOf(one.issuedBy)}
                    </option>
                  ))}
                </select>
              </label>
            )}
          </div>
        </div>
      )}
      {compares ? (
        <Difference
          label={w.compare}
          clauses={clausesOf(
            [...linesOf(before, w, sideOf), ...agreedOf(before, f)],
            [...linesOf(version, w, sideOf), ...agreedOf(version, f)],
            w.changedBy(sideOf(version.issuedBy)),
          )}
        />
      ) : (
        <Paper version={version} sideOf={sideOf} />
      )}
      <Joining compact={compact} version={version} />
    </section>
  )
}

/** 拟加入: the keys of a committee that joins by this text, to be compared by telephone before anybody signs. */
function Joining({ compact, version }: { compact: Compact; version: Version }) {
  const f = founding.use()
  const joining = joiningOf(compact, version).filter(({ committee }) => committee !== committeeId)
  if (joining.length === 0) return null
  return (
    <div className="pad stack" style={{ '--g': '10px' } as React.CSSProperties}>
      <h3>{f.compare}</h3>
      <p className="small mute">{f.compareHint}</p>
      {joining.map((member) => (
        <div key={member.committee}>
          <b>{member.name}</b>
          <Fingerprints of={member} />
        </div>
      ))}
    </div>
  )
}

function Paper({ version, sideOf }: { version: Version; sideOf: (id: string) => string }) {
  const w = words.use()
  const f = founding.use()
  const undertakings = undertakingsOf(version)
  const files = (version.body['files'] ?? []) as React.ComponentProps<typeof FileList>['files']
  return (
    <article className="sheet">
      <h2>{version.title}</h2>
      {version.kind === 'topic' && (
        <p className="noin">{w.formOf(String(version.body['form']), Number(version.body['year']))}</p>
      )}
      {paragraphsOf(version).map((line, at) => (
        <p key={`${at} ${line}`}>{line}</p>
      ))}
      {agreedOf(version, f).map((line) => (
        <p key={line} className="noin">
          {line}
        </p>
      ))}
      {undertakings.length > 0 && (
        <>
          <h3>{w.undertakings}</h3>
          {undertakings.map((one, at) => (
            <p key={`${at} ${one.title}`} className="noin">
              {undertakingLine(one, w, sideOf)}
            </p>
          ))}
        </>
      )}
      {files.length > 0 && (
        <>
          <h3>{w.files}</h3>
          <FileList service="joint" files={files} />
        </>
      )}
    </article>
  )
}

type Words = ReturnType<typeof words.use>

const undertakingLine = (
  { side, title, due }: ReturnType<typeof undertakingsOf>[number],
  w: Words,
  sideOf: (id: string) => string,
) => w.undertaking(sideOf(side), title, due === null ? '' : w.dueBefore(longDate(due)))

/** Everything of a version that people read, so that nothing that was changed is left out of a comparison. */
function linesOf(version: Readable, w: Words, sideOf: (id: string) => string): readonly string[] {
  const { body, kind } = version
  return [
    version.title,
    ...(kind === 'topic' ? [w.formOf(String(body['form']), Number(body['year']))] : []),
    ...paragraphsOf(version),
    ...undertakingsOf(version).map((one) => undertakingLine(one, w, sideOf)),
    ...((body['files'] ?? []) as readonly { name: string }[]).map(({ name }) => `${w.files}：${name}`),
  ]
}
