import { closeSync, mkdtempSync, openSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import bwipjs from 'bwip-js/node'
import { openAs } from './support.ts'

const [WIDE, HIGH, FRAMES] = [1280, 720, 5]
const [INK, LABEL, DESK] = [30, 225, 150]

/** A film of a label with a GS1-128, as the browser takes it in place of a camera; answers its file. */
function film(text: string): string {
	const [drawn] = bwipjs.raw('gs1-128', text)
	if (!drawn || !('sbs' in drawn)) throw new Error('It was not drawn as bars.')
	const modules = drawn.sbs.flatMap((width, index) => Array<number>(width).fill(index % 2 === 0 ? INK : LABEL))
	const scale = (WIDE - 160) / modules.length
	const file = join(mkdtempSync(join(tmpdir(), 'scan-')), 'label.y4m')
	const line = Buffer.from(
		Array.from({ length: WIDE }, (_, x) =>
			x < 20 || x >= WIDE - 20 ? DESK : (modules[Math.floor((x - 80) / scale)] ?? LABEL),
		),
	)
	const light = Buffer.concat(
		Array.from({ length: HIGH }, (_, y) => (y > 200 && y < 520 ? line : Buffer.alloc(WIDE, DESK))),
	)
	const to = openSync(file, 'w')
	writeSync(to, `YUV4MPEG2 W${WIDE} H${HIGH} F10:1 Ip A1:1 C420mpeg2\n`)
	for (let frame = 0; frame < FRAMES; frame++) {
		writeSync(to, 'FRAME\n')
		writeSync(to, light)
		writeSync(to, Buffer.alloc((WIDE * HIGH) / 2, 128))
	}
	closeSync(to)
	return file
}

test('the camera reads a label in a browser without a reader of its own, and the trace starts from it', async ({
	playwright,
	baseURL,
}, info) => {
	const launch = info.project.use.launchOptions
	const browser = await playwright.chromium.launch({
		...launch,
		args: [
			...(launch?.args ?? []),
			'--use-fake-device-for-media-stream',
			'--use-fake-ui-for-media-stream',
			`--use-file-for-fake-video-capture=${film('(01)08717648200274(10)XA26-0003')}`,
		],
	})
	const page = await openAs(browser, 'auditor@aurora.example')
	await page.goto(`${baseURL}/trace`)
	await page.getByRole('button', { name: 'Scan by camera' }).click()
	await expect(page).toHaveURL(/q=.*10XA26-0003/)
	await expect(page.getByRole('heading', { name: 'What it comes to' })).toBeVisible()
	await browser.close()
})
