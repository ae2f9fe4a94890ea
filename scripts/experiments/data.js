/**
 * @typedef {'Fashion-MNIST' | 'whole Fashion-MNIST' | 'CIFAR-10'} SetName the embedded 10,000 + 2,000 images, or sets that are downloaded
 */

const LOADERS = {
  'Fashion-MNIST': (course, part) => course.fashionMnist({ part }),
  'whole Fashion-MNIST': (course, part) => course.fashionMnist({ part, full: true, fallback: false }),
  'CIFAR-10': (course, part) => course.cifar10({ part, fallback: false }),
};

/**
 * Loads each set when it is first needed, and once.
 * @returns {(name?: SetName) => Promise<{ train: object, test: object } | string>} the images; a sentence where they cannot be had
 */
function imageSets(course) {
  const loaded = new Map();
  const load = async (name) => {
    const loader = LOADERS[name];
    try {
      return { train: await loader(course, 'train'), test: await loader(course, 'test') };
    } catch (error) {
      if (error.name !== 'DownloadError' || error.failure === 'stopped') throw error;
      return error.message;
    }
  };
  return (name = 'Fashion-MNIST') => {
    if (!loaded.has(name)) loaded.set(name, load(name));
    return loaded.get(name);
  };
}

module.exports = { imageSets };
