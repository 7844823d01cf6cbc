// The languages of every text: bokmål, nynorsk and English. Here, because problems of a document are texts too.

export const LOCALES = ['nb', 'nn', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
/** One text in each language. */
export type Localized = Readonly<Record<Locale, string>>;
