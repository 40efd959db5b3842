import { z } from 'zod'
import { importPreview } from '../common/imports.ts'
import { query } from '../define.ts'
import { Id, Instant, line, LocalDate, page, pageParams, personal } from '../primitives.ts'
import { PersonField, Post, TermEnding, TermNumber } from './parts.ts'

const search = line(60).optional()
const direction = z.enum(['asc', 'desc']).default('asc')

export const PostView = z
  .strictObject({
    postId: Id,
    bodyId: Id,
    bodyName: z.string(),
    post: Post,
    beganOn: LocalDate,
    endedOn: LocalDate.optional(),
  })
  .meta({ id: 'PostView' })

const TermView = z.strictObject({
  termNumber: TermNumber,
  sectorId: Id,
  sectorName: z.string(),
  beganOn: LocalDate,
  endedOn: LocalDate.optional(),
  ending: TermEnding.optional(),
})

export const MemberRow = z
  .strictObject({
    memberId: Id,
    name: personal(z.string()),
    /** Whether the member sits now. */
    sitting: z.boolean(),
    /** The current term, or the last one. */
    termNumber: TermNumber,
    sectorId: Id,
    sectorName: z.string(),
    posts: z.array(PostView),
  })
  .meta({ id: 'MemberRow' })

export const Members = query(
  'directory.members',
  '/members',
  {
    zh: '委员名录；可按姓名、拼音或拼音首字母检索',
    en: 'Members; the search takes a part of the name, its pinyin or its initials',
  },
  {
    search,
    sectorId: Id.optional(),
    bodyId: Id.optional(),
    post: Post.optional(),
    termNumber: z.coerce.number().int().min(1).max(99).optional(),
    state: z.enum(['sitting', 'left', 'all']).default('sitting'),
    sort: z.enum(['name', 'sector', 'beganOn']).default('name'),
    direction,
    ...pageParams,
  },
  page(MemberRow),
)

export const Member = query(
  'directory.member',
  '/members/:memberId',
  { zh: '委员详情（不含联系方式）', en: 'One member with all terms and posts, without the contact' },
  { memberId: Id },
  z.strictObject({
    memberId: Id,
    version: z.int(),
    name: personal(z.string()),
    sitting: z.boolean(),
    terms: z.array(TermView),
    posts: z.array(PostView),
  }),
)

export const StaffRow = z
  .strictObject({
    staffId: Id,
    name: personal(z.string()),
    jobTitle: personal(z.string()).optional(),
    bodyId: Id.optional(),
    unitId: Id.optional(),
    employerName: z.string(),
    beganOn: LocalDate,
    endedOn: LocalDate.optional(),
  })
  .meta({ id: 'StaffRow' })

export const StaffList = query(
  'directory.staff-list',
  '/staff',
  { zh: '工作人员和单位联系人', en: 'Staff of the committee and contact persons of units' },
  {
    search,
    bodyId: Id.optional(),
    unitId: Id.optional(),
    state: z.enum(['serving', 'left', 'all']).default('serving'),
    sort: z.enum(['name', 'beganOn']).default('name'),
    direction,
    ...pageParams,
  },
  page(StaffRow),
)

export const ContactView = z
  .strictObject({
    personId: Id,
    name: personal(z.string()),
    /** Masked: only enough to tell two people apart. */
    masked: z.boolean(),
    sex: personal(z.enum(['MALE', 'FEMALE'])).optional(),
    bornOn: personal(z.string()).optional(),
    ethnicity: personal(z.string()).optional(),
    party: personal(z.string()).optional(),
    employer: personal(z.string()).optional(),
    jobTitle: personal(z.string()).optional(),
    phone: personal(z.string()).optional(),
    email: personal(z.string()).optional(),
    address: personal(z.string()).optional(),
    idNumber: personal(z.string()).optional(),
  })
  .meta({ id: 'ContactView' })

export const Contact = query(
  'directory.contact',
  '/persons/:personId/contact',
  {
    zh: '联系方式：本人和委员工作、办公室人员可见全部并留痕，其他工作人员仅见脱敏信息',
    en: 'A contact: full for the person and for two offices (each read is recorded), masked for other staff',
  },
  { personId: Id },
  ContactView,
)

export const CorrectionView = z
  .strictObject({
    at: Instant,
    actor: z.string(),
    role: z.string(),
    field: PersonField,
    reason: z.string(),
    /** Only for those who may see them. */
    oldValue: personal(z.string()).optional(),
    newValue: personal(z.string()).optional(),
  })
  .meta({ id: 'CorrectionView' })

export const Corrections = query(
  'directory.corrections',
  '/persons/:personId/corrections',
  { zh: '更正记录：何人何时将何项由何改为何', en: 'Who corrected which detail of a person when, from what to what' },
  { personId: Id, field: PersonField.optional(), ...pageParams },
  page(CorrectionView),
)

export const AccessView = z
  .strictObject({ at: Instant, actor: z.string(), role: z.string(), action: z.string() })
  .meta({ id: 'AccessView' })

export const Accesses = query(
  'directory.accesses',
  '/persons/:personId/accesses',
  { zh: '查阅记录：何人何时查看过联系方式', en: 'Who read the contact of a person and when' },
  { personId: Id, ...pageParams },
  page(AccessView),
)

/** The ids that one request may resolve. */
export const RESOLVE_LIMIT = 200

export const ResolvedName = z
  .strictObject({
    id: z.string(),
    of: z.enum(['MEMBER', 'STAFF', 'BODY', 'UNIT', 'SECTOR', 'COMMITTEE']),
    name: personal(z.string()),
  })
  .meta({ id: 'ResolvedName' })

export const Resolve = query(
  'directory.resolve',
  '/resolve',
  {
    zh: '由标识查显示名称；无权查看的人名不返回',
    en: 'Display names of ids: members, staff (also by account), bodies, units, sectors, committees',
  },
  {
    ids: z.preprocess(
      (ids) => (typeof ids === 'string' ? [ids] : ids),
      z
        .array(z.string().regex(/^[\w:.-]{1,100}$/))
        .min(1)
        .max(RESOLVE_LIMIT),
    ),
  },
  z.strictObject({
    names: z.array(ResolvedName),
    /** Unknown, or not to be seen by this role. */
    unresolved: z.array(z.string()),
  }),
)

export const ImportPreview = importPreview('directory')
