import { type Browser, expect } from '@playwright/test'
import { openAs, picture } from '../support.ts'

/** The pictures of the README that the demo itself gives; the others are taken on the way through the story. */
export async function takePictures(browser: Browser): Promise<void> {
	const quality = await openAs(browser, 'quality@aurora.example')
	await quality.goto('/')
	await expect(quality.getByRole('heading', { level: 1 })).toBeVisible()
	await picture(quality, 'home')
	await quality.goto('/lots?item=ROD-MACH-55&status=on_hold')
	await quality.getByRole('main').getByRole('link', { name: /^TR\d/ }).first().click()
	await expect(quality.getByRole('heading', { level: 1 })).toHaveText(/^TR\d/)
	await expect(quality.getByText('On hold').first()).toBeVisible()
	await picture(quality, 'lot')
	await quality.goto('/trace?q=HT-T7741')
	await expect(quality.locator('.canvas-node').first()).toBeVisible()
	await picture(quality, 'trace')
	await quality.context().close()

	const manager = await openAs(browser, 'recall@aurora.example')
	await manager.goto('/recalls')
	await manager.getByRole('link', { name: 'RC-2026-002' }).click()
	await expect(manager.getByRole('table', { name: 'Consignees' })).toBeVisible()
	await picture(manager, 'recall')
	await manager.context().close()
}
