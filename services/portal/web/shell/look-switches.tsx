import { Icon } from '../elements/icon.tsx'
import { Popover } from '../elements/popover.tsx'
import { LANGUAGES, type Language, prefer, preferLarge, type Theme, usePreferences } from '../look/preferences.ts'
import { core } from '../words/index.ts'

const NAMES: Record<Language, string> = { 'zh-CN': '简体中文', 'zh-TW': '繁體中文', en: 'English' }
const THEMES: readonly Theme[] = ['light', 'dark', 'contrast']

/** A− A+, and how the pages look on this device; offered before anybody signs in. */
export function LookSwitches() {
  const w = core.use()
  const { theme, language } = usePreferences()
  return (
    <>
      <button
        type="button"
        className="quiet sizes"
        aria-label={`A− ${w.smaller}`}
        onClick={() => prefer({ size: 'standard' })}
      >
        A−
      </button>
      <button
        type="button"
        className="quiet sizes"
        aria-label={`A+ ${w.larger}`}
        onClick={() => prefer({ size: 'large' })}
      >
        A+
      </button>
      <Popover
        label={w.theme}
        className="rolemenu"
        button={(props) => (
          <button type="button" className="quiet" {...props}>
            {w.theme} <Icon name="down" />
          </button>
        )}
      >
        {() => (
          <>
            <p className="mute small">{w.theme}</p>
            {THEMES.map((one) => (
              <button type="button" key={one} aria-pressed={one === theme} onClick={() => prefer({ theme: one })}>
                {w.themes[one]} {one === theme && <Icon name="check" />}
              </button>
            ))}
            <hr />
            <p className="mute small">{w.languageName}</p>
            {LANGUAGES.map((one) => (
              <button
                type="button"
                key={one}
                lang={one}
                aria-pressed={one === language}
                onClick={() => prefer({ language: one })}
              >
                {NAMES[one]} {one === language && <Icon name="check" />}
              </button>
            ))}
          </>
        )}
      </Popover>
    </>
  )
}

/** 大字: larger type and the strongest contrast, as one button. */
export function LargeSwitch() {
  const w = core.use()
  const large = usePreferences().size === 'large'
  return (
    <button
      type="button"
      className="btn push"
      aria-label={large ? w.toStandard : w.toLarge}
      onClick={() => preferLarge(!large)}
    >
      {large ? w.standardMode : w.largeMode}
    </button>
  )
}
