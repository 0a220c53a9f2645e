import { Form, useNavigation } from '@remix-run/react'
import type { TFunction } from 'i18next'
import { Check, OctagonPause, QrCode, Signature, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import type { DeliveryLine } from '../delivery.queries.server.ts'
import type { DeliveryMay, ShownDecision } from '../read-delivery-page.server.ts'
import { countWords, shortMoment } from './delivery-words.ts'
import { OverrideDialog } from './override-dialog.tsx'
import { ReasonDialog } from './reason-dialog.tsx'

export type LineActionsProps = {
	line: DeliveryLine
	decision: ShownDecision | null
	may: DeliveryMay
	/** Receiving is the main thing to do on the page. */
	main: boolean
}

type Asked = 'hold' | 'return' | 'override' | null

/** Receive, hold, return, sign past the checks; and by which version of the rules that is so. */
export function LineActions(props: LineActionsProps) {
	const { line, decision, may } = props
	const { t } = useTranslation('receiving')
	const reader = useReader()
	const [asked, setAsked] = useState<Asked>(null)
	const open = may.open && (line.status === 'pending' || line.status === 'held')
	if (!open && !decision && line.status !== 'received') return null
	return (
		<div className="no-print mt-auto flex flex-wrap items-center gap-2 border-t border-line px-4 py-3">
			{open && <OpenLineButtons {...props} ask={setAsked} />}
			{line.status === 'received' && (
				<ButtonLink to={`/lots/${line.lotId}/label`} icon={QrCode}>
					{t('line.label')}
				</ButtonLink>
			)}
			{decision && (
				<p className="w-full text-12 text-text-3">
					{open && !decision.letsIn && `${t('line.refused', { counts: countWords(t, tally(decision)) })} `}
					{t('line.decided', {
						version: decision.version,
						time: shortMoment(reader, decision.decidedAt),
					})}{' '}
					<AppLink to={`/decisions/${decision.id}`} className="underline">
						{t('line.decision')}
					</AppLink>
				</p>
			)}
			{(asked === 'hold' || asked === 'return') && (
				<ReasonDialog intent={asked} lineId={line.id} name={line.lotCode} onClose={() => setAsked(null)} />
			)}
			{asked === 'override' && decision && (
				<OverrideDialog line={line} decision={decision} onClose={() => setAsked(null)} />
			)}
		</div>
	)
}

function OpenLineButtons({ line, decision, may, main, ask }: LineActionsProps & { ask: (what: Asked) => void }) {
	const { t } = useTranslation('receiving')
	const pending = line.status === 'pending'
	const { say } = useReader()
	const notNow = may.first ? t('line.first', { step: say(may.first) }) : t('line.mayNotReceive')
	const refused = (allowed: boolean) => (allowed ? undefined : notNow)
	return (
		<>
			<ReceiveButton line={line} main={main} refused={may.first ? notNow : whyNotReceive(line, decision, may, t)} />
			{pending && (
				<Button
					icon={OctagonPause}
					variant="hold"
					refusedBecause={refused(may.hold)}
					onClick={() => ask('hold')}
					className="max-desk:flex-1"
				>
					{t('line.hold')}
				</Button>
			)}
			<Button
				icon={Undo2}
				variant="danger"
				refusedBecause={refused(may.return)}
				onClick={() => ask('return')}
				className="max-desk:flex-1"
			>
				{t('line.return')}
			</Button>
			<span className="flex-1 max-desk:hidden" />
			{pending && decision && !decision.letsIn && (
				<OverrideButton decision={decision} refused={refused(may.override)} onPress={() => ask('override')} />
			)}
		</>
	)
}

function ReceiveButton({ line, main, refused }: { line: DeliveryLine; main: boolean; refused: string | undefined }) {
	const { t } = useTranslation('receiving')
	const navigation = useNavigation()
	const busy = navigation.state !== 'idle' && navigation.formData?.get('intent') === 'receive'
	return (
		<Form method="post" preventScrollReset className="contents">
			<input type="hidden" name="intent" value="receive" />
			<input type="hidden" name="lineId" value={line.id} />
			<Button
				type="submit"
				icon={Check}
				busy={busy}
				variant={main && !refused ? 'primary' : 'secondary'}
				refusedBecause={refused}
				className="max-desk:flex-1"
			>
				{t('line.receive')}
			</Button>
		</Form>
	)
}

type OverrideButtonProps = { decision: ShownDecision; refused: string | undefined; onPress: () => void }

/** Stays in sight where a check forbids it, and says which. */
function OverrideButton({ decision, refused, onPress }: OverrideButtonProps) {
	const { t } = useTranslation('receiving')
	const { say } = useReader()
	const locked = decision.stopping.filter((check) => !check.overridable)
	const checks = locked.map((check) => say(check.label)).join(t('line.joinChecks'))
	const because = refused ?? (locked.length > 0 ? t('line.notOverridable', { checks }) : undefined)
	return (
		<Button icon={Signature} refusedBecause={because} onClick={onPress} className="max-desk:w-full">
			{t('line.override')}
		</Button>
	)
}

const tally = (decision: ShownDecision) => ({
	block: decision.checks.filter((check) => check.status === 'block').length,
	unknown: decision.checks.filter((check) => check.status === 'unknown').length,
})

function whyNotReceive(
	line: DeliveryLine,
	decision: ShownDecision | null,
	may: DeliveryMay,
	t: TFunction<'receiving'>,
): string | undefined {
	if (!may.receive) return t('line.mayNotReceive')
	if (line.status === 'held') return line.lotStatus === 'on_hold' ? t('line.heldText') : undefined
	if (!decision) return t('line.notCheckedText')
	if (line.lacks.length > 0) return t('identify.lackingText')
	return decision.letsIn ? undefined : t('line.refused', { counts: countWords(t, tally(decision)) })
}
