import type { Person } from '../domain/person.ts'

/** 脱敏: enough to tell two people apart and to recognise a number one knows, never enough to use it. */
export function mask({ name, jobTitle, employer, phone, email, idNumber, address }: Person): Person {
  return {
    name,
    ...(employer !== undefined && { employer }),
    ...(jobTitle !== undefined && { jobTitle }),
    ...(phone !== undefined && { phone: middle(phone, 3, 2) }),
    ...(email !== undefined && { email: `${email.slice(0, 1)}***${email.slice(email.indexOf('@'))}` }),
    ...(address !== undefined && { address: '***' }),
    ...(idNumber !== undefined && { idNumber: middle(idNumber, 1, 1) }),
  }
}

const middle = (text: string, before: number, after: number): string =>
  text.length <= before + after
    ? '*'.repeat(text.length)
    : `${text.slice(0, before)}${'*'.repeat(text.length - before - after)}${text.slice(-after)}`
