import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { baseConfig, originUrl } from '@lianxie/service-kit'
import { z } from 'zod'
import type { MailServer, NoticesSettings } from './settings.ts'

const hosts = z
  .string()
  .transform((list) => list.split(',').map((one) => one.trim().toLowerCase()))
  .refine((list) => list.every((one) => /^[a-z0-9.-]+(:\d{1,5})?$/.test(one)), 'hosts with commas, qyapi.weixin.qq.com')

export const Config = z.object({
  ...baseConfig,
  /** 对外访问地址: what is sent leads there. */
  PUBLIC_URL: originUrl,
  /** 邮件服务器: without one nothing goes by mail. */
  SMTP_HOST: z.string().min(1).optional(),
  SMTP_PORT: z.coerce.number().int().min(1).max(65535).optional(),
  SMTP_SECURITY: z.enum(['tls', 'starttls', 'none']).default('starttls'),
  SMTP_USER: z.string().min(1).optional(),
  /** SMTP_PASSWORD_FILE names a file that holds it. */
  SMTP_PASSWORD: z.string().min(1).optional(),
  /** 自建证书机构: a file with certificates, PEM. */
  SMTP_CA: z.string().min(1).optional(),
  MAIL_FROM: z.string().min(3).max(200).optional(),
  ROBOT_HOSTS: hosts.optional(),
})
export type Config = z.infer<typeof Config>

export function settingsOf(config: Config): NoticesSettings {
  return {
    publicUrl: config.PUBLIC_URL,
    ...(config.SMTP_HOST !== undefined && { mail: mailOf(config, config.SMTP_HOST) }),
    robotHosts: config.ROBOT_HOSTS ?? ['qyapi.weixin.qq.com', 'oapi.dingtalk.com'],
    robotsByHttp: false,
  }
}

function mailOf(config: Config, host: string): MailServer {
  if (config.MAIL_FROM === undefined) throw new Error('configuration: MAIL_FROM is missing, as SMTP_HOST is given')
  if ((config.SMTP_USER === undefined) !== (config.SMTP_PASSWORD === undefined))
    throw new Error('configuration: SMTP_USER and SMTP_PASSWORD go together')
  if (config.SMTP_SECURITY === 'none' && !isThisMachine(host))
    throw new Error('configuration: SMTP_SECURITY is none: that is for a server on this machine alone')
  if (config.SMTP_SECURITY === 'none' && config.SMTP_USER !== undefined)
    throw new Error('configuration: SMTP_SECURITY is none: no password goes unencrypted, so leave SMTP_USER out')
  return {
    host,
    port: config.SMTP_PORT ?? { tls: 465, starttls: 587, none: 25 }[config.SMTP_SECURITY],
    security: config.SMTP_SECURITY,
    ...(config.SMTP_USER !== undefined && { user: config.SMTP_USER }),
    ...(config.SMTP_PASSWORD !== undefined && { password: config.SMTP_PASSWORD }),
    ...(config.SMTP_CA !== undefined && { authority: readFileSync(config.SMTP_CA, 'utf8') }),
    from: config.MAIL_FROM,
  }
}

const isThisMachine = (host: string): boolean =>
  host === 'localhost' || (isIP(host) !== 0 && (host.startsWith('127.') || host === '::1'))
