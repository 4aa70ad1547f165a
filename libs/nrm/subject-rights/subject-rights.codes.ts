/** Ours: what a person may ask about her own data (KG Law 58 of 2008, art. 17). */
export const subjectRequestKinds = ['Access', 'Rectification'] as const;
export type SubjectRequestKind = (typeof subjectRequestKinds)[number];

/** How a request was answered. */
export const subjectRequestOutcomes = ['Given', 'Refused'] as const;
export type SubjectRequestOutcome = (typeof subjectRequestOutcomes)[number];

/** In which form she was told that her data went to another organisation (KG Decree 759 of 2017). */
export const transferNoticeForms = ['Written', 'Oral', 'Electronic'] as const;
export type TransferNoticeForm = (typeof transferNoticeForms)[number];
