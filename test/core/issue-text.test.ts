import { expect, test } from 'vitest'
import { issueText } from '#app/core/issue-text.ts'

const translate = (key: string, { detail }: { detail: string }) =>
	({ 'form.tooLong': `At most ${detail}`, 'form.missing': 'Missing' })[key] ?? key

test('a key is said with the detail behind its bar, and words stay as they are', () => {
	expect(issueText('form.tooLong|40', translate)).toBe('At most 40')
	expect(issueText('form.missing', translate)).toBe('Missing')
	expect(issueText('Taken by somebody | else.', translate)).toBe('Taken by somebody | else.')
})
