import type { Language } from '#app/core/localized.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { themeOf } from '#app/platform/themes/themes.server.ts'
import type { MailContent } from './queue-mail.server.ts'

const escapeHtml = (text: string): string =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const FONT = "font-family:Inter,'PingFang SC','Microsoft YaHei','Noto Sans SC',Arial,sans-serif"

/** A mail's two bodies in the tenant's colours: a simple table layout that every mail program shows. */
export function mailLayout(
	content: MailContent,
	tenant: TenantInfo,
	language: Language,
): { html: string; text: string } {
	const accent = themeOf(tenant.theme).mail.accent
	const paragraphs = content.paragraphs.map((text) => `<p style="margin:0 0 12px">${escapeHtml(text)}</p>`).join('')
	const facts = (content.facts ?? [])
		.map(
			(fact) =>
				`<tr><td style="padding:4px 16px 4px 0;color:#5f6a75">${escapeHtml(fact.label)}</td><td style="padding:4px 0">${escapeHtml(fact.value)}</td></tr>`,
		)
		.join('')
	const links = (content.links ?? [])
		.map(
			(link) =>
				`<tr><td style="padding:6px 0;border-top:1px solid #e3e6ea"><a href="${escapeHtml(link.url)}" style="color:#131920">${escapeHtml(link.label)}</a><br><span style="color:#5f6a75;font-size:12px">${escapeHtml(link.note)}</span></td></tr>`,
		)
		.join('')
	const action = content.action
		? `<p style="margin:20px 0"><a href="${escapeHtml(content.action.url)}" style="background:${accent};color:#fff;text-decoration:none;padding:10px 18px;border-radius:6px;display:inline-block">${escapeHtml(content.action.label)}</a></p><p style="margin:0 0 12px;color:#5f6a75;font-size:12px;word-break:break-all">${escapeHtml(content.action.url)}</p>`
		: ''
	const footnote = content.footnote
		? `<p style="margin:16px 0 0;color:#5f6a75;font-size:12px">${escapeHtml(content.footnote)}</p>`
		: ''
	const html = `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(content.subject)}</title></head><body style="margin:0;background:#f5f6f8;padding:24px;${FONT};font-size:14px;line-height:22px;color:#131920"><table role="presentation" align="center" width="560" style="max-width:560px;background:#fff;border:1px solid #e3e6ea;border-radius:8px"><tr><td style="padding:20px 24px;border-bottom:3px solid ${accent};font-weight:600">${escapeHtml(tenant.name)}</td></tr><tr><td style="padding:24px"><h1 style="font-size:18px;line-height:26px;margin:0 0 12px">${escapeHtml(content.subject)}</h1>${paragraphs}${facts ? `<table style="margin:0 0 12px;font-size:14px">${facts}</table>` : ''}${links ? `<table width="100%" style="margin:0 0 12px;font-size:14px;border-collapse:collapse">${links}</table>` : ''}${action}${footnote}</td></tr></table></body></html>`
	const lines = [
		content.subject,
		'',
		...content.paragraphs.flatMap((text) => [text, '']),
		...(content.facts ?? []).map((fact) => `${fact.label}: ${fact.value}`),
		...(content.links ?? []).flatMap((link) => [`${link.label} (${link.note})`, link.url, '']),
		...(content.action ? ['', `${content.action.label}: ${content.action.url}`] : []),
		...(content.footnote ? ['', content.footnote] : []),
		'',
		tenant.name,
	]
	return { html, text: lines.join('\n') }
}
