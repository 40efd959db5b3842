import type { proposals as c } from '@lianxie/contracts'

/** 督办领导: what a printed post means; 吴江 prints main leaders, vice heads and the committee's chairs apart. */
export function leadershipOf(printed: string): c.KeyLeadership | undefined {
  if (/主席/.test(printed)) return 'CHAIRS'
  if (/分管|副书记|副[区市县省]长|常委/.test(printed)) return 'DEPUTY_HEAD'
  return /主要|书记|[区市县省]长/.test(printed) ? 'PARTY_GOVERNMENT_MAIN' : undefined
}

/** 督办形式 as printed; chairs 领衔, party and government 牵头. */
export function supervisionFormOf(printed: string): c.SupervisionForm | undefined {
  if (/领衔|主席/.test(printed)) return 'CPPCC_LEADERS'
  if (/牵头|党政/.test(printed)) return 'PARTY_GOVERNMENT_LEADERS'
  if (/视察/.test(printed)) return 'MEMBER_INSPECTION'
  if (/评议/.test(printed)) return 'APPRAISAL'
  if (/专委会|专[（(]工[)）]委会|协商/.test(printed)) return 'SPECIAL_COMMITTEE'
  if (/走访/.test(printed)) return 'VISIT_UNIT'
  if (/回头看/.test(printed)) return 'LOOK_BACK'
  return /调研/.test(printed) ? 'RESEARCH' : undefined
}

/** The kind of a collective proposal whose kind the file does not give. */
export const UNKNOWN_KIND = 'UNKNOWN'

/** 集体提案类别 by the name of whoever made it; parties and persons without party are told by the file itself. */
export function collectiveKindOf(name: string, byParty: boolean): string {
  if (byParty || /民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|无党派|工商联/.test(name)) return 'PARTY'
  if (/联络组|联络委|工委|工作委员会/.test(name)) return 'TOWNSHIP_GROUP'
  if (/共青团|团委|妇联|总工会|工会|科协|侨联|青联|台联|文联|残联/.test(name)) return 'ORGANIZATION'
  if (/界别|界$/.test(name)) return 'SECTOR'
  if (/专委会|专门委员会|委员会$|委$/.test(name)) return 'SPECIAL_COMMITTEE'
  if (/小组|活动组|联组/.test(name)) return 'MEMBER_GROUP'
  return UNKNOWN_KIND
}

/** 满意度 as printed; some forms say 理解 where others say 基本满意. */
export const RATINGS = {
  满意: 'SATISFIED',
  基本满意: 'BASICALLY_SATISFIED',
  理解: 'BASICALLY_SATISFIED',
  不满意: 'DISSATISFIED',
} as const satisfies Record<string, c.HistoryRating>

/** 沟通方式: how a unit and the proposers talked; a telephone call is a contact, and no meeting. */
export function meetingWayOf(form: string): c.MeetingWay {
  if (/电话|短信|微信|网络|线上/.test(form)) return 'PHONE'
  if (/上门|走访|现场|实地/.test(form)) return 'VISIT'
  return /座谈|面|会/.test(form) ? 'MEETING' : 'OTHER'
}
