import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { flattenErrors, namesOfTwins } from '#app/ui/forms/flatten-errors.ts'
import { dropDraft, keepable, readDraft, saveDraft } from '#app/ui/forms/form-draft.ts'
import { formatBytes } from '#app/ui/forms/format-bytes.ts'
import { isFormRefusal } from '#app/ui/forms/server-errors.ts'

beforeEach(() => {
	const kept = new Map<string, string>()
	vi.stubGlobal('sessionStorage', {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => kept.set(key, value),
		removeItem: (key: string) => kept.delete(key),
	})
})
afterEach(() => {
	vi.unstubAllGlobals()
})

test('puts back what was typed', () => {
	saveDraft('lot', { lotCode: 'B7756-01', lines: [{ quantity: '30.1' }] })
	expect(readDraft('lot')).toEqual({ lotCode: 'B7756-01', lines: [{ quantity: '30.1' }] })
	dropDraft('lot')
	expect(readDraft('lot')).toBeUndefined()
})

test('never keeps a password, a code of a second factor or a file', () => {
	const kept = keepable({
		password: 'x',
		newPassword: 'x',
		otp: '123456',
		code: '123456',
		file: new Blob(['x']),
		lotCode: 'B1',
	})
	expect(kept).toEqual({ lotCode: 'B1' })
})

test('goes on without storage', () => {
	vi.stubGlobal('sessionStorage', {
		getItem: () => {
			throw new Error('switched off')
		},
		setItem: () => {
			throw new Error('full')
		},
	})
	saveDraft('lot', { lotCode: 'B1' })
	expect(readDraft('lot')).toBeUndefined()
})

test('lists errors of nested fields by dotted name, and those of the form without one', () => {
	const errors = flattenErrors<{ quantity: string; lines: { code: string }[] }>({
		quantity: { type: 'custom', message: 'Pieces are whole numbers' },
		lines: [undefined, { code: { type: 'custom', message: 'A code is needed' } }],
		root: { server: { type: 'server', message: 'Someone else changed it' } },
	})
	expect(errors).toEqual([
		{ name: 'quantity', message: 'Pieces are whole numbers' },
		{ name: 'lines.1.code', message: 'A code is needed' },
		{ message: 'Someone else changed it' },
	])
})

test('takes only a plain refusal as one', () => {
	expect(isFormRefusal({ ok: false, formError: 'x' })).toBe(true)
	expect(isFormRefusal({ ok: true })).toBe(false)
	expect(isFormRefusal(undefined)).toBe(false)
})

test('writes file sizes for people', () => {
	expect([999, 318_400, 2_140_000].map(formatBytes)).toEqual(['999 B', '318 KB', '2.1 MB'])
})

test('only fields that say the same are told apart by their labels', () => {
	const choose = 'Choose one.'
	expect(
		namesOfTwins([
			{ name: 'items.0', message: choose },
			{ name: 'items.1', message: choose },
			{ name: 'site', message: 'Choose a site.' },
			{ message: choose },
		]),
	).toEqual(['items.0', 'items.1'])
	expect(namesOfTwins([{ name: 'site', message: choose }])).toEqual([])
})
