import { expect, test } from 'vitest'
import type { StepOffer } from '#app/features/workflow/step-offers.model.ts'
import { wholeStepForm } from '#app/features/workflow/ui/whole-step-form.ts'

const label = (en: string) => ({ en, 'zh-CN': en })
const step = {
	key: 'close',
	asksReason: false,
	fields: [
		{ field: 'packaging.intact', label: label('Intact'), type: 'text', required: true },
		{ field: 'remark', label: label('Remark'), type: 'text' },
	],
	signature: { meaning: 'approved', reauth: 'password', reason: 'required', meaningTitle: label('approved') },
} as unknown as StepOffer
const words = { field: ({ en }: { en: string }) => `fill ${en}`, reason: 'why', password: 'password', code: 'code' }
const missing = (values: Record<string, unknown>, asksCode = false) => {
	const read = wholeStepForm(step, asksCode, words).safeParse({
		intent: 'transition',
		transition: 'close',
		version: 1,
		...values,
	})
	return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
}

test('says everything that a dialog lacks at once, each beside its field', () => {
	expect(missing({ field: { packaging: { intact: '' } }, reason: ' ', password: '', code: '' }, true)).toEqual([
		'field.packaging.intact: fill Intact',
		'reason: why',
		'password: password',
		'code: code',
	])
})

test('lets a filled-in dialog pass, without what nobody asks for', () => {
	expect(missing({ field: { packaging: { intact: 'yes' } }, reason: 'Seen', password: 'x' })).toEqual([])
})
