import bwipjs from 'bwip-js/node'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkDigitFor } from '#app/core/gs1/check-digit.ts'
import { type Picture, readPicture } from '#app/core/scan/read-picture.ts'

/** Light and dark of each module of a bar code, with the quiet zone around it. */
function modulesOf(kind: string, text: string): number[] {
	const [drawn] = bwipjs.raw(kind, text)
	if (!drawn || !('sbs' in drawn)) throw new Error('It was not drawn as bars.')
	const bars = drawn.sbs.flatMap((width, index) => Array<number>(width).fill(index % 2 === 0 ? 20 : 235))
	return [...Array<number>(12).fill(235), ...bars, ...Array<number>(12).fill(235)]
}

/** A photograph of it: so many points a module, blurred, with noise, half in shadow, turned by quarters. */
function photograph(
	modules: readonly number[],
	{ scale = 3, noise = 0, shadow = 1, turns = 0 }: { scale?: number; noise?: number; shadow?: number; turns?: number },
): Picture {
	const width = Math.round(modules.length * scale)
	const height = 48
	const at = (x: number): number => modules[Math.floor(x / scale)] ?? 235
	let seed = 7
	const random = () => {
		seed = (seed * 48_271) % 2_147_483_647
		return seed / 2_147_483_647
	}
	const grey = (x: number): number => {
		const blurred = (at(x - 1) + 2 * at(x) + at(x + 1)) / 4
		return Math.round(blurred * (x > width / 2 ? shadow : 1) + (random() - 0.5) * noise)
	}
	const [wide, high] = turns % 2 === 0 ? [width, height] : [height, width]
	const data = new Uint8ClampedArray(wide * high * 4)
	for (let y = 0; y < height; y++)
		for (let x = 0; x < width; x++) {
			const along = turns >= 2 ? width - 1 - x : x
			data.fill(
				grey(x),
				4 * (turns % 2 === 0 ? y * wide + along : along * wide + y),
				4 * (turns % 2 === 0 ? y * wide + along : along * wide + y) + 4,
			)
		}
	return { data, width: wide, height: high }
}

test('reads GS1-128 as a hand scanner sends it', () => {
	const label = photograph(modulesOf('gs1-128', '(01)08717648200274(10)XA26-0003(17)281126'), {})
	expect(readPicture(label)).toBe(']C10108717648200274' + '10XA26-0003\u001d17281126')
	const pallet = photograph(modulesOf('gs1-128', '(00)395212310000000017'), { turns: 1 })
	expect(readPicture(pallet)).toBe(']C100395212310000000017')
})

test('reads in any quarter turn, in shadow, small and with noise', () => {
	const modules = modulesOf('code128', 'ASN-26-0055')
	for (const turns of [0, 1, 2, 3]) expect(readPicture(photograph(modules, { turns })), `${turns}`).toBe('ASN-26-0055')
	expect(readPicture(photograph(modules, { shadow: 0.7, noise: 16 }))).toBe('ASN-26-0055')
	expect(readPicture(photograph(modules, { scale: 2.3 }))).toBe('ASN-26-0055')
})

test('reads every Code 128 and every EAN-13 that there is', () => {
	const ascii = fc.string({
		unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)),
		minLength: 1,
		maxLength: 24,
	})
	fc.assert(
		fc.property(fc.oneof(ascii, fc.stringMatching(/^\d{2,24}$/), fc.stringMatching(/^[A-Z]{1,3}\d{4,12}$/)), (text) => {
			expect(readPicture(photograph(modulesOf('code128', text.replaceAll('^', '-')), { scale: 2 }))).toBe(
				text.replaceAll('^', '-'),
			)
		}),
		{ numRuns: 150 },
	)
	fc.assert(
		fc.property(fc.stringMatching(/^\d{12}$/), (digits) => {
			const code = digits + checkDigitFor(digits)
			expect(readPicture(photograph(modulesOf('ean13', code), {}))).toBe(code)
		}),
		{ numRuns: 100 },
	)
})

test('sees nothing where nothing is, and no code whose check is wrong', () => {
	const noise = photograph(Array<number>(120).fill(140), { noise: 180 })
	expect(readPicture(noise)).toBeNull()
	const modules = modulesOf('code128', 'ASN-26-0055')
	const broken = modules.map((value, index) => (index >= 60 && index < 64 ? 255 - value : value))
	expect(readPicture(photograph(broken, {}))).toBeNull()
})
