import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import bwipjs from 'bwip-js/node'
import { beforeAll, expect, test } from 'vitest'
import { prepareZXingModule } from 'zxing-wasm/reader'
import { elementValue, parseElementString } from '#app/core/gs1/element-string.ts'
import { readCode } from '#app/features/receiving/ui/code-reader.ts'

beforeAll(() => {
	const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
	return prepareZXingModule({
		overrides: { wasmBinary: new Uint8Array(readFileSync(file)).buffer },
		fireImmediately: true,
	})
})

const drawn = (bcid: string, text: string, turned: 'N' | 'R' | 'I' = 'N') =>
	bwipjs.toBuffer({ bcid, text, scale: 3, padding: 10, rotate: turned, backgroundcolor: 'E8E8E8' })

const LABEL = '(01)08717648200274(10)XA26-0003(17)281126'

test.each([
	['gs1-128', ']C1'],
	['gs1datamatrix', ']d2'],
	['gs1qrcode', ']Q3'],
])('reads %s as a hand scanner sends it, in any quarter turn', async (bcid, kind) => {
	for (const turned of ['N', 'R', 'I'] as const) {
		const text = await readCode(await drawn(bcid, LABEL, turned))
		expect(text?.slice(0, 3)).toBe(kind)
		const read = parseElementString(text ?? '')
		if (!read.ok) throw new Error(read.error.code)
		const values = ['01', '10', '17'].map((ai) => elementValue(read.value.elements, ai))
		expect(values).toEqual(['08717648200274', 'XA26-0003', '281126'])
	}
})

test.each([
	['code128', 'ASN-26-0055'],
	['ean13', '4006381333931'],
	['qrcode', 'https://id.lotline.example/01/08717648200274/10/XA26-0003'],
	['datamatrix', 'B7741-02'],
])('reads %s as its text', async (bcid, text) => {
	expect(await readCode(await drawn(bcid, text))).toBe(text)
})

test('sees nothing where nothing is', async () => {
	const [width, height] = [200, 100]
	const data = new Uint8ClampedArray(width * height * 4).map((_, at) => 90 + ((at * 7919) % 120))
	expect(await readCode({ data, width, height, colorSpace: 'srgb' } as ImageData)).toBeNull()
})
