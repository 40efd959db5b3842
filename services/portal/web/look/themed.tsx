import { ConfigProvider } from 'antd'
import { type PropsWithChildren, useEffect, useState } from 'react'
import { antdTheme } from './antd-theme.ts'
import { nonce } from './nonce.ts'
import { type Language, usePreferences } from './preferences.ts'

type Locale = NonNullable<Parameters<typeof ConfigProvider>[0]['locale']>

const LOCALES: Record<Language, () => Promise<{ default: Locale }>> = {
  'zh-CN': () => Promise.all([import('antd/es/locale/zh_CN'), import('dayjs/locale/zh-cn')]).then(([one]) => one),
  'zh-TW': () => Promise.all([import('antd/es/locale/zh_TW'), import('dayjs/locale/zh-tw')]).then(([one]) => one),
  en: () => import('antd/es/locale/en_US'),
}

/** Around whatever uses Ant Design: its colours, sizes and words are ours. Loaded with the pages that need it, and only then. */
export function Themed({ large = false, children }: PropsWithChildren<{ large?: boolean }>) {
  const preferences = usePreferences()
  const { language } = preferences
  const [locale, setLocale] = useState<Locale>()
  useEffect(() => {
    void LOCALES[language]().then((loaded) => setLocale(loaded.default))
  }, [language])
  return (
    <ConfigProvider
      theme={antdTheme(preferences, large)}
      {...(locale && { locale })}
      csp={{ nonce }}
      button={{ autoInsertSpace: false }}
    >
      {children}
    </ConfigProvider>
  )
}
