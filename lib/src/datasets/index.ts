/** The data of the course: embedded sets, downloaded sets, photographs. */
export { cacheFolder } from './cache';
export { type CatalogFile, type CatalogSet, catalog, type DataCheck, verifyData } from './catalog';
export { type Cifar10Options, cifar10, cifar10Classes, cifar10IsHere } from './cifar10';
export { DownloadError } from './download-error';
export { type FashionMnistOptions, fashionClasses, fashionMnist, fashionMnistIsHere } from './fashion-mnist';
export { ImageDataset, type ImageDatasetParts, type ImageRange } from './image-dataset';
export type { LoadOptions } from './instead';
export { type Nuclei, nuclei } from './nuclei';
export { type PhotoName, type PhotoOptions, photo, photoCredit, photoNames } from './photos';
export type { Progress } from './progress';
