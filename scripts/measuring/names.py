"""Names for questions about what a library lacks: States, persons, bodies and years."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from corpus import Document

Kind = Literal["state", "person", "body", "year"]


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split("|"))


# States and territories by short names. Names that others contain ("Guinea", "Congo") are left out.
_STATES = _listed(
    "Afghanistan|Albania|Algeria|American Samoa|Andorra|Angola|Anguilla|Antigua and Barbuda|"
    "Argentina|Armenia|Aruba|Australia|Austria|Azerbaijan|Bahamas|Bahrain|Bangladesh|Barbados|"
    "Belarus|Belgium|Belize|Benin|Bermuda|Bhutan|Bolivia|Bosnia and Herzegovina|Botswana|Brazil|"
    "Brunei Darussalam|Bulgaria|Burkina Faso|Burundi|Cabo Verde|Cambodia|Cameroon|Canada|"
    "Cayman Islands|Chad|Chile|China|Colombia|Comoros|Cook Islands|Costa Rica|Croatia|Cuba|"
    "Curaçao|Cyprus|Czechia|Denmark|Djibouti|Ecuador|Egypt|El Salvador|Equatorial Guinea|Eritrea|"
    "Estonia|Eswatini|Ethiopia|Faroe Islands|Fiji|Finland|France|Gabon|Gambia|Georgia|Germany|"
    "Ghana|Gibraltar|Greece|Greenland|Grenada|Guam|Guatemala|Guyana|Haiti|Honduras|Hungary|"
    "Iceland|India|Indonesia|Iran|Iraq|Ireland|Israel|Italy|Jamaica|Japan|Jordan|Kazakhstan|Kenya|"
    "Kiribati|Kuwait|Kyrgyzstan|Latvia|Lebanon|Lesotho|Liberia|Libya|Liechtenstein|Lithuania|"
    "Luxembourg|Madagascar|Malawi|Malaysia|Maldives|Malta|Marshall Islands|Mauritania|Mauritius|"
    "Mexico|Micronesia|Monaco|Mongolia|Montenegro|Montserrat|Morocco|Mozambique|Myanmar|Namibia|"
    "Nauru|Nepal|Netherlands|New Caledonia|New Zealand|Nicaragua|Nigeria|Niue|North Macedonia|"
    "Norway|Oman|Pakistan|Palau|Panama|Papua New Guinea|Paraguay|Peru|Philippines|Pitcairn|Poland|"
    "Portugal|Puerto Rico|Qatar|Romania|Russian Federation|Rwanda|Saint Helena|"
    "Saint Kitts and Nevis|Saint Lucia|Samoa|San Marino|Sao Tome and Principe|Saudi Arabia|Senegal|"
    "Serbia|Seychelles|Sierra Leone|Singapore|Slovakia|Slovenia|Solomon Islands|Somalia|"
    "South Africa|Spain|Sri Lanka|Suriname|Sweden|Switzerland|Tajikistan|Thailand|Timor-Leste|"
    "Togo|Tokelau|Tonga|Trinidad and Tobago|Tunisia|Turkmenistan|Tuvalu|Türkiye|Uganda|Ukraine|"
    "United Arab Emirates|Uruguay|Uzbekistan|Vanuatu|Viet Nam|Yemen|Zambia|Zimbabwe"
)
_BODIES = _listed(
    "Advisory Board on Disarmament Matters|Committee on Enforced Disappearances|"
    "Commission on Phytosanitary Measures|International Seabed Authority|"
    "Commission on the Limits of the Continental Shelf|"
    "Committee on the Peaceful Uses of Outer Space|"
    "International Civil Aviation Organization|International Narcotics Control Board|"
    "International Tribunal for the Law of the Sea|International Maritime Organization|"
    "Scientific Committee on the Effects of Atomic Radiation|Universal Postal Union|"
    "International Telecommunication Union|World Meteorological Organization|Trusteeship Council|"
    "World Intellectual Property Organization|World Tourism Organization|"
    "Working Group of Experts on People of African Descent|Subcommittee on Prevention of Torture|"
    "Group of Experts on Geographical Names|International Cocoa Organization|"
    "Institute for Disarmament Research|Interregional Crime and Justice Research Institute|"
    "System Staff College|Board of Auditors|Joint Inspection Unit|Committee on Contributions|"
    "Committee on World Food Security|International Olive Council|Dispute Tribunal|"
    "International Law Commission|Commission on International Trade Law|Appeals Tribunal"
)
# These persons are made up.
_GIVEN = _listed(
    "Amara|Anselm|Beatriz|Cornelius|Dagny|Emeka|Farida|Gustav|Helga|Ingrid|Joaquín|Kirsten|Lucinda|"
    "Marek|Nadira|Olufemi|Petra|Rashid|Sunniva|Tomasz|Ursula|Valentin|Wilhelmina|Yusuf|Zdenka"
)
_SURNAMES = _listed(
    "Abernethy|Achterberg|Balderrama|Brzezicki|Castellanos-Vey|Dagbjartsson|Ekwueme-Holt|Falkenrath|"
    "Gyllenhammar|Hadžibegić|Ilunga-Moreau|Jankauskas|Kwaśniak|Lindqvist|Mbekeani|Nwachukwu-Roy|"
    "Oppenraaij|Pettersen|Quintanilha|Ravonison|Szentgyörgyi|Takahashi-Lund|Ugarteburu|Vanderhoeven|"
    "Wojciechowicz|Xirau|Yllescas|Zubizarreta"
)
_YEARS = range(1946, 2036)

_PATTERNS: Mapping[Kind, re.Pattern[str]] = {
    "state": re.compile(rf"\b(?:{'|'.join(sorted(_STATES, key=len, reverse=True))})\b(?!['’]s)"),
    "person": re.compile(r"\b(?:Mr|Ms|Mrs|Dr)\.? [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*"),
    "body": re.compile(
        r"\b[Tt]he (?:[A-Z][\w-]+ )*(?:Agency|Assembly|Bank|Board|Commission|Committee|Council|"
        r"Entity|Forum|Fund|Office|Organization|Programme|Secretariat|Union)\b"
        r"(?: (?:on|for|of)(?: (?:the|[A-Z][\w-]+|and))*)?"
    ),
    "year": re.compile(r"\b(?:19|20)\d\d\b"),
}


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands in a question, and the text by which it would be found in a report."""

    kind: Kind
    text: str
    key: str


