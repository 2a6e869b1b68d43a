"""Prints the names of the packages in the folder that is given, a line each:
list, locale, "given" or "family", name, weight ("" where the list has none)."""

import csv
import glob
import importlib
import io
import os
import pkgutil
import sys
import tarfile
import zipfile

folder = sys.argv[1]


def package(name):
    return glob.glob(os.path.join(folder, name + "-*"))[0]


def line(source, locale, kind, name, weight=""):
    print(source, locale, kind, name.strip(), weight, sep="\t")


def faker():
    sys.path.insert(0, package("faker"))
    import faker.providers.person as person

    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(person.__name__ + "." + module.name).Provider
        for kind, words in (("given", ("first_name", "first_romanized")), ("family", ("last_name", "last_romanized"))):
            weights = {}
            for attribute in dir(provider):
                value = getattr(provider, attribute)
                if attribute.startswith("_") or not any(word in attribute for word in words):
                    continue
                if isinstance(value, dict):
                    pairs = value.items()
                elif isinstance(value, (list, tuple)):
                    pairs = ((one, 0) for one in value)
                else:
                    continue
                for names, weight in pairs:
                    for name in [names] if isinstance(names, str) else names:
                        if isinstance(name, str):
                            weights[name] = max(weights.get(name, 0), weight)
            for name, weight in weights.items():
                line("faker", module.name, kind, name, weight or "")


def census():
    with tarfile.open(package("names")) as archive:
        for member in archive.getmembers():
            base = os.path.basename(member.name)
            if not base.startswith("dist."):
                continue
            kind = "family" if base.endswith("last") else "given"
            for number, row in enumerate(io.TextIOWrapper(archive.extractfile(member))):
                name, share = row.split()[:2]
                if number < 6000:
                    line("census " + base, "en_US", kind, name, share)


def japanese():
    with zipfile.ZipFile(package("japanese_personal_name_dataset")) as archive:
        for file in archive.namelist():
            if not file.endswith(".csv") or "first_name" in file and "opti" not in file:
                continue
            kind = "family" if "last_name" in file else "given"
            rows = csv.reader(io.TextIOWrapper(archive.open(file), "utf-8"))
            for row in list(rows)[:3000]:
                name = next((cell for cell in row if cell.isascii() and cell.isalpha() and len(cell) > 1), None)
                if name:
                    line("japanese", "ja_JP", kind, name)


faker()
census()
japanese()
