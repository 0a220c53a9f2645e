import { expect, test } from 'vitest'
import { COMMON_PASSWORDS } from '#app/features/identity/common-passwords.model.ts'
import { PASSWORD_LEAST, passwordProblem } from '#app/features/identity/password-policy.model.ts'

test('takes four words', () => {
	expect(passwordProblem('copper lantern walks home', 'lin@aurora.example')).toBeNull()
})

test('takes ten characters of any script, and refuses nine', () => {
	expect(passwordProblem('批次追溯门户密码两字', 'a@b.example')).toBeNull()
	expect(passwordProblem('ninechars', 'a@b.example')).toBe('password-too-short')
})

test('refuses more than it would hash', () => {
	expect(passwordProblem('ab1'.repeat(100), 'a@b.example')).toBe('password-too-long')
})

test("refuses the person's own address in any writing", () => {
	expect(passwordProblem('Lin.Wei@Aurora.example', 'lin.wei@aurora.example')).toBe('password-is-email')
	expect(passwordProblem('lin.weiwei', 'lin.weiwei@aurora.example')).toBe('password-is-email')
})

test('refuses what guessing begins with, however it is written', () => {
	expect(passwordProblem('Password123', 'a@b.example')).toBe('password-common')
	expect(passwordProblem('correct horse battery staple', 'a@b.example')).toBe('password-common')
	expect(passwordProblem('aaaaaaaaaaaa', 'a@b.example')).toBe('password-common')
})

test('every password on the list is one that the length alone would let through', () => {
	for (const password of COMMON_PASSWORDS) expect([...password].length).toBeGreaterThanOrEqual(PASSWORD_LEAST)
})