def lacking_names(documents: Iterable[Document]) -> dict[Kind, list[Name]]:
    """Return for each kind the names whose key occurs in none of the documents, in a fixed order.

    Texts, footnotes, headings and titles are searched. Case and accents do not matter, and the key
    may be the beginning of a word: "Bhutan" occurs in "Bhutanese". A kind may have no names.
    """
    text = _fold("\n".join(_texts(documents)))
    found: dict[Kind, list[Name]] = {"state": [], "person": [], "body": [], "year": []}
    for name in _names():
        if not re.search(rf"\b{re.escape(_fold(name.key))}", text):
            found[name.kind].append(name)
    return found


def name_in(question: str) -> tuple[Kind, int, int] | None:
    """Return the kind of the only name in a question, and where it starts and ends, in characters.

    Returns None if there is no name, or if there are two of a kind: a comparison would still be
    half answered with one of them replaced.
    """
    for kind, pattern in _PATTERNS.items():
        matches = list(pattern.finditer(question))
        if len(matches) == 1:
            return kind, matches[0].start(), matches[0].end()
        if matches:
            return None
    return None


def _names() -> Iterable[Name]:
    for state in _STATES:
        yield Name("state", state, state)
    for number, surname in enumerate(_SURNAMES):
        yield Name("person", f"{_GIVEN[number % len(_GIVEN)]} {surname}", surname)
    for body in _BODIES:
        yield Name("body", f"the {body}", body)
    for year in _YEARS:
        yield Name("year", str(year), str(year))


def _texts(documents: Iterable[Document]) -> Iterable[str]:
    for document in documents:
        yield document.title
        for paragraph in document.paragraphs:
            yield from (" ".join(paragraph.text.split()), *paragraph.headings)
            yield from (note.text for note in paragraph.footnotes)


def _fold(text: str) -> str:
    """Return the text in lower case without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
