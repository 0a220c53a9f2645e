import { useSearchParams } from '@remix-run/react'
import { ChevronDown, ChevronUp, CircleCheck, Copy, OctagonX, Signature } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { buttonClass } from '#app/ui/actions/button-class.ts'
import { KeyValue } from '#app/ui/data/key-value.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { Card, CardSection } from '#app/ui/layout/card.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { ProvenEntry } from '../audit.queries.server.ts'
import { auditAddress } from '../audit-address.ts'
import type { SignatureView } from '../signatures.queries.server.ts'
import type { InWords } from '../step-titles.queries.server.ts'
import { ActorName } from './actor-name.tsx'
import { ChangesTable } from './changes-table.tsx'
import { recordAddress } from './record-address.ts'
import { useExactTime } from './use-exact-time.ts'

interface EntryCardProps {
	readonly entry: InWords<ProvenEntry>
	readonly signatures: readonly SignatureView[]
	readonly length: number
	readonly className?: string | undefined
}

/** One entry: who did what and why, from what to what, the signatures, and what proves it. */
export function EntryCard({ entry, signatures, length, className }: EntryCardProps) {
	const { t } = useTranslation('audit')
	const { number, say } = useReader()
	const { full } = useExactTime()
	const { subject } = entry
	const address = recordAddress(subject)
	const record = <span className="mono">{subject.label ?? subject.id}</span>
	return (
		<Card
			padding="flush"
			className={className}
			title={t('entry.title', { seq: number(entry.seq) })}
			sub={<span className="mono">{subject.label}</span>}
			actions={<Neighbours seq={entry.seq} length={length} />}
		>
			<CardSection>
				<KeyValue
					entries={[
						{
							label: t('entry.what'),
							value: <span className="font-medium">{entry.title ? say(entry.title) : entry.action}</span>,
						},
						{ label: t('entry.who'), value: <ActorName actor={entry.actor} /> },
						{ label: t('entry.when'), value: full(entry.at) },
						{ label: t('entry.record'), value: address ? <AppLink to={address}>{record}</AppLink> : record },
						...(entry.reason ? [{ label: t('entry.why'), value: entry.reason }] : []),
						...(entry.withheld ? [{ label: t('entry.withheld'), value: entry.withheld.join(', ') }] : []),
						...(entry.requestId
							? [{ label: t('entry.request'), value: <span className="mono text-12">{entry.requestId}</span> }]
							: []),
					]}
				/>
			</CardSection>
			<ChangesTable before={entry.before} after={entry.after} />
			{signatures.length > 0 && (
				<CardSection title={t('entry.signatures')}>
					<ul className="flex flex-col gap-3">
						{signatures.map((signature) => (
							<SignatureLine key={signature.id} signature={signature} />
						))}
					</ul>
				</CardSection>
			)}
			<Proof entry={entry} />
		</Card>
	)
}

function Neighbours({ seq, length }: { seq: number; length: number }) {
	const { t } = useTranslation('audit')
	const [search] = useSearchParams()
	const links = [
		{ to: seq - 1, icon: ChevronDown, label: t('entry.previous') },
		{ to: seq + 1, icon: ChevronUp, label: t('entry.next') },
	].filter(({ to }) => to >= 1 && to <= length)
	return links.map(({ to, icon: Icon, label }) => (
		<AppLink
			key={to}
			to={auditAddress(search, { entry: String(to) })}
			aria-label={label}
			title={label}
			preventScrollReset
			className={buttonClass({ variant: 'ghost', size: 'sm', iconOnly: true })}
		>
			<Icon aria-hidden="true" />
		</AppLink>
	))
}

function SignatureLine({ signature }: { signature: SignatureView }) {
	const { t } = useTranslation('audit')
	const { full } = useExactTime()
	const { printedName: who, inNameOf: name, meaning, reason, signedAt, subjectVersion, standing } = signature
	return (
		<li className="flex items-start gap-3">
			<Signature aria-hidden="true" className="mt-0.5 size-4! flex-none text-text-3" />
			<div className="min-w-0 flex-1">
				<p className="flex flex-wrap items-baseline gap-x-2">
					<span className="flex-1 font-medium">{name ? t('entry.signedInNameOf', { who, name }) : who}</span>
					<StatusText tone={standing === 'good' ? 'pass' : 'block'} label={t(`entry.standing.${standing}`)} />
				</p>
				<p className="text-text-2">{t('entry.signedMeaning', { meaning, reason })}</p>
				<p className="text-12 text-text-3">
					{t('entry.signedWhen', { time: full(signedAt), version: subjectVersion })}
				</p>
			</div>
		</li>
	)
}

function Proof({ entry }: { entry: ProvenEntry }) {
	const { t } = useTranslation('audit')
	const signed = typeof entry.after?.contentHash === 'string' ? entry.after.contentHash : null
	const hashes = [
		...(signed ? [{ label: t('entry.hashSigned'), value: signed }] : []),
		{ label: t('entry.hashBefore'), value: entry.previousHash },
		{ label: t('entry.hashThis'), value: entry.hash },
	]
	const copy = async () => {
		const { proof: _proof, ...written } = entry
		await navigator.clipboard.writeText(JSON.stringify(written, null, '\t'))
		showToast({ tone: 'pass', title: t('entry.copied') })
	}
	const { content, link } = entry.proof
	const isFine = content && link
	const Icon = isFine ? CircleCheck : OctagonX
	return (
		<CardSection
			title={t('entry.proof')}
			actions={
				<Button variant="ghost" size="sm" icon={Copy} onClick={() => void copy()}>
					{t('entry.copy')}
				</Button>
			}
		>
			<KeyValue
				entries={hashes.map(({ label, value }) => ({
					label,
					value: <span className="mono text-12 break-all whitespace-normal">{value}</span>,
				}))}
			/>
			<p className={`${isFine ? 'tone-pass' : 'tone-block'} mt-3 flex items-start gap-1.5 text-c-fg`}>
				<Icon aria-hidden="true" className="mt-0.5 size-3.5! flex-none" />
				{t(isFine ? 'entry.agree' : content ? 'entry.linkDiffers' : 'entry.contentDiffers')}
			</p>
		</CardSection>
	)
}
