import { Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { Switch } from '#app/ui/forms/switch.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Card, CardSection } from '#app/ui/layout/card.tsx'
import { outcomeWords, wordsFor } from '../../design/definition-words.ts'
import { freeKey } from '../../design/design-keys.ts'
import type { KnownNames } from '../../problem.model.ts'
import { askedFields, askedLabel } from '../../simulate/asked-fields.ts'
import { pendingTimers } from '../../simulate/let-time-pass.ts'
import { SCENARIO_START } from '../../simulate/scenario.schema.ts'
import { titleOf } from '../../workflow.model.ts'
import type { WorkflowDefinition } from '../../workflow.schema.ts'
import { PickMany } from '../panel/pick-many.tsx'
import { roleChoices } from '../panel/role-choices.ts'
import type { Simulation } from './use-simulation.ts'

type Props = { definition: WorkflowDefinition; known: KnownNames; simulation: Simulation }

const MINUTE_MS = 60_000
const NAMES = ['anna', 'bo', 'chen', 'dana', 'eli', 'fang', 'gus', 'hua']

/** Who acts, when, and what is taken for granted. */
export function SetupCard({ definition, known, simulation }: Props) {
	const { t } = useTranslation('workflow')
	return (
		<Card title={t('simulate.setup')} padding="flush">
			<People known={known} simulation={simulation} />
			<Clock definition={definition} simulation={simulation} />
			<Assumed definition={definition} known={known} simulation={simulation} />
		</Card>
	)
}

function People({ known, simulation }: Pick<Props, 'known' | 'simulation'>) {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	const { setup, change, by, actAs } = simulation
	const { people } = setup
	const held = people.flatMap((one) => one.roles)
	const roles = roleChoices(known, held, say)
	const label = (roleKeys: readonly string[]) =>
		roleKeys.map((role) => roles.find(({ value }) => value === role)?.label ?? role).join(t('panel.comma'))
	const add = () => {
		const taken = people.map(({ key }) => key)
		const key = NAMES.find((name) => !taken.includes(name)) ?? freeKey(taken, 'person')
		change({ people: [...people, { key, roles: ['quality_reviewer'] }] })
		actAs(key)
	}
	return (
		<CardSection>
			<Field label={t('simulate.actAs')}>
				<Select
					value={by?.key ?? ''}
					options={people.map((one) => ({ value: one.key, label: `${one.key} · ${label(one.roles)}` }))}
					onChange={(event) => actAs(event.target.value)}
				/>
			</Field>
			{by && (
				<div className="mt-2 flex items-end gap-1.5">
					<div className="min-w-0 flex-1">
						<PickMany
							label={t('simulate.roles')}
							value={by.roles}
							choices={roles}
							readOnly={false}
							onChange={(next) =>
								change({ people: people.map((one) => (one.key === by.key ? { ...one, roles: next } : one)) })
							}
						/>
					</div>
					{people.length > 1 && (
						<IconButton
							icon={Trash2}
							size="sm"
							variant="ghost"
							label={t('simulate.removePerson', { name: by.key })}
							onClick={() => {
								change({ people: people.filter((one) => one.key !== by.key) })
								actAs(people.find((one) => one.key !== by.key)?.key ?? '')
							}}
						/>
					)}
				</div>
			)}
			<div className="mt-2 grid grid-cols-2 gap-2">
				{(['requester', 'lastEditor'] as const).map((who) => (
					<Field key={who} label={t(`exclusion.${who}`)}>
						<Select
							compact
							value={setup[who] ?? ''}
							placeholder={t('panel.none')}
							options={people.map(({ key }) => ({ value: key, label: key }))}
							onChange={(event) => {
								const { [who]: _before, ...rest } = setup
								change(event.target.value ? { [who]: event.target.value } : { ...rest, [who]: undefined })
							}}
						/>
					</Field>
				))}
			</div>
			<Button size="sm" variant="ghost" icon={Plus} className="mt-2" onClick={add}>
				{t('simulate.addPerson')}
			</Button>
		</CardSection>
	)
}

function Clock({ definition, simulation }: { definition: WorkflowDefinition; simulation: Simulation }) {
	const { t } = useTranslation('workflow')
	const { say, dateTime } = useReader()
	const { setup, change, now, take, stage } = simulation
	const [next] = pendingTimers(definition, stage, now)
	const toNext = next ? Math.max(1, Math.ceil((next.dueAt.getTime() - now.now.getTime()) / MINUTE_MS)) : 0
	const days = setup.calendar?.weekdays ?? [1, 2, 3, 4, 5]
	return (
		<CardSection title={t('simulate.when')}>
			<p className="font-medium tabular-nums" role="status">
				{dateTime(now.now.toISOString())}
			</p>
			<div className="mt-2 flex flex-wrap gap-1.5">
				<Button size="sm" onClick={() => take({ do: 'wait', for: 'PT1H' })}>
					{t('simulate.hour')}
				</Button>
				<Button size="sm" onClick={() => take({ do: 'wait', for: 'P1D' })}>
					{t('simulate.day')}
				</Button>
				<Button
					size="sm"
					refusedBecause={next ? undefined : t('simulate.noTimer')}
					onClick={() => take({ do: 'wait', for: toNext > 99_999 ? `P${Math.ceil(toNext / 1440)}D` : `PT${toNext}M` })}
				>
					{t('simulate.nextTimer')}
				</Button>
			</div>
			<div className="mt-3 flex flex-col gap-2">
				<Field label={t('simulate.start')}>
					<Select
						value={setup.start ?? definition.initial}
						disabled={setup.steps.length > 0}
						options={definition.states.map((state) => ({ value: state.key, label: say(titleOf(state)) }))}
						onChange={(event) => change({ start: event.target.value })}
					/>
				</Field>
				<Field label={t('simulate.at')} hint={t('simulate.utc')}>
					<TextInput
						type="datetime-local"
						disabled={setup.steps.length > 0}
						value={(setup.at ?? SCENARIO_START).slice(0, 16)}
						onChange={(event) => event.target.value && change({ at: `${event.target.value}:00.000Z` })}
					/>
				</Field>
				<PickMany
					label={t('simulate.workdays')}
					required
					value={days.map(String)}
					choices={[1, 2, 3, 4, 5, 6, 7].map((day) => ({
						value: String(day),
						label: t(`weekday.${day}` as 'weekday.1'),
					}))}
					readOnly={setup.steps.length > 0}
					onChange={(value) => change({ calendar: { ...setup.calendar, weekdays: value.map(Number).sort() } })}
				/>
			</div>
		</CardSection>
	)
}

function Assumed({ definition, known, simulation }: Props) {
	const { t } = useTranslation('workflow')
	const { assume, setAssume, reason, setReason, sign, setSign } = simulation
	const ruleSets = [
		...new Set(definition.transitions.flatMap(({ guards = [] }) => guards.map(({ ruleSet }) => ruleSet))),
	]
	const { say } = useReader()
	const words = wordsFor([definition], known)
	const fields = askedFields(definition)
	const courses = [...new Set(definition.transitions.flatMap(({ training = [] }) => training))]
	const expected = (ruleSet: string) =>
		definition.transitions.flatMap(({ guards = [] }) =>
			guards.filter((guard) => guard.ruleSet === ruleSet).flatMap(({ expect }) => expect),
		)
	const set = (ruleSet: string, outcome: string) => {
		const { [ruleSet]: _before, ...rest } = assume.decisions ?? {}
		setAssume({ ...assume, decisions: outcome ? { ...rest, [ruleSet]: outcome } : rest })
	}
	const give = (field: string, value: string) => {
		const { [field]: _before, ...rest } = assume.fields ?? {}
		setAssume({ ...assume, fields: value ? { ...rest, [field]: value } : rest })
	}
	return (
		<CardSection title={t('simulate.assumed')}>
			<div className="flex flex-col gap-2">
				{ruleSets.map((ruleSet) => (
					<Field key={ruleSet} label={t('detail.guard', { ruleSet: say(words.ruleSet(ruleSet)) })}>
						<Select
							value={assume.decisions?.[ruleSet] ?? ''}
							placeholder={t('simulate.unknown')}
							options={[...new Set([...(known.outcomes?.[ruleSet] ?? []), ...expected(ruleSet)])].map((one) => ({
								value: one,
								label: say(outcomeWords(one)),
							}))}
							onChange={(event) => set(ruleSet, event.target.value)}
						/>
					</Field>
				))}
				{[...fields].map(([field, own]) => (
					<Field key={field} label={say(own ? own.label : askedLabel(definition, field))}>
						{own?.type === 'choice' ? (
							<Select
								value={String(assume.fields?.[field] ?? '')}
								placeholder={t('panel.none')}
								options={(own.choices ?? []).map((choice) => ({ value: choice.value, label: say(choice.label) }))}
								onChange={(event) => give(field, event.target.value)}
							/>
						) : (
							<TextInput
								{...(own?.type === 'date' ? { type: 'date' } : {})}
								value={String(assume.fields?.[field] ?? '')}
								onChange={(event) => give(field, event.target.value)}
							/>
						)}
					</Field>
				))}
				{courses.length > 0 && (
					<PickMany
						label={t('simulate.trained')}
						value={assume.trained ?? []}
						choices={courses.map((course) => ({ value: course, label: course }))}
						readOnly={false}
						onChange={(trained) => setAssume({ ...assume, trained })}
					/>
				)}
				<Field label={t('panel.reason')}>
					<TextInput value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
				</Field>
				<Switch label={t('simulate.sign')} checked={sign} onChange={(event) => setSign(event.target.checked)} />
			</div>
		</CardSection>
	)
}
