import fc from 'fast-check'
import { expect, test } from 'vitest'
import { kindOfDay, readHours, writeHours } from '#app/features/calendars/calendar.model.ts'
import { calendarSchema } from '#app/features/calendars/calendar.schema.ts'
import { calendarForm } from '../../factories/calendar.ts'

test.each([
	['08:30-12:00, 13:00-17:30', [510, 720, 780, 1050]],
	['8:30–12:00；13:00～17:30', [510, 720, 780, 1050]],
	['08：30至12：00', [510, 720]],
	['00:00-24:00', [0, 1440]],
	['  ', []],
])('reads hours as people type them: %s', (text, marks) => {
	expect(readHours(text)?.flatMap(({ from, to }) => [from, to])).toEqual(marks)
})

test.each([
	'nine to five',
	'9-17',
	'12:00-08:00',
	'08:00-12:00, 11:00-13:00',
	'13:00-17:00, 08:00-12:00',
	'08:00-25:00',
	'24:30-24:40',
	'08:00-09:00-10:00',
	'1:00-2:00,3:00-4:00,5:00-6:00,7:00-8:00,9:00-10:00',
])('refuses %s', (text) => {
	expect(readHours(text)).toBeNull()
})

test('hours that are written are read as they were', () => {
	const marks = fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 2, maxLength: 8 })
	fc.assert(
		fc.property(marks, (found) => {
			const sorted = [...found].sort((a, b) => a - b)
			const hours = sorted.flatMap((from, at) => {
				const to = sorted[at + 1]
				return at % 2 === 0 && to !== undefined ? [{ from, to }] : []
			})
			expect(readHours(writeHours(hours))).toEqual(hours)
		}),
	)
})

const problems = (more: Record<string, unknown>) => {
	const parsed = calendarSchema.safeParse({ ...rawForm, ...more })
	return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)
}
const rawForm = {
	key: 'office',
	nameEn: 'Office',
	nameZh: '办公时间',
	timeZone: 'Asia/Shanghai',
	monday: '08:30-17:30',
	tuesday: '',
	wednesday: '',
	thursday: '',
	friday: '',
	saturday: '',
	sunday: '',
	special: '[]',
	isDefault: 'on',
}
const days = (...rows: [from: string, to: string, name: string, hours: string][]) =>
	JSON.stringify(rows.map(([from, to, name, hours]) => ({ from, to, name, hours })))

test.each([
	['nothing is worked', { monday: '' }, ['monday form.weekEmpty']],
	['hardly anything is', { monday: '08:00-09:00' }, ['monday form.weekShort']],
	['a zone that there is not', { timeZone: 'Mars/Base' }, ['timeZone form.chooseOne']],
	['a key that means something else', { key: 'elapsed' }, ['key form.keyWrong']],
	['hours that cannot be read', { friday: 'noon' }, ['friday form.hoursWrong']],
	['special days that are no list', { special: '{' }, ['special form.notADate']],
	[
		'a day that there is not',
		{ special: days(['2027-02-29', '2027-02-29', 'Leap', '']) },
		['special.0.from form.notADate', 'special.0.to form.notADate'],
	],
	[
		'days in the wrong order',
		{ special: days(['2027-02-02', '2027-02-01', 'Back', '']) },
		['special.0.to form.daysReversed'],
	],
	[
		'a day that two rows speak of',
		{ special: days(['2026-10-01', '2026-10-07', '国庆节', ''], ['2026-10-07', '2026-10-07', '调休', '09:00-18:00']) },
		['special form.daysOverlap'],
	],
	[
		'years without work',
		{ special: days(['2026-01-01', '2029-12-31', 'Closed', '']) },
		['special form.tooManyDaysOff'],
	],
])('refuses a calendar in which %s', (_, more, expected) => {
	expect(problems(more)).toEqual(expected)
})

test('says what a day is', () => {
	const { monday, tuesday, wednesday, thursday, friday, saturday, sunday, special } = calendarForm({
		special: days(['2026-10-01', '2026-10-07', '国庆节', ''], ['2026-10-10', '2026-10-10', '调休', '09:00-18:00']),
	})
	const week = [monday, tuesday, wednesday, thursday, friday, saturday, sunday]
	const kind = (date: string) => kindOfDay({ timeZone: 'UTC', week, special }, date)
	expect(kind('2026-10-08')).toEqual({ kind: 'working', name: null })
	expect(kind('2026-10-11')).toEqual({ kind: 'off', name: null })
	expect(kind('2026-10-03')).toEqual({ kind: 'holiday', name: '国庆节' })
	expect(kind('2026-10-10')).toEqual({ kind: 'extra', name: '调休' })
})
