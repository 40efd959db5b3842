import { prefer, type Theme, usePreferences } from '../../look/preferences.ts'
import { Dialogs } from './dialogs.tsx'
import { Journeys } from './journeys.tsx'
import { Marks } from './marks.tsx'
import { Quiet } from './quiet.tsx'
import './elements.css'

const THEMES: readonly [Theme, string][] = [
  ['light', '常规'],
  ['dark', '暗色'],
  ['contrast', '高对比'],
]

/** 签名元素与状态: the shelf that pages are built from. */
export function Page() {
  const { size } = usePreferences()
  return (
    <main className="el">
      <div className="row between">
        <h1 className="song">签名元素与状态</h1>
        <button type="button" className="btn" onClick={() => prefer({ size: size === 'large' ? 'standard' : 'large' })}>
          {size === 'large' ? '标准' : '大字'}
        </button>
      </div>
      {THEMES.map(([theme, name]) => (
        <section key={theme} className="pn" data-theme={theme}>
          <h2>{name}</h2>
          <Marks />
        </section>
      ))}
      <Journeys />
      <Dialogs />
      <Quiet />
    </main>
  )
}
