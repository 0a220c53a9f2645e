import type { WorkingHours } from '#app/core/business-calendar.ts'
import type { NamedDays } from '#app/features/calendars/calendar.model.ts'

const hours = (from: number, to: number): WorkingHours => ({ from: from * 60, to: to * 60 })

/** A day of an office in China, with its lunch. */
export const OFFICE_DAY: WorkingHours[] = [hours(8.5, 12), hours(13, 17.5)]
/** Two shifts of a laboratory. */
export const LAB_DAY: WorkingHours[] = [hours(7, 22)]

const off = (from: string, to: string, name: string): NamedDays => ({ from, to, name, hours: [] })
const worked = (date: string, name: string): NamedDays => ({ from: date, to: date, name, hours: OFFICE_DAY })

/**
 * Public holidays of China with the weekend days that are worked for them: 2026 as the General Office of the State Council
 * announced them on 2025-11-04 (国务院办公厅关于2026年部分节假日安排的通知, 国办发明电〔2025〕7号, told by Xinhua in
 * https://politics.gmw.cn/2025-11/04/content_38391083.htm); those of 2027 by the law alone (全国年节及纪念日放假办法, as
 * revised in 2024), until they are announced.
 */
export const CHINESE_HOLIDAYS: NamedDays[] = [
	off('2026-01-01', '2026-01-03', '元旦 New Year'),
	worked('2026-01-04', '元旦调休 Worked for New Year'),
	worked('2026-02-14', '春节调休 Worked for Spring Festival'),
	off('2026-02-15', '2026-02-23', '春节 Spring Festival'),
	worked('2026-02-28', '春节调休 Worked for Spring Festival'),
	off('2026-04-04', '2026-04-06', '清明节 Qingming'),
	off('2026-05-01', '2026-05-05', '劳动节 Labour Day'),
	worked('2026-05-09', '劳动节调休 Worked for Labour Day'),
	off('2026-06-19', '2026-06-21', '端午节 Dragon Boat Festival'),
	worked('2026-09-20', '国庆节调休 Worked for National Day'),
	off('2026-09-25', '2026-09-27', '中秋节 Mid-Autumn Festival'),
	off('2026-10-01', '2026-10-07', '国庆节 National Day'),
	worked('2026-10-10', '国庆节调休 Worked for National Day'),
	off('2027-01-01', '2027-01-01', '元旦 New Year'),
	off('2027-02-05', '2027-02-08', '春节 Spring Festival'),
	off('2027-04-05', '2027-04-05', '清明节 Qingming'),
	off('2027-05-01', '2027-05-02', '劳动节 Labour Day'),
	off('2027-06-09', '2027-06-09', '端午节 Dragon Boat Festival'),
	off('2027-09-15', '2027-09-15', '中秋节 Mid-Autumn Festival'),
	off('2027-10-01', '2027-10-03', '国庆节 National Day'),
]
