import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DayMonthOrder, parseDate } from '#app/features/intake/date-text.model.ts'

function read(text: string, dayMonth: DayMonthOrder = 'unknown', excelSerial = false): unknown {
	const parsed = parseDate(text, { dayMonth, excelSerial })
	return parsed.ok ? parsed.value : parsed.error
}

describe('dates as suppliers write them', () => {
	test.each([
		['2026-11-09'],
		['2026/11/9'],
		['2026.11.09'],
		['20261109'],
		['2026年11月9日'],
		['2026 年 11 月 9 日'],
		['26年11月9日'],
		['9 Nov 2026'],
		['09-NOV-2026'],
		['9. November 2026'],
		['Nov 9, 2026'],
		['9 novembre 2026'],
		['2026-Nov-09'],
		['2026-11-09T23:30:00+08:00'],
		['2026-11-09 00:00:00'],
		['2026/11/09 11:30 pm'],
		['２０２６－１１－０９'],
	])('reads %s', (text) => {
		expect(read(text)).toBe('2026-11-09')
	})

	test('reads months in three languages', () => {
		const named = ['3. März 2026', '3 mars 2026', '3 Mar 2026', '3. Mrz 2026', '3 March 2026']
		expect(named.map((text) => read(text))).toEqual(named.map(() => '2026-03-03'))
		expect(
			['1 août 2026', '1. Dez. 2026', '1 juin 2026', '1 juillet 2026', '1 févr. 2026'].map((text) => read(text)),
		).toEqual(['2026-08-01', '2026-12-01', '2026-06-01', '2026-07-01', '2026-02-01'])
	})

	test('reads day and month in the order of the column, or says that it is open', () => {
		expect(read('03/04/2026', 'dmy')).toBe('2026-04-03')
		expect(read('03/04/2026', 'mdy')).toBe('2026-03-04')
		expect(read('03/04/2026')).toEqual({ code: 'ambiguous-date', readings: ['2026-04-03', '2026-03-04'] })
		expect(read('05.05.2026')).toBe('2026-05-05')
		expect(read('13/04/2026')).toBe('2026-04-13')
		expect(read('04/13/2026')).toBe('2026-04-13')
	})

	test('does not guess where two digits may be day or year', () => {
		expect(read('26/10/28')).toEqual({ code: 'ambiguous-date', readings: ['2028-10-26', '2026-10-28'] })
		expect(read('26.10.28')).toBe('2028-10-26')
		expect(read('26/10/28', 'dmy')).toBe('2028-10-26')
	})

	test('refuses dates that do not exist, with the last day of the month as suggestion', () => {
		expect(read('31.02.2028', 'dmy')).toEqual({ code: 'impossible-date', suggestion: '2028-02-29' })
		expect(read('2027-02-29')).toEqual({ code: 'impossible-date', suggestion: '2027-02-28' })
		expect(read('2026-13-01')).toEqual({ code: 'impossible-date' })
		expect(read('2026-10')).toEqual({ code: 'incomplete-date', suggestion: '2026-10-31' })
		expect(read('10/2026')).toEqual({ code: 'incomplete-date', suggestion: '2026-10-31' })
		expect(read('2026年2月')).toEqual({ code: 'incomplete-date', suggestion: '2026-02-28' })
	})

	test('reads day numbers only where the column holds them', () => {
		expect(read('46320', 'unknown', true)).toBe('2026-10-25')
		expect(read('46320.75', 'unknown', true)).toBe('2026-10-25')
		expect(read('46320')).toEqual({ code: 'not-a-date' })
	})

	test.each(['', 'soon', '2026', '1/2', 'L26-00001', '99999999', '12 kg', '2026-10-01-02', '10 Foo 2026'])(
		'refuses %j',
		(text) => {
			expect(read(text, 'dmy')).toEqual({ code: 'not-a-date' })
		},
	)

	test('reads back every day in every way of writing', () => {
		const days = fc.date({ min: new Date('1990-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
		fc.assert(
			fc.property(days, (date) => {
				const iso = date.toISOString().slice(0, 10)
				const [year = '', month = '', day = ''] = iso.split('-')
				const serial = String(Math.floor(date.getTime() / 86_400_000) + 25_569)
				expect(read(`${year}/${Number(month)}/${Number(day)}`)).toBe(iso)
				expect(read(`${year}年${Number(month)}月${Number(day)}日`)).toBe(iso)
				expect(read(`${day}.${month}.${year}`, 'dmy')).toBe(iso)
				expect(read(`${month}/${day}/${year}`, 'mdy')).toBe(iso)
				expect(read(serial, 'unknown', true)).toBe(iso)
			}),
		)
	})

	test('never throws', () => {
		fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => void read(text)))
	})
})
