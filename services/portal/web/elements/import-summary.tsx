import { dateTime } from '../look/dates.ts'
import { Segments } from './segments.tsx'

/** How an area says it. */
interface Words {
  sentence: (rows: number, valid: number, failed: number) => React.ReactNode
  checked: string
  wrong: string
  all: string
  mendLead: string
  ignored: (columns: string) => string
  expires: (at: string) => string
}

interface Summary {
  rows: number
  valid: number
  failed: number
  ignoredColumns: readonly string[]
  expiresAt: string
}

/** 预检结果: how many rows of a file can be imported, which of them are shown below, and until when the preview is kept. */
export function ImportSummary({
  words,
  of,
  only,
  onOnly,
}: {
  words: Words
  of: Summary
  only: 'all' | 'errors'
  onOnly: (only: 'all' | 'errors') => void
}) {
  return (
    <div className="sum">
      <div className="row wrap">
        <p className="counts" role="status">
          {words.sentence(of.rows, of.valid, of.failed)}
        </p>
        {of.failed > 0 && (
          <div className="push tools">
            <Segments
              label={words.checked}
              hidden
              value={only}
              options={[
                ['errors', `${words.wrong} ${of.failed}`],
                ['all', `${words.all} ${of.rows}`],
              ]}
              onChange={onOnly}
            />
          </div>
        )}
      </div>
      {of.failed > 0 && <p className="sub small">{words.mendLead}</p>}
      {of.ignoredColumns.length > 0 && <p className="small amber">{words.ignored(of.ignoredColumns.join('、'))}</p>}
      <p className="small mute">{words.expires(dateTime(of.expiresAt))}</p>
    </div>
  )
}
