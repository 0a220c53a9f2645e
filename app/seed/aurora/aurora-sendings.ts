/** What a customer wished on a day; with `heat`, of the products of that heat alone. */
export type SendingPlan = {
	day: number
	party: string
	carrier: string
	heat?: string
	wishes: readonly (readonly [sku: string, quantity: number])[]
}

/** The shipments of half a year. */
export const SENDINGS: readonly SendingPlan[] = [
	{
		day: -118,
		party: 'C-233',
		carrier: 'SF Medical',
		wishes: [
			['ROD-STER-55', 120],
			['SCREW-STER-65', 300],
			['SET-SPINE-4L', 20],
		],
	},
	{
		day: -116,
		party: 'C-207',
		carrier: 'Kuehne+Nagel',
		wishes: [
			['1145350-28', 180],
			['SCREW-STER-65', 200],
		],
	},
	{
		day: -108,
		party: 'C-118',
		carrier: 'SF Medical',
		wishes: [
			['SET-SPINE-4L', 18],
			['CAGE-STER-12', 40],
		],
	},
	{
		day: -101,
		party: 'C-240',
		carrier: 'DHL Global Forwarding',
		wishes: [
			['ROD-STER-55', 140],
			['SCREW-STER-65', 260],
		],
	},
	{
		day: -96,
		party: 'C-262',
		carrier: 'DHL Global Forwarding',
		wishes: [
			['71360949', 60],
			['1145350-28', 90],
		],
	},
	{
		day: -92,
		party: 'C-251',
		carrier: 'Nippon Express',
		wishes: [
			['1145350-28', 140],
			['ROD-STER-55', 80],
		],
	},
	{
		day: -86,
		party: 'C-121',
		carrier: 'SF Medical',
		wishes: [
			['SET-SPINE-4L', 16],
			['SCREW-STER-65', 180],
		],
	},
	{
		day: -80,
		party: 'C-204',
		carrier: 'SF Medical',
		wishes: [
			['SET-SPINE-4L', 20],
			['CAGE-STER-12', 50],
		],
	},
	{
		day: -75,
		party: 'C-233',
		carrier: 'SF Medical',
		wishes: [
			['1145350-28', 160],
			['SET-SPINE-4L', 14],
		],
	},
	{
		day: -70,
		party: 'C-207',
		carrier: 'Kuehne+Nagel',
		wishes: [
			['ROD-STER-55', 220],
			['SCREW-STER-65', 400],
			['71360949', 80],
		],
	},
	{
		day: -63,
		party: 'C-118',
		carrier: 'SF Medical',
		wishes: [
			['SET-SPINE-4L', 22],
			['ROD-STER-55', 90],
		],
	},
	{
		day: -57,
		party: 'C-262',
		carrier: 'DHL Global Forwarding',
		wishes: [
			['1145350-28', 120],
			['CAGE-STER-12', 60],
		],
	},
	{
		day: -50,
		party: 'C-240',
		carrier: 'DHL Global Forwarding',
		wishes: [
			['ROD-STER-55', 200],
			['SET-SPINE-4L', 26],
		],
	},
	{
		day: -44,
		party: 'C-204',
		carrier: 'SF Medical',
		wishes: [
			['SCREW-STER-65', 300],
			['71360949', 70],
		],
	},
	{
		day: -38,
		party: 'C-251',
		carrier: 'Nippon Express',
		wishes: [
			['1145350-28', 150],
			['SCREW-STER-65', 220],
		],
	},
	{
		day: -30,
		party: 'C-121',
		carrier: 'SF Medical',
		wishes: [
			['SET-SPINE-4L', 24],
			['CAGE-STER-12', 45],
		],
	},
	{
		day: -24,
		party: 'C-233',
		carrier: 'SF Medical',
		heat: 'T7741',
		wishes: [
			['ROD-STER-55', 90],
			['SCREW-STER-65', 240],
			['SET-SPINE-4L', 16],
		],
	},
	{
		day: -23,
		party: 'C-118',
		carrier: 'SF Medical',
		heat: 'T7741',
		wishes: [
			['ROD-STER-55', 40],
			['SCREW-STER-65', 80],
		],
	},
	{
		day: -22,
		party: 'C-240',
		carrier: 'DHL Global Forwarding',
		heat: 'T7741',
		wishes: [
			['ROD-STER-55', 110],
			['SCREW-STER-65', 160],
		],
	},
	{ day: -20, party: 'C-121', carrier: 'SF Medical', heat: 'T7741', wishes: [['SET-SPINE-4L', 12]] },
	{
		day: -18,
		party: 'C-251',
		carrier: 'Nippon Express',
		heat: 'T7741',
		wishes: [
			['SCREW-STER-65', 120],
			['ROD-STER-55', 60],
		],
	},
	{ day: -15, party: 'C-204', carrier: 'SF Medical', heat: 'T7741', wishes: [['SET-SPINE-4L', 14]] },
	{ day: -9, party: 'C-207', carrier: 'Kuehne+Nagel', heat: 'T7741', wishes: [['ROD-STER-55', 40]] },
	{
		day: -12,
		party: 'C-233',
		carrier: 'SF Medical',
		wishes: [
			['1145350-28', 130],
			['71360949', 50],
		],
	},
	{ day: -6, party: 'C-262', carrier: 'DHL Global Forwarding', wishes: [['1145350-28', 110]] },
	{
		day: -2,
		party: 'C-207',
		carrier: 'Kuehne+Nagel',
		wishes: [
			['1145350-28', 80],
			['CAGE-STER-12', 30],
		],
	},
	{
		day: 1,
		party: 'C-118',
		carrier: 'SF Medical',
		wishes: [
			['CAGE-STER-12', 24],
			['1145350-28', 60],
		],
	},
]
