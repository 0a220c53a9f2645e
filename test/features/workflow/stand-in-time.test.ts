import { expect, test } from 'vitest'
import { fromInWords, untilInWords } from '#app/features/workflow/ui/stand-in-time.ts'
import { createFormat } from '#app/platform/i18n/format.ts'

const timeZone = 'Asia/Shanghai'
const english = { ...createFormat('en', timeZone), timeZone }
const chinese = { ...createFormat('zh-CN', timeZone), timeZone }

test('whole days are said as they were chosen: the last day is that day, not midnight of the next', () => {
	const [first, over] = ['2026-11-30T16:00:00.000Z', '2026-12-05T16:00:00.000Z']
	expect([fromInWords(first, english), untilInWords(over, english)]).toEqual(['Dec 1, 2026', 'Dec 5, 2026'])
	expect([fromInWords(first, chinese), untilInWords(over, chinese)]).toEqual(['2026年12月1日', '2026年12月5日'])
})

test('a moment within a day is said with its time', () => {
	const noon = '2026-12-05T04:00:00.000Z'
	expect([fromInWords(noon, english), untilInWords(noon, english)]).toEqual([
		'Dec 5, 2026, 12:00 PM',
		'Dec 5, 2026, 12:00 PM',
	])
})
