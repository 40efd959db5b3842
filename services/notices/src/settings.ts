import { z } from 'zod'

/** 邮件服务器: how mail leaves. */
const MailServer = z.object({
  host: z.string().min(1),
  port: z.int().min(1).max(65535),
  /** `tls` from the first byte, `starttls` before anything is said; `none` to this machine alone. */
  security: z.enum(['tls', 'starttls', 'none']),
  user: z.string().min(1).optional(),
  password: z.string().min(1).optional(),
  /** Certificates of an authority of one's own, PEM. */
  authority: z.string().min(1).optional(),
  /** 发件人: `联协 <lianxie@example.org>` or the address alone. */
  from: z.string().min(3).max(200),
  /** One letter takes no longer, from the first byte to the last answer. */
  patienceMs: z.int().min(100).max(600_000).optional(),
})
export type MailServer = z.infer<typeof MailServer>

/** What this service knows beside what every service does; from its environment, or given by tests. */
export const NoticesSettings = z.object({
  /** Under which people reach the pages: what is sent leads there. */
  publicUrl: z.url({ protocol: /^https?$/ }),
  mail: MailServer.optional(),
  /** 允许的群机器人主机: nothing is sent to any other; `host` or `host:port`. */
  robotHosts: z
    .array(z.string().regex(/^[a-z0-9.-]+(:\d{1,5})?$/))
    .default(['qyapi.weixin.qq.com', 'oapi.dingtalk.com']),
  /** Robots by http: for tests and the demo alone. */
  robotsByHttp: z.boolean().default(false),
})
export type NoticesSettings = z.infer<typeof NoticesSettings>
