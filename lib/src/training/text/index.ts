/** Sentences: as examples of a class, and as pairs of two languages. */
export { type SentenceExamplesOptions, sentenceExamples } from './sentence-examples';
export { type Dictionary, pairDictionary, sentencePairs } from './sentence-pairs';
export { type SentencePairs, type TranslatorOptions, trainTranslator } from './train-translator';
export { type TranslateOptions, type Translation, translateSentences } from './translate';
