import { expect, test } from 'vitest'
import { glnField, partySchema } from '#app/features/parties/party.schema.ts'

test('a GLN is taken with spaces and hyphens, and refused with a wrong check digit', () => {
	expect(glnField.parse('4012345 00000 9')).toBe('4012345000009')
	expect(glnField.parse('')).toBeNull()
	expect(glnField.safeParse('4012345000008').error?.issues[0]?.message).toBe('form.glnCheckDigit|9')
	expect(glnField.safeParse('40123').error?.issues[0]?.message).toBe('form.glnWrong')
})

test('a country is one that exists', () => {
	const form = { kind: 'supplier', code: 'S', nameEn: 'A', nameZh: '甲', language: 'en' }
	expect(partySchema.safeParse({ ...form, country: 'XX' }).success).toBe(false)
	expect(partySchema.parse({ ...form, country: 'DE' })).toMatchObject({
		country: 'DE',
		active: false,
		gln: null,
	})
})
