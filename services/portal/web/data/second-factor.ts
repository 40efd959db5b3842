import { request } from './request.ts'

/** 绑定二次验证 begun: what the authenticator is told, and the codes for the day when it is lost. */
export interface Enrolled {
  uri: string
  secret: string
  recoveryCodes: readonly string[]
}

const post = <T>(path: string, body: object) => request<T>(`/identity/${path}`, { method: 'POST', body })

export const beginEnrolment = (password: string | undefined) =>
  post<Enrolled>('second-factor/enrol', { ...(password !== undefined && { password }) })

/** The first code, which is a proof already. */
export const confirmEnrolment = (code: string) => post('second-factor/confirm', { code })

export const renewRecoveryCodes = (code: string) =>
  post<{ recoveryCodes: readonly string[] }>('second-factor/recovery-codes', { code })

export const stepUp = (code: string) => post<{ state: 'SIGNED_IN' }>('step-up', { code })
