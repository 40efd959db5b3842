import type { ThemeConfig } from 'antd'
import type { Preferences, Theme } from './preferences.ts'

const COLORS: Record<Theme, Record<string, string>> = {
  light: {
    colorPrimary: '#1F4F73',
    colorSuccess: '#1B6647',
    colorWarning: '#7A5200',
    colorError: '#9B1C1C',
    colorText: '#16232E',
    colorTextSecondary: '#3D4B58',
    colorTextTertiary: '#5B6874',
    colorBgLayout: '#F1F3F4',
    colorBgContainer: '#FFFFFF',
    colorBgElevated: '#FFFFFF',
    colorBorder: '#7D8892',
    colorBorderSecondary: '#DDE2E6',
    colorPrimaryBg: '#E9F0F5',
    colorErrorBg: '#FBEEEB',
    colorWarningBg: '#FDF3D9',
    colorSuccessBg: '#E6F2EC',
    colorTextLightSolid: '#FFFFFF',
  },
  dark: {
    colorPrimary: '#86BDE2',
    colorSuccess: '#74D0A3',
    colorWarning: '#F0C462',
    colorError: '#FF9A8C',
    colorText: '#ECF2F6',
    colorTextSecondary: '#BAC8D3',
    colorTextTertiary: '#93A4B1',
    colorBgLayout: '#0D161D',
    colorBgContainer: '#15222C',
    colorBgElevated: '#15222C',
    colorBorder: '#6B7D8B',
    colorBorderSecondary: '#2A3A46',
    colorPrimaryBg: '#1A3243',
    colorErrorBg: '#3A1F1C',
    colorWarningBg: '#372C12',
    colorSuccessBg: '#17332A',
    colorTextLightSolid: '#0D161D',
  },
  contrast: {
    colorPrimary: '#003A66',
    colorSuccess: '#00452B',
    colorWarning: '#4F3500',
    colorError: '#7A0000',
    colorText: '#000000',
    colorTextSecondary: '#1A1A1A',
    colorTextTertiary: '#333333',
    colorBgLayout: '#FFFFFF',
    colorBgContainer: '#FFFFFF',
    colorBgElevated: '#FFFFFF',
    colorBorder: '#000000',
    colorBorderSecondary: '#000000',
    colorPrimaryBg: '#FFFFFF',
    colorErrorBg: '#FFFFFF',
    colorWarningBg: '#FFFFFF',
    colorSuccessBg: '#FFFFFF',
    colorTextLightSolid: '#FFFFFF',
  },
}

/** The values of tokens.css as Ant Design knows them; `large` is a page for members or the public. */
export function antdTheme({ theme, size }: Pick<Preferences, 'theme' | 'size'>, large: boolean): ThemeConfig {
  const colors = COLORS[theme]
  const scale = size === 'large' ? 1.22 : 1
  const px = (value: number) => Math.round(value * scale)
  return {
    token: {
      ...colors,
      colorInfo: colors['colorPrimary']!,
      colorLink: colors['colorPrimary']!,
      colorTextPlaceholder: colors['colorTextTertiary']!,
      colorTextDescription: colors['colorTextTertiary']!,
      colorSplit: colors['colorBorderSecondary']!,
      controlItemBgActive: colors['colorPrimaryBg']!,
      fontFamily: 'var(--sans)',
      fontSize: px(large ? 17 : 14),
      controlHeight: px(large ? 48 : 34),
      controlHeightSM: px(28),
      controlHeightLG: px(52),
      borderRadius: 3,
      borderRadiusLG: large ? 12 : 6,
      lineWidth: theme === 'contrast' ? 2 : 1,
      motionDurationFast: '.1s',
      motionDurationMid: '.16s',
      motionDurationSlow: '.24s',
    },
    components: { Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' } },
  }
}
