"""Takes out of a TensorFlow wheel what the binding needs: two libraries, the licences and the headers that it includes.

python unpack_wheel.py SOURCE TARGET LIBRARY... -- HEADER...
SOURCE is the wheel, or a folder into which one was unpacked (its libraries are then moved, not copied).
Headers are followed through their own #include lines, which leaves 15 of some 12,000 files.
"""
import os
import posixpath
import re
import shutil
import sys
import zipfile

INCLUDE = 'tensorflow/include/'


class Wheel:
    def __init__(self, path):
        self.archive = zipfile.ZipFile(path)
        self.names = set(self.archive.namelist())

    def has(self, name):
        return name in self.names

    def read(self, name):
        return self.archive.read(name)

    def take(self, name, target):
        with self.archive.open(name) as source, open(target, 'wb') as copy:
            shutil.copyfileobj(source, copy, 1 << 20)


class Folder:
    def __init__(self, path):
        self.path = path

    def has(self, name):
        return os.path.isfile(os.path.join(self.path, name))

    def read(self, name):
        with open(os.path.join(self.path, name), 'rb') as file:
            return file.read()

    def take(self, name, target):
        shutil.move(os.path.join(self.path, name), target)


def headers(source, roots):
    """All headers that the given ones include, themselves too, as far as the wheel has them."""
    found, waiting = set(), [INCLUDE + root for root in roots]
    while waiting:
        name = waiting.pop()
        if name in found or not source.has(name):
            continue
        found.add(name)
        for included in re.findall(rb'^\s*#\s*include\s*["<]([^">]+)[">]', source.read(name), re.M):
            path = included.decode()
            waiting += [INCLUDE + path, posixpath.normpath(posixpath.join(posixpath.dirname(name), path))]
    return sorted(found)


def main(arguments):
    path, target = arguments[:2]
    split = arguments.index('--')
    libraries, roots = arguments[2:split], arguments[split + 1:]
    source = Folder(path) if os.path.isdir(path) else Wheel(path)
    for name in headers(source, roots):
        place = os.path.join(target, 'include', name[len(INCLUDE):])
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, 'wb') as file:
            file.write(source.read(name))
    for name in libraries:
        source.take('tensorflow/' + name, os.path.join(target, name))
    source.take(INCLUDE + 'LICENSE', os.path.join(target, 'LICENSE'))
    source.take('tensorflow/THIRD_PARTY_NOTICES.txt', os.path.join(target, 'THIRD_PARTY_NOTICES.txt'))


if __name__ == '__main__':
    main(sys.argv[1:])
