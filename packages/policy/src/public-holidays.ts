import { HolidayNotice } from './holiday-notice.ts'

const NAMES = {
  newYear: { zh: '元旦', en: "New Year's Day" },
  springFestival: { zh: '春节', en: 'Spring Festival' },
  qingming: { zh: '清明节', en: 'Qingming' },
  labourDay: { zh: '劳动节', en: 'Labour Day' },
  dragonBoat: { zh: '端午节', en: 'Dragon Boat Festival' },
  midAutumn: { zh: '中秋节', en: 'Mid-Autumn Festival' },
  nationalDay: { zh: '国庆节', en: 'National Day' },
  midAutumnAndNationalDay: { zh: '中秋节、国庆节', en: 'Mid-Autumn Festival and National Day' },
}

const holiday = (name: keyof typeof NAMES, from: string, to = from, makeUp: string[] = []) => ({
  name: NAMES[name],
  from,
  to,
  makeUp,
})

/** The announced years. A new year is added when its notice is out, usually in October to December before. */
export const publicHolidays: readonly HolidayNotice[] = [
  {
    year: 2021,
    number: '国办发明电〔2020〕27号',
    issued: '2020-11-25',
    holidays: [
      holiday('newYear', '2021-01-01', '2021-01-03'),
      holiday('springFestival', '2021-02-11', '2021-02-17', ['2021-02-07', '2021-02-20']),
      holiday('qingming', '2021-04-03', '2021-04-05'),
      holiday('labourDay', '2021-05-01', '2021-05-05', ['2021-04-25', '2021-05-08']),
      holiday('dragonBoat', '2021-06-12', '2021-06-14'),
      holiday('midAutumn', '2021-09-19', '2021-09-21', ['2021-09-18']),
      holiday('nationalDay', '2021-10-01', '2021-10-07', ['2021-09-26', '2021-10-09']),
    ],
  },
  {
    year: 2022,
    number: '国办发明电〔2021〕11号',
    issued: '2021-10-25',
    holidays: [
      holiday('newYear', '2022-01-01', '2022-01-03'),
      holiday('springFestival', '2022-01-31', '2022-02-06', ['2022-01-29', '2022-01-30']),
      holiday('qingming', '2022-04-03', '2022-04-05', ['2022-04-02']),
      holiday('labourDay', '2022-04-30', '2022-05-04', ['2022-04-24', '2022-05-07']),
      holiday('dragonBoat', '2022-06-03', '2022-06-05'),
      holiday('midAutumn', '2022-09-10', '2022-09-12'),
      holiday('nationalDay', '2022-10-01', '2022-10-07', ['2022-10-08', '2022-10-09']),
    ],
  },
  {
    year: 2023,
    number: '国办发明电〔2022〕16号',
    issued: '2022-12-08',
    holidays: [
      holiday('newYear', '2022-12-31', '2023-01-02'),
      holiday('springFestival', '2023-01-21', '2023-01-27', ['2023-01-28', '2023-01-29']),
      holiday('qingming', '2023-04-05'),
      holiday('labourDay', '2023-04-29', '2023-05-03', ['2023-04-23', '2023-05-06']),
      holiday('dragonBoat', '2023-06-22', '2023-06-24', ['2023-06-25']),
      holiday('midAutumnAndNationalDay', '2023-09-29', '2023-10-06', ['2023-10-07', '2023-10-08']),
    ],
  },
  {
    year: 2024,
    number: '国办发明电〔2023〕7号',
    issued: '2023-10-25',
    holidays: [
      holiday('newYear', '2024-01-01'),
      holiday('springFestival', '2024-02-10', '2024-02-17', ['2024-02-04', '2024-02-18']),
      holiday('qingming', '2024-04-04', '2024-04-06', ['2024-04-07']),
      holiday('labourDay', '2024-05-01', '2024-05-05', ['2024-04-28', '2024-05-11']),
      holiday('dragonBoat', '2024-06-10'),
      holiday('midAutumn', '2024-09-15', '2024-09-17', ['2024-09-14']),
      holiday('nationalDay', '2024-10-01', '2024-10-07', ['2024-09-29', '2024-10-12']),
    ],
  },
  {
    year: 2025,
    number: '国办发明电〔2024〕12号',
    issued: '2024-11-12',
    holidays: [
      holiday('newYear', '2025-01-01'),
      holiday('springFestival', '2025-01-28', '2025-02-04', ['2025-01-26', '2025-02-08']),
      holiday('qingming', '2025-04-04', '2025-04-06'),
      holiday('labourDay', '2025-05-01', '2025-05-05', ['2025-04-27']),
      holiday('dragonBoat', '2025-05-31', '2025-06-02'),
      holiday('midAutumnAndNationalDay', '2025-10-01', '2025-10-08', ['2025-09-28', '2025-10-11']),
    ],
  },
  {
    year: 2026,
    number: '国办发明电〔2025〕7号',
    issued: '2025-11-04',
    holidays: [
      holiday('newYear', '2026-01-01', '2026-01-03', ['2026-01-04']),
      holiday('springFestival', '2026-02-15', '2026-02-23', ['2026-02-14', '2026-02-28']),
      holiday('qingming', '2026-04-04', '2026-04-06'),
      holiday('labourDay', '2026-05-01', '2026-05-05', ['2026-05-09']),
      holiday('dragonBoat', '2026-06-19', '2026-06-21'),
      holiday('midAutumn', '2026-09-25', '2026-09-27'),
      holiday('nationalDay', '2026-10-01', '2026-10-07', ['2026-09-20', '2026-10-10']),
    ],
  },
].map((notice) => HolidayNotice.parse(notice))
