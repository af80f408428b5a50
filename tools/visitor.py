"""A browser without a screen, for trials of a running exchange: keeps cookies, fills forms, knows no JavaScript."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, ProxyHandler, Request, build_opener


@dataclass
class Form:
    """One form of a page: where it goes, the fields it would send as they stand, the names its buttons would add."""

    action: str = ""
    method: str = "get"
    fields: dict[str, str] = field(default_factory=dict)
    buttons: set[str] = field(default_factory=set)
    boxes: set[str] = field(default_factory=set)  # radio buttons and checkboxes, ticked or not


class FormReader(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._open = ""  # the select or textarea whose content is being read

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, or a field or button of the form that was opened last."""
        found = {name: value or "" for name, value in attrs}
        name = found.get("name", "")
        if tag == "form":
            self.forms.append(Form(found.get("action", ""), found.get("method", "get").lower()))
        elif not self.forms:
            return
        elif tag == "input" and found.get("type") in ("checkbox", "radio") and "checked" not in found:
            self.forms[-1].boxes.add(name)
        elif tag == "button" and name:
            self.forms[-1].buttons.add(name)
        elif tag == "input" and name and self._is_sent(found):
            self.forms[-1].fields[name] = found.get("value", "")
        elif tag in ("select", "textarea") and name:
            self._open = name
            self.forms[-1].fields[name] = ""
        elif tag == "option" and self._open and "selected" in found:
            self.forms[-1].fields[self._open] = found.get("value", "")

    def handle_data(self, data: str) -> None:
        """Keep what a textarea holds."""
        if self._open and (self.get_starttag_text() or "").startswith("<textarea"):
            self.forms[-1].fields[self._open] += data

    def handle_endtag(self, tag: str) -> None:
        """Close a select or textarea."""
        if tag == "textarea" and self._open:  # as browsers do: a line break right behind the tag is not content
            self.forms[-1].fields[self._open] = self.forms[-1].fields[self._open].removeprefix("\n")
        if tag in ("select", "textarea"):
            self._open = ""

    def _is_sent(self, found: dict[str, str]) -> bool:
        kind = found.get("type", "text")
        return kind not in ("submit", "button", "file") and (kind not in ("checkbox", "radio") or "checked" in found)


@dataclass(frozen=True)
class Page:
    """What came back: where from, with which status, and its text."""

    url: str
    status: int
    text: str

    def form(self, *names: str) -> Form:
        """Return the form that has all fields in ``names``; raises LookupError if the page has none."""
        reader = FormReader()
        reader.feed(self.text)
        for form in reader.forms:
            if set(names) <= set(form.fields) | form.buttons | form.boxes:
                return form
        raise LookupError(f"{self.url} ({self.status}) has no form with {', '.join(names)}")


class Visitor:
    """One person's browser."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies = CookieJar()
        self._opener = build_opener(ProxyHandler({}), HTTPCookieProcessor(self.cookies))

    def open(self, path: str, fields: dict[str, str] | None = None) -> Page:
        """Get a page, or send ``fields`` to it; redirections are followed, an error page is a page too."""
        url = urljoin(self.address, path)
        request = Request(
            url, data=urlencode(fields).encode() if fields is not None else None, headers={"Referer": url}
        )
        try:
            with self._opener.open(request, timeout=20) as response:
                return Page(response.url, response.status, response.read().decode())
        except HTTPError as fault:
            return Page(fault.url or url, fault.code, fault.read().decode(errors="replace"))

    def press(self, page: Page) -> Page:
        """Send the page's own form, the one that goes back to the page itself, as it stands."""
        reader = FormReader()
        reader.feed(page.text)
        own = next(form for form in reader.forms if form.method == "post" and not form.action)
        return self.open(page.url, own.fields)

    def send(self, page: Page, **filled: str) -> Page:
        """Fill the page's form that has these fields, and send it."""
        form = page.form(*filled)
        return self.open(urljoin(page.url, form.action or page.url), form.fields | filled)
