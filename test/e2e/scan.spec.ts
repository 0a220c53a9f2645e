import { closeSync, mkdtempSync, openSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import bwipjs from 'bwip-js/node'
import { openAs } from './support.ts'

const [WIDE, HIGH, FRAMES] = [1280, 720, 5]
const [INK, LABEL, DESK] = [30, 225, 150]

/** Whether there is ink at a place of a drawn code, in modules; and how many modules it has across and down. */
function drawn(kind: string, text: string): { ink: (x: number, y: number) => boolean; across: number; down: number } {
	const [code] = bwipjs.raw(kind, text)
	if (!code) throw new Error('It was not drawn.')
	if ('pixs' in code) return { ink: (x, y) => code.pixs[y * code.pixx + x] === 1, across: code.pixx, down: code.pixy }
	const bars = code.sbs.flatMap((width, index) => Array<boolean>(width).fill(index % 2 === 0))
	return { ink: (x) => bars[x] === true, across: bars.length, down: Math.round(bars.length / 4) }
}

/** A film of a label with a code, as the browser takes it in place of a camera; answers its file. */
function film(kind: string, text: string): string {
	const { ink, across, down } = drawn(kind, text)
	const module = Math.floor(Math.min((WIDE - 200) / across, (HIGH - 200) / down))
	const [left, top] = [(WIDE - across * module) >> 1, (HIGH - down * module) >> 1]
	const light = Buffer.alloc(WIDE * HIGH, DESK)
	for (let y = top - 60; y < HIGH - top + 60; y++) light.fill(LABEL, y * WIDE + left - 60, (y + 1) * WIDE - left + 60)
	for (let y = 0; y < down * module; y++)
		for (let x = 0; x < across; x++)
			if (ink(x, Math.floor(y / module))) {
				const at = (top + y) * WIDE + left + x * module
				light.fill(INK, at, at + module)
			}
	const file = join(mkdtempSync(join(tmpdir(), 'scan-')), 'label.y4m')
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

for (const kind of ['gs1datamatrix', 'gs1-128'])
	test(`the camera reads a label with ${kind}, and the trace starts from it`, async ({ playwright, baseURL }, info) => {
		const launch = info.project.use.launchOptions
		const browser = await playwright.chromium.launch({
			...launch,
			args: [
				...(launch?.args ?? []),
				'--use-fake-device-for-media-stream',
				'--use-fake-ui-for-media-stream',
				`--use-file-for-fake-video-capture=${film(kind, '(01)08717648200274(10)XA26-0003')}`,
			],
		})
		const page = await openAs(browser, 'auditor@aurora.example')
		await page.goto(`${baseURL}/trace`)
		await page.getByRole('button', { name: 'Scan by camera' }).click()
		await expect(page).toHaveURL(/q=.*10XA26-0003/)
		await expect(page.getByRole('heading', { name: 'What it comes to' })).toBeVisible()
		await browser.close()
	})
