/** Text: its words and their numbers, counting them, finding sentences, and judging translations. */
export { type BeamSearchOptions, beamSearch, beamSearches, type FoundSentence, type NextToken } from './beam-search';
export { type Bleu, bleu } from './bleu';
export { type NaiveBayes, type NaiveBayesOptions, naiveBayes } from './naive-bayes';
export { type Vocabulary, type VocabularyOptions, vocabulary } from './vocabulary';
export { wordsOf } from './words';
