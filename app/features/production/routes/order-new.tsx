import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Factory } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { hasNoChoice } from '#app/core/choice.ts'
import { parseTypedAmount } from '#app/core/typed-amount.ts'
import { formRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { orderRefusal, productionText } from '../answer-order.server.ts'
import { createOrder } from '../create-order.server.ts'
import { readOrderChoices } from '../order-choices.queries.server.ts'
import { createOrderSchema } from '../production.schema.ts'
import { OrderForm } from '../ui/order-form.tsx'

export async function loader(args: LoaderFunctionArgs) {
	return withContext(args, { can: ['create', 'ProductionOrder'] }, async (ctx) => ({
		choices: await readOrderChoices(ctx),
		title: serverText(ctx.language, 'production')('new.title'),
	}))
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export async function action(args: ActionFunctionArgs) {
	const { language, t } = await productionText(args.request)
	const parsed = createOrderSchema.safeParse(Object.fromEntries(await args.request.formData()))
	if (!parsed.success) return formRefusal(parsed.error, t)
	const result = await withContext(args, { can: ['create', 'ProductionOrder'] }, (ctx) =>
		createOrder(ctx, { ...parsed.data, ...plannedOf(parsed.data.plannedQuantity) }),
	)
	return result.ok ? redirect(`/production/${result.value.id}`) : orderRefusal(result.error, language)
}

/** A number, and the unit behind it where one was typed. */
function plannedOf(text: string) {
	const typed = parseTypedAmount(text)
	return { plannedQuantity: typed?.value ?? text, plannedUnit: typed?.unit ?? null }
}

/** A new production order. */
export default function OrderNew() {
	const { choices, title } = useLoaderData<typeof loader>()
	const { t } = useTranslation('production')
	return (
		<>
			<PageHead
				crumbs={[{ label: t('list.title'), to: '/production' }, { label: title }]}
				title={title}
				subtitle={t('new.subtitle')}
			/>
			{!hasNoChoice(choices.items) ? (
				<OrderForm choices={choices} />
			) : (
				<Card>
					<EmptyState
						icon={Factory}
						title={t('new.noItems')}
						action={<ButtonLink to="/items">{t('new.item')}</ButtonLink>}
					>
						{t('new.noItemsText')}
					</EmptyState>
				</Card>
			)}
		</>
	)
}
