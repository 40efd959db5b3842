const BROWSERS: readonly [mark: RegExp, name: string][] = [
  [/MicroMessenger/, '微信'],
  [/DingTalk/, '钉钉'],
  [/Edg(?:A|iOS)?\//, 'Edge'],
  [/HuaweiBrowser/, '华为浏览器'],
  [/Firefox\/|FxiOS/, 'Firefox'],
  [/Chrome\/|CriOS/, 'Chrome'],
  [/Version\/[\d.]+ .*Safari\/|Safari\//, 'Safari'],
]
const SYSTEMS: readonly [mark: RegExp, name: string][] = [
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux|X11/, 'Linux'],
]

/** 设备: browser and system by what the browser says of itself, as far as it helps to know it again. */
export function deviceOf(agent: string): string {
  const of = (names: readonly [RegExp, string][]) => names.find(([mark]) => mark.test(agent))?.[1]
  return [of(BROWSERS), of(SYSTEMS)].filter(Boolean).join(' · ')
}
