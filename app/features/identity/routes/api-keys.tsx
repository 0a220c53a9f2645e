import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { choiceList } from '#app/features/choices/choices.queries.server.ts'
import { fieldRefusal, formRefusal, type Refusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { whoIs, withContext } from '#app/platform/request/with-context.server.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { apiKeySchema } from '../api-key.schema.ts'
import { listApiKeys } from '../api-keys.queries.server.ts'
import { createApiKey } from '../create-api-key.server.ts'
import { identityText } from '../identity-text.server.ts'
import { revokeApiKey } from '../revoke-api-key.server.ts'
import { ApiKeyDialog } from '../ui/api-key-dialog.tsx'
import { ApiKeysTable } from '../ui/api-keys-table.tsx'

export const meta: MetaFunction = () => [{ title: 'API keys · API 密钥 · Lotline 批迹' }]

export async function loader(args: LoaderFunctionArgs) {
	const cursor = new URL(args.request.url).searchParams.get('cursor')
	return withContext(args, { can: ['read', 'ApiKey'] }, async (ctx) => ({
		tenant: ctx.tenant.name,
		keys: await listApiKeys(ctx, cursor),
		parties: await choiceList(ctx, 'parties', { kinds: 'supplier,contract_manufacturer,customer' }),
	}))
}

type Answer = Refusal | { ok: true; done: string } | { ok: true; secret: string; name: string }

export async function action(args: ActionFunctionArgs): Promise<Answer> {
	const person = await whoIs(args.request)
	const t = identityText(await languageOf(args.request, { account: person?.account.language ?? null }))
	const body = await args.request.formData()
	if (body.get('intent') === 'revoke') {
		const id = z.uuid().safeParse(body.get('keyId'))
		if (!id.success) return wholeRefusal(t('apiKeys.not-found'))
		const result = await withContext(args, { can: ['update', 'ApiKey'] }, (ctx) => revokeApiKey(ctx, id.data))
		return result.ok ? { ok: true, done: t('apiKeys.revokedToast') } : wholeRefusal(t(`apiKeys.${result.error.code}`))
	}
	const parsed = apiKeySchema.safeParse({ ...Object.fromEntries(body), scopes: body.getAll('scopes') })
	if (!parsed.success) return formRefusal(parsed.error, t)
	const result = await withContext(args, { can: ['create', 'ApiKey'] }, (ctx) => createApiKey(ctx, parsed.data))
	if (result.ok) return { ok: true, secret: result.value.secret, name: parsed.data.name }
	const message = t(`apiKeys.${result.error.code}`)
	if (result.error.code === 'party-unknown') return fieldRefusal('partyId', message)
	return result.error.code === 'expiry-past' ? fieldRefusal('expiresOn', message) : wholeRefusal(message)
}

export default function ApiKeys() {
	const { keys, parties, tenant } = useLoaderData<typeof loader>()
	const { t } = useTranslation('identity')
	const [making, setMaking] = useState(false)
	const make = (
		<Button variant="primary" icon={Plus} onClick={() => setMaking(true)}>
			{t('apiKeys.new')}…
		</Button>
	)
	return (
		<>
			<PageHead
				title={t('apiKeys.title')}
				subtitle={t('apiKeys.subtitle')}
				actions={
					<>
						<Button asChild>
							<a href="/api/docs">{t('apiKeys.docs')}</a>
						</Button>
						{make}
					</>
				}
			/>
			<Card padding="flush">
				{keys.rows.length === 0 ? (
					<EmptyState icon={KeyRound} title={t('apiKeys.empty')} titleLevel={2}>
						{t('apiKeys.emptyText')}
					</EmptyState>
				) : (
					<ApiKeysTable keys={keys} tenant={tenant} />
				)}
			</Card>
			<ApiKeyDialog open={making} onOpenChange={setMaking} parties={parties} tenant={tenant} />
		</>
	)
}
