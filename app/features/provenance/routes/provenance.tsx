import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData, useRouteLoaderData } from '@remix-run/react'
import { CircleQuestionMark, LogIn, PackageSearch } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { localized } from '#app/core/localized.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withPublicContext } from '#app/platform/request/with-context.server.ts'
import { faceOf, type TenantFace } from '#app/platform/themes/tenant-face.server.ts'
import type { RootData } from '#app/root.tsx'
import { PublicPage } from '#app/shell/public-page.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { Verdict } from '#app/ui/layout/verdict.tsx'
import { type Contact, findLot, type PublicProduct, readContact, readProduct } from '../provenance.queries.server.ts'
import { readLink } from '../read-code.model.ts'
import { readProvenance } from '../read-provenance.server.ts'
import { ContactCard } from '../ui/contact-card.tsx'
import { LookupForm } from '../ui/lookup-form.tsx'
import { ProvenanceView } from '../ui/provenance-view.tsx'

/** Nothing may keep the page: a recall must show the next time it is opened. */
const HEADERS = { 'Cache-Control': 'private, no-store' }
export const headers: HeadersFunction = () => HEADERS

/** GS1 Digital Link of this portal: `/01/{gtin}`, `/01/{gtin}/10/{lot}`, with variant and serial where they belong. */
export async function loader({ request }: LoaderFunctionArgs) {
	const url = new URL(request.url)
	url.pathname = url.pathname.replace(/\.data$/, '')
	const code = readLink(url)
	const found = code
		? await withPublicContext(request, code.gtin, async (ctx) => {
				const face = faceOf(ctx.tenant)
				const lot = code.lot ? await findLot(ctx, { gtin: code.gtin, lot: code.lot }) : null
				if (lot)
					return {
						kind: 'lot' as const,
						face,
						code,
						tenantKey: ctx.tenant.key,
						provenance: await readProvenance(ctx, lot, 'public'),
					}
				const product = await readProduct(ctx, code.gtin)
				const contact = await readContact(ctx)
				return { kind: code.lot ? ('unknown-lot' as const) : ('product' as const), face, code, product, contact }
			})
		: null
	const language = await languageOf(request)
	if (!found) return data({ kind: 'unknown' as const, face: null, code, language }, { status: 404, headers: HEADERS })
	return data({ ...found, language }, { status: found.kind === 'unknown-lot' ? 404 : 200, headers: HEADERS })
}

export const meta: MetaFunction<typeof loader> = ({ data: found }) => {
	if (!found) return [{ title: 'Lotline 批迹' }]
	const name = found.kind === 'lot' ? localized(found.provenance.item.name, found.language) : null
	return [
		{ title: [found.code?.lot, name, found.face?.name ?? 'Lotline 批迹'].filter(Boolean).join(' · ') },
		{ name: 'robots', content: 'noindex' },
	]
}

export default function ProvenancePage() {
	const page = useLoaderData<typeof loader>()
	const root = useRouteLoaderData('root') as RootData | undefined
	const { t } = useTranslation('provenance')
	if (page.kind === 'lot') {
		const own = root?.person && root.tenant?.key === page.tenantKey
		return (
			<PublicPage face={page.face}>
				<ProvenanceView
					provenance={page.provenance}
					timeZone={page.face.timeZone}
					serial={page.code.serial}
					actions={
						own && (
							<ButtonLink
								to={`/lookup/mine?code=${encodeURIComponent(`(01)${page.code.gtin}(10)${page.provenance.code}`)}`}
								icon={LogIn}
							>
								{t('inPortal')}
							</ButtonLink>
						)
					}
				/>
			</PublicPage>
		)
	}
	if (page.kind === 'product')
		return <ProductPage face={page.face} gtin={page.code.gtin} product={page.product} contact={page.contact} />
	return (
		<PublicPage face={page.face} {...(page.face ? {} : { footer: t('footerUnknown') })}>
			<Stack>
				<Verdict tone="draft" icon={CircleQuestionMark} title={t('unknown.title')}>
					<p>{t(page.kind === 'unknown-lot' ? 'unknown.lotText' : 'unknown.text', { lot: page.code?.lot ?? '' })}</p>
				</Verdict>
				<Card title={t('unknown.again')}>
					<LookupForm action="/lookup" code={page.code?.gtin ?? ''} lot={page.code?.lot ?? ''} />
				</Card>
				{page.kind === 'unknown-lot' && <ContactCard contact={page.contact} code={page.code.lot} />}
			</Stack>
		</PublicPage>
	)
}

type ProductProps = { face: TenantFace; gtin: string; product: PublicProduct | null; contact: Contact | null }

/** A GTIN without a lot: what it is, and the question which lot. */
function ProductPage({ face, gtin, product, contact }: ProductProps) {
	const { t } = useTranslation('provenance')
	const { say } = useReader()
	return (
		<PublicPage face={face}>
			<Stack>
				<Verdict tone="draft" icon={PackageSearch} title={product ? say(product.name) : t('unknown.title')}>
					<p>{t('whichLot')}</p>
				</Verdict>
				<Card title={t('unknown.lotTitle')}>
					<LookupForm action="/lookup" code={gtin} />
				</Card>
				<ContactCard contact={contact} />
			</Stack>
		</PublicPage>
	)
}
