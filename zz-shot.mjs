import { chromium } from '@playwright/test'
const base = 'http://localhost:3107'
const step = process.argv[2]
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] })
const open = async (email, { lang = 'zh-CN', width = 1440, height = 1000, dark = false } = {}) => {
	const ctx = await browser.newContext({ viewport: { width, height }, locale: lang, colorScheme: dark ? 'dark' : 'light' })
	const page = await ctx.newPage()
	page.setDefaultTimeout(120000)
	page.on('pageerror', (e) => console.log('PAGEERROR', e.message.slice(0, 300)))
	page.on('console', (m) => { if (['error', 'warning'].includes(m.type())) console.log('CONSOLE', m.text().slice(0, 300)) })
	await page.goto(base + '/login')
	await page.waitForLoadState('networkidle')
	await page.fill('input[name=email]', email)
	await page.fill('input[name=password]', 'lotline-demo-2026')
	await page.click('button[type=submit]:has(svg)')
	await page.waitForURL((u) => !u.pathname.includes('login'), { timeout: 120000 })
	const setLang = lang === 'zh-CN' ? 'zh-CN' : 'en'
	await page.evaluate(async (l) => { const f = new FormData(); f.set('language', l); f.set('redirectTo', '/'); await fetch('/preferences', { method: 'POST', body: f }) }, setLang)
	return page
}
const shot = (page, name) => page.screenshot({ path: `/tmp/shots/${name}.png`, fullPage: true })
export { open, shot, browser, base }
const steps = {
	async supplier() {
		const page = await open('supplier@beiling.example')
		await page.goto(base + '/imports'); await page.waitForLoadState('networkidle'); await shot(page, 'imports-empty')
		await page.goto(base + '/imports/new'); await page.waitForLoadState('networkidle'); await shot(page, 'import-new')
		await page.setInputFiles('input[type=file]', '/work/shared/samples/supplier-files/zh-gb18030.csv')
		await page.click('form button[type=submit]:has-text("读取文件")')
		await page.waitForURL(/imports\/[0-9a-f]/)
		await page.waitForSelector('text=待确认字段', { timeout: 120000 })
		await page.waitForLoadState('networkidle'); await shot(page, 'import-mapping')
		console.log(page.url())
		await page.click('button:has-text("试运行")')
		await page.waitForSelector('text=试运行结果', { timeout: 120000 })
		await page.waitForSelector('text=可以导入', { timeout: 120000 })
		await page.waitForTimeout(1500); await shot(page, 'import-ready')
	},
}
await steps[step]?.()
await browser.close()
