"""A page as its elements, for tests that ask what stands on it."""

from collections.abc import Iterator
from html.parser import HTMLParser

VOID = {"meta", "link", "input", "img", "br", "hr", "path", "rect"}


class Element:
    """One element: its tag, its attributes, the text inside it."""

    def __init__(self, tag: str, attributes: dict[str, str], parent: "Element | None") -> None:
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.pieces: list[str] = []

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name) or ""

    @property
    def text(self) -> str:
        """The text inside, its white space as a reader sees it."""
        return " ".join("".join(self.pieces).split())

    def lies_in(self, tag: str) -> bool:
        """Say whether an element of that kind is around it."""
        return self.parent is not None and (self.parent.tag == tag or self.parent.lies_in(tag))


class Page(HTMLParser):
    """Reads HTML; ask it with `all`, `one` and `ids`."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.open[-1] if self.open else None)
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.pieces.append(data)

    def all(self, tag: str = "", **attributes: str) -> list[Element]:
        """Return the elements of that tag with those attributes; ``class_`` asks for one class among others."""
        return [element for element in self.elements if tag in ("", element.tag) and _matches(element, attributes)]

    def one(self, tag: str = "", **attributes: str) -> Element:
        """Return the only such element."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} of {tag} {attributes}"
        return found[0]

    def ids(self) -> Iterator[str]:
        """Yield every id."""
        return (element["id"] for element in self.elements if element["id"])


def _matches(element: Element, attributes: dict[str, str]) -> bool:
    return all(
        value in element["class"].split() if name == "class_" else element[name.replace("_", "-")] == value
        for name, value in attributes.items()
    )
