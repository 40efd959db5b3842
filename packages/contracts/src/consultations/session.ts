import { z } from 'zod'
import { Id, Instant, line, LocalDate, Sha256, text } from '../primitives.ts'

/** 协商会议状态: where a session stands. */
export const SessionState = z
  .enum([
    'SCHEDULED', // 已排期，未发通知
    'NOTIFIED', // 已发通知
    'ADJOURNED', // 休会待续
    'HELD', // 已召开
    'POSTPONED', // 延期，待定时间
    'CANCELLED', // 取消
  ])
  .meta({ id: 'SessionState' })
export type SessionState = z.infer<typeof SessionState>

/** 召开方式. */
export const SessionMode = z.enum(['ON_SITE', 'REMOTE', 'HYBRID']).meta({ id: 'SessionMode' })
export type SessionMode = z.infer<typeof SessionMode>

/** 出席 or 列席: who counts as due, and who listens in. */
export const Capacity = z.enum(['ATTENDEE', 'OBSERVER']).meta({ id: 'Capacity' })
export type Capacity = z.infer<typeof Capacity>

/** 请假: asked for, then granted or refused. */
export const LeaveState = z.enum(['REQUESTED', 'GRANTED', 'REFUSED']).meta({ id: 'LeaveState' })
export type LeaveState = z.infer<typeof LeaveState>

/** 到会情况: on time 出席, late 迟到, left early 早退, absent 缺席. */
export const Attendance = z.enum(['PRESENT', 'LATE', 'LEFT_EARLY', 'ABSENT']).meta({ id: 'Attendance' })
export type Attendance = z.infer<typeof Attendance>

/** 应到 = 实到 + 请假 + 缺席; whoever has neither come nor been granted leave is absent once the session was held. */
export const AttendanceCounts = z
  .strictObject({
    due: z.int().nonnegative(),
    present: z.int().nonnegative(),
    onLeave: z.int().nonnegative(),
    absent: z.int().nonnegative(),
    /** 迟到 and 早退, both among `present`. */
    late: z.int().nonnegative(),
    leftEarly: z.int().nonnegative(),
    /** 列席 that came, outside `due`. */
    observers: z.int().nonnegative(),
    /** Units that came. */
    units: z.int().nonnegative(),
  })
  .meta({ id: 'AttendanceCounts' })
export type AttendanceCounts = z.infer<typeof AttendanceCounts>

/** 材料阅读范围: who reads a released material before the session; the office and the chairs read all of them. */
export const MaterialAudience = z
  .enum([
    'PARTICIPANTS', // 参会委员
    'PARTICIPANTS_AND_UNITS', // 参会委员和参会单位
    'ALL_MEMBERS', // 全体委员
  ])
  .meta({ id: 'MaterialAudience' })
export type MaterialAudience = z.infer<typeof MaterialAudience>

export const MaterialState = z.enum(['ADDED', 'RELEASED', 'WITHDRAWN']).meta({ id: 'MaterialState' })
export type MaterialState = z.infer<typeof MaterialState>

/** 发言方式: 上台 on stage, 书面 in writing, 即席 from the floor. */
export const SpeechMode = z.enum(['STAGE', 'WRITTEN', 'FLOOR']).meta({ id: 'SpeechMode' })
export type SpeechMode = z.infer<typeof SpeechMode>

/** 代表: for whom a member speaks, after which the share of the parties' speeches is counted. */
export const SpeaksFor = z.enum(['SELF', 'PARTY', 'SECTOR', 'ORGANIZATION', 'COMMITTEE']).meta({ id: 'SpeaksFor' })
export type SpeaksFor = z.infer<typeof SpeaksFor>

export const MinutesState = z.enum(['NONE', 'DRAFTED', 'CIRCULATED', 'APPROVED']).meta({ id: 'MinutesState' })
export type MinutesState = z.infer<typeof MinutesState>

/** A file by its hash, as it was uploaded to the service's file route before. */
export const FileRef = z
  .strictObject({
    sha256: Sha256,
    /** What readers see, never a person's name. */
    name: line(200),
    size: z.int().positive().max(200_000_000),
    mediaType: line(120),
  })
  .meta({ id: 'ConsultationFile' })
export type FileRef = z.infer<typeof FileRef>

/** What a session asks of the office by a day: the notice 通知, the material 材料, the minutes 纪要. */
export const SessionDuty = z.enum(['NOTICE', 'MATERIAL', 'MINUTES']).meta({ id: 'SessionDuty' })
export type SessionDuty = z.infer<typeof SessionDuty>

/** 期限及其依据: a deadline with every step of “why this date”, as it was counted when it was set. */
export const Deadline = z
  .strictObject({
    /** 24:00 of the last day; an act at this instant or later is late. */
    due: Instant,
    date: LocalDate,
    /** False when a year took part whose holidays are not announced yet. */
    calendarKnown: z.boolean(),
    unknownYears: z.array(z.int()).max(10),
    steps: z
      .array(z.strictObject({ code: line(40), date: LocalDate.optional(), zh: text(300), en: text(300) }))
      .max(60),
  })
  .meta({ id: 'ConsultationDeadline' })
export type Deadline = z.infer<typeof Deadline>

/** 时间地点: when and where. */
export const whenAndWhere = { startsAt: Instant, endsAt: Instant, place: line(200) }

/** Who is invited as what. */
export const Invitee = z.strictObject({ memberId: Id, capacity: Capacity.default('ATTENDEE') }).meta({ id: 'Invitee' })
