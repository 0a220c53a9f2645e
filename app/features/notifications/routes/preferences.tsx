import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { formRefusal, type Refusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { whoIs, withContext } from '#app/platform/request/with-context.server.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { readPreference } from '../preference.queries.server.ts'
import { channelsFromForm, preferenceSchema } from '../preference.schema.ts'
import { savePreference } from '../save-preference.server.ts'
import { PreferenceForm } from '../ui/preference-form.tsx'

const NEEDS = { can: ['read', 'Home'] } as const

export async function loader(args: LoaderFunctionArgs) {
	return withContext(args, NEEDS, async (ctx) => ({
		preference: await readPreference(ctx, ctx.actor.id ?? ''),
		tenant: ctx.tenant.name,
		zones: Intl.supportedValuesOf('timeZone'),
		title: serverText(ctx.language, 'notifications')('preferences.title'),
	}))
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export async function action(args: ActionFunctionArgs): Promise<Refusal | { ok: true; done: string }> {
	const person = await whoIs(args.request)
	const t = serverText(await languageOf(args.request, { account: person?.account.language ?? null }), 'notifications')
	const fields = Object.fromEntries(await args.request.formData())
	const parsed = preferenceSchema.safeParse({ ...fields, channels: channelsFromForm(fields) })
	if (!parsed.success) {
		const refusal = formRefusal(parsed.error, t)
		return wholeRefusal(Object.values(refusal.fieldErrors ?? {})[0] ?? '')
	}
	const saved = await withContext(args, NEEDS, (ctx) => savePreference(ctx, parsed.data))
	return saved.ok ? { ok: true, done: t('preferences.saved') } : wholeRefusal(t('refused.forbidden'))
}

/** What of a tenant's notices reaches the reader, how and when. */
export default function Preferences() {
	const { preference, tenant, zones, title } = useLoaderData<typeof loader>()
	const { t } = useTranslation('notifications')
	return (
		<>
			<PageHead
				crumbs={[{ label: t('preferences.account'), to: '/account' }]}
				title={title}
				subtitle={
					<>
						{t('preferences.subtitle', { tenant })}{' '}
						<AppLink to="/account" className="underline">
							{t('preferences.language')}
						</AppLink>
					</>
				}
			/>
			<PreferenceForm preference={preference} zones={zones} />
		</>
	)
}
