/** The data of the course: embedded sets, downloaded sets, photographs. */
export { cacheFolder } from './cache';
export { type CatalogFile, type CatalogSet, catalog, type DataCheck, verifyData } from './catalog';
export { type Cifar10Options, cifar10, cifar10Classes, cifar10IsHere } from './cifar10';
export { DownloadError } from './download-error';
export { englishFrench, type SentencePair } from './english-french';
export { type FashionMnistOptions, fashionClasses, fashionMnist, fashionMnistIsHere } from './fashion-mnist';
export { ImageDataset, type ImageDatasetParts, type ImageRange } from './image-dataset';
export type { LoadOptions } from './instead';
export { type Nuclei, nuclei } from './nuclei';
export { type PhotoName, type PhotoOptions, photo, photoCredit, photoNames } from './photos';
export type { Progress } from './progress';
export { type LabelledSentence, type SentimentSource, sentiment, sentimentSources } from './sentiment';
export { recordedDigits, type SpokenDigit, type SpokenLanguage, spokenDigits, spokenLanguages } from './spoken-digits';
export type { PartOptions } from './text-table';
export { type TimeSeries, type TimeSeriesName, timeSeries, timeSeriesNames } from './time-series';
export { type VideoClip, videoClip } from './video-clip';
export { readWav, type Sound, writeWav } from './wav';
