// The languages of every text: bokmål, nynorsk and English. Here, because problems of a document are texts too.

export const LOCALES = ['nb', 'nn', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
/** One text in each language. */
export type Localized = Readonly<Record<Locale, string>>;

/** A text in the three languages, in their usual order. */
export const phrase = (nb: string, nn: string, en: string): Localized => ({ nb, nn, en });
