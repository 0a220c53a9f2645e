import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { fieldRefusal, formRefusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { whoIs, withContext } from '#app/platform/request/with-context.server.ts'
import { themes } from '#app/platform/themes/themes.server.ts'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { settingsSchema } from '../settings.schema.ts'
import { readTenantSettings } from '../tenants.queries.server.ts'
import { SettingsForm } from '../ui/settings-form.tsx'
import { updateTenant } from '../update-tenant.server.ts'

export const meta: MetaFunction = () => [{ title: 'Settings · 设置 · Lotline 批迹' }]

const NEEDS = { can: ['update', 'Tenant'] } as const

export async function loader(args: LoaderFunctionArgs) {
	return withContext(args, NEEDS, async (ctx) => ({
		settings: await readTenantSettings(ctx),
		themes: themes.map(({ key, title, accent, accentDark, mark }) => ({ key, title, accent, accentDark, mark })),
		zones: ['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => ({
			value: zone,
			label: zone.replaceAll('_', ' '),
		})),
	}))
}

export async function action(args: ActionFunctionArgs) {
	const person = await whoIs(args.request)
	const t = serverText(await languageOf(args.request, { account: person?.account.language ?? null }), 'tenants')
	const parsed = settingsSchema.safeParse(Object.fromEntries(await args.request.formData()))
	if (!parsed.success) return formRefusal(parsed.error, t)
	const result = await withContext(args, NEEDS, (ctx) => updateTenant(ctx, parsed.data))
	if (result.ok) return { ok: true as const, done: t('saved') }
	const message = t(`error.${result.error.code}`)
	if (result.error.code === 'not-allowed') return wholeRefusal(message)
	return fieldRefusal(result.error.code === 'theme-unknown' ? 'theme' : 'contactEmail', message)
}

export default function Settings() {
	const { settings, themes: choices, zones } = useLoaderData<typeof loader>()
	const { t } = useTranslation('tenants')
	return (
		<>
			<PageHead title={t('title')} subtitle={t('subtitle', { tenant: settings.name })} />
			<SettingsForm settings={settings} themes={choices} zones={zones} />
		</>
	)
}
